"""What is promised about personal data is what the nightly job does, on its day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from dateutil.relativedelta import relativedelta
from django.core.cache import cache
from django.core.management import call_command

from escale.accounts.models import Membership, Role, User
from escale.agenda import resources
from escale.appointments.models import Appointment
from escale.outbox.models import Message, OptOut
from escale.people import retention
from escale.people.models import Beneficiary
from escale.people.tests.canary import CANARIES, VISIT, everything_stored, found_canaries
from escale.people.tests.nights import DAY, nights
from escale.testing import builders
from escale.testing.cast import Reception


def test_a_person_seen_for_the_last_time_a_year_ago_is_nowhere_in_the_database(canary: Beneficiary) -> None:
    assert set(found_canaries()) == set(CANARIES)  # The control: before, each word is there.
    nights(VISIT + relativedelta(months=12, hours=1))
    assert found_canaries() == []


def test_what_counts_activity_survives_the_erasure(canary: Beneficiary, now: datetime) -> None:
    nights(VISIT + relativedelta(months=13))
    kept = Appointment.objects.values_list("starts_at", "state", "reason__name", "venue__name", "person_id").get()
    assert kept == (VISIT, "expected", "Mails et documents", "Centre social", canary.pk)
    person = Beneficiary.objects.get()
    assert (person.commune, person.birth_year, person.full_name) == ("35360", 1940, "Fiche effacée")
    assert Message.objects.filter(sent_at=now).count() == Message.objects.count() > 0


def test_the_nightly_job_says_what_it_did_and_does_it_once(canary: Beneficiary) -> None:
    much_later = VISIT + relativedelta(months=13)
    first = nights(much_later)
    assert first["Votre fiche"] == 1
    assert retention.apply(now=much_later + DAY) == {}


def test_a_night_without_anything_due_writes_nothing(
    canary: Beneficiary, queries: Callable[[], Any], now: datetime
) -> None:
    with queries() as seen:
        retention.apply(now=now)
    assert [query["sql"] for query in seen if not query["sql"].startswith("SELECT")] == []


def test_a_person_with_an_appointment_to_come_is_kept(canary: Beneficiary, reception: Reception) -> None:
    later = VISIT + relativedelta(months=12)
    builders.appointment(
        reception.adviser, canary, reception.reason, at=reception.venue, starts_at=later + DAY, now=later
    )
    nights(later + timedelta(hours=2))
    assert Beneficiary.objects.not_erased().get() == canary


def test_a_person_who_never_came_is_kept_from_the_day_her_file_was_opened(person: Beneficiary, now: datetime) -> None:
    year = now + relativedelta(months=12)
    nights(year - DAY, told=year - 30 * DAY)
    assert Beneficiary.objects.not_erased().exists()
    retention.apply(now=year + DAY)
    assert not Beneficiary.objects.not_erased().exists()


def test_an_erased_file_is_shown_to_nobody(canary: Beneficiary, adviser: Membership) -> None:
    assert Beneficiary.objects.visible_to(adviser.user).exists()
    nights(VISIT + relativedelta(months=13))
    assert not Beneficiary.objects.visible_to(adviser.user).exists()


def test_a_large_night_is_erased_in_batches(
    adviser: Membership, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(5):
        builders.person(adviser.organization, phone=f"+3363998005{number}", now=now)
    changed = nights(now + relativedelta(months=13))
    assert changed["Votre fiche"] == 5
    assert not Beneficiary.objects.not_erased().exists()


def test_the_account_of_somebody_who_left_is_emptied_with_all_that_hangs_on_it(
    adviser: Membership, admin: Membership, now: datetime
) -> None:
    resources.for_adviser(adviser.user)
    EmailAddress.objects.create(user=adviser.user, email=adviser.user.email, verified=True, primary=True)
    User.objects.update(joined_at=now)
    Membership.objects.filter(pk=adviser.pk).update(ended_at=now)
    retention.apply(now=now + relativedelta(months=12) - DAY)
    assert User.objects.get(pk=adviser.user.pk).first_name == "Maëlle"
    retention.apply(now=now + relativedelta(months=12) + DAY)
    gone = User.objects.get(pk=adviser.user.pk)
    assert (gone.first_name, gone.last_name, gone.is_active) == ("", "", False)
    assert not gone.has_usable_password()
    assert adviser.user.email not in everything_stored()
    assert "Garnier" not in everything_stored()
    assert User.objects.get(pk=admin.user.pk).first_name == "Hélène"


def test_whoever_still_works_somewhere_keeps_her_account(adviser: Membership, now: datetime) -> None:
    User.objects.update(joined_at=now)
    other = builders.organization("CCAS")
    Membership.objects.create(user=adviser.user, organization=other, role=Role.ADVISER, ended_at=now)
    retention.apply(now=now + relativedelta(months=60))
    assert User.objects.get(pk=adviser.user.pk).first_name == "Maëlle"


def test_a_refusal_of_sms_is_kept_as_long_as_it_holds(now: datetime, db: None) -> None:
    OptOut.objects.create(phone="+33639980042", asked_at=now)
    retention.apply(now=now + relativedelta(months=120))
    assert OptOut.objects.exists()


def test_the_counters_against_abuse_are_deleted_when_they_are_over(db: None, now: datetime, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entry"}}
    call_command("createcachetable")
    with time_machine.travel(now):
        cache.set("tries-203.0.113.7", 3, timeout=600)
    retention.apply(now=now + timedelta(minutes=5))
    assert "203.0.113.7" in everything_stored()
    retention.apply(now=now + DAY)
    assert "203.0.113.7" not in everything_stored()
