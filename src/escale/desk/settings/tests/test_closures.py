"""Closing the whole organization, or some venues, on Friday 13 November 2026."""

from datetime import UTC, date, datetime

import pytest

from escale.accounts.models import Membership
from escale.agenda.models import Closure
from escale.appointments.models import Appointment, State
from escale.desk.settings.tests.acting import address, post, post_and_read, settled, text_of
from escale.outbox.models import Message
from escale.testing import builders
from escale.testing.cast import Reception

pytestmark = pytest.mark.usefixtures("friday")

THURSDAY = {"starts_on": "2026-12-24", "label": "Congés d’hiver"}


def expected_on(reception: Reception, adviser: Membership, day: int, phone: str) -> Appointment:
    person = builders.person(reception.organization, phone=phone)
    starts_at = datetime(2026, 12, day, 8, tzinfo=UTC)
    return builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=starts_at)


def test_the_organization_closes_then_opens_again(reception: Reception):
    said = post_and_read(reception.adviser, "settings-closure-add", **THURSDAY, ends_on="2026-12-31")
    assert "Congés d’hiver" in said
    closure = Closure.objects.get()
    assert (closure.venue, closure.starts_on, closure.ends_on) == (None, date(2026, 12, 24), date(2026, 12, 31))
    post(reception.adviser, "settings-closure-reopen", closure.pk)
    assert not Closure.objects.exists()


def test_some_venues_close_for_one_day(reception: Reception):
    other = builders.venue(reception.organization, name="Médiathèque")
    builders.venue(reception.organization, name="Mairie")
    post(reception.adviser, "settings-closure-add", venues=[reception.venue.pk, other.pk], **THURSDAY)
    closed = Closure.objects.order_by("pk").values_list("venue", "ends_on")
    assert sorted(closed) == sorted((venue.pk, date(2026, 12, 24)) for venue in (reception.venue, other))


def test_the_venue_of_another_organization_is_not_closed(adviser: Membership, outsider: Membership):
    elsewhere = builders.venue(outsider.organization)
    assert post(adviser, "settings-closure-add", venues=[elsewhere.pk], **THURSDAY).status_code == 422
    assert not Closure.objects.exists()


def test_the_appointments_of_the_whole_team_are_shown_before_closing(reception: Reception, colleague: Membership):
    expected_on(reception, reception.adviser, 24, "+33639980050")
    expected_on(reception, colleague, 24, "+33639980051")
    expected_on(reception, colleague, 23, "+33639980052")
    shown = post(reception.adviser, "settings-closure-add", **THURSDAY)
    assert "2 rendez-vous à régler" in text_of(shown)
    assert not Closure.objects.exists()


def test_each_is_settled_and_each_person_told_once(reception: Reception, colleague: Membership):
    kept = expected_on(reception, reception.adviser, 24, "+33639980050")
    off = expected_on(reception, colleague, 24, "+33639980051")
    Message.objects.all().delete()
    decided = {f"settle-{kept.pk}": "keep", f"settle-{off.pk}": "cancel", f"settle-{off.pk}-notify": "on"}
    post(reception.adviser, "settings-closure-add", action="save", **THURSDAY, **decided)
    states = {each.pk: each.state for each in Appointment.objects.all()}
    assert states == {kept.pk: State.EXPECTED, off.pk: State.REVOKED}
    assert list(Message.objects.values_list("kind", "recipient")) == [("cancellation", "+33639980051")]


def test_no_hour_of_the_closed_days_is_proposed(reception: Reception):
    expected_on(reception, reception.adviser, 24, "+33639980050")
    shown = text_of(post(reception.adviser, "settings-closure-add", **THURSDAY))
    assert "Déplacer au mercredi 23 décembre" in shown
    assert "Reculer à" not in shown


def test_when_something_changes_meanwhile_nothing_is_written(reception: Reception):
    off = expected_on(reception, reception.adviser, 24, "+33639980050")
    values = {"action": "save", f"settle-{off.pk}": "move-1-2-3"}
    assert post(reception.adviser, "settings-closure-add", **THURSDAY, **values).status_code == 422
    assert not Closure.objects.exists()


def test_the_page_asks_as_many_questions_for_one_closure_as_for_three(reception: Reception, queries):
    post(reception.adviser, "settings-closure-add", **THURSDAY)
    client = settled(reception.adviser)
    with queries() as with_one:
        client.get(address("settings-closures"))
    for day in ("2026-12-28", "2026-12-29"):
        post(reception.adviser, "settings-closure-add", **(THURSDAY | {"starts_on": day}))
    with queries() as with_three:
        client.get(address("settings-closures"))
    assert len(with_one) == len(with_three)
