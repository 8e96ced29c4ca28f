from datetime import timedelta
from typing import Any

import pytest

from escale.accounts.models import Organization
from escale.outbox import by_hand, monitoring
from escale.outbox.delivery import deliver_due
from escale.outbox.models import DailyCount, Message, MessageState
from escale.outbox.monitoring import Health, Month
from escale.outbox.senders import sms_sender
from escale.outbox.tests.telling import LANDLINE, TUESDAY, Truth, sms
from escale.testing import builders

DAY = timedelta(days=1)


def test_health_tells_what_waits_what_is_late_and_what_failed(organization: Organization, queries: Any) -> None:
    sms(organization, about_id=1, due_at=TUESDAY + DAY)
    late = sms(organization, about_id=2, due_at=TUESDAY - timedelta(minutes=11))
    sms(organization, about_id=3, phone=LANDLINE, due_at=TUESDAY - DAY)
    failed = sms(organization, about_id=4)
    Message.objects.filter(pk=failed.pk).update(state=MessageState.FAILED)
    with queries() as seen:
        found = monitoring.health(now=TUESDAY)
    assert found == Health(waiting=2, late=1, oldest_due_at=late.due_at, failed=1)
    assert not found.is_well
    assert len(seen) == 2


def test_an_empty_outbox_is_well(db: None) -> None:
    assert monitoring.health(now=TUESDAY) == Health(waiting=0, late=0, oldest_due_at=None, failed=0)


def test_a_month_counts_sms_as_they_are_billed(organization: Organization, queries: Any) -> None:
    other = builders.organization("CCAS")
    sms(organization, about_id=1)
    sms(other, about_id=2, phone="+33639980050")
    failed = sms(organization, about_id=3, due_at=TUESDAY + DAY)
    deliver_due(now=TUESDAY, catalogue=Truth("Bonjour. " * 20).catalogue())
    Message.objects.filter(pk=failed.pk).update(state=MessageState.FAILED)
    with queries() as seen:
        month = monitoring.month(organization, start=TUESDAY - DAY, end=TUESDAY + 2 * DAY, today=TUESDAY.date())
    assert month == Month(sent=2, not_delivered=1, today=2, per_day=200)
    assert month.share_of_today == 1
    assert len(seen) == 2


def test_no_telephone_number_is_kept_in_the_counters(organization: Organization) -> None:
    message = sms(organization)
    deliver_due(now=TUESDAY, catalogue=Truth().catalogue())
    assert not DailyCount.objects.filter(scope__contains=message.recipient[-8:]).exists()


def test_the_call_list_of_the_day_is_what_falls_due_and_is_still_useful(organization: Organization) -> None:
    other = builders.organization("CCAS")
    second = sms(organization, about_id=1, phone=LANDLINE)
    first = sms(organization, about_id=2, phone=LANDLINE, due_at=TUESDAY - DAY)
    sms(organization, about_id=3, phone=LANDLINE, due_at=TUESDAY + DAY)
    sms(organization, about_id=4, phone=LANDLINE, due_at=TUESDAY - 3 * DAY)
    sms(organization, about_id=5)
    sms(other, about_id=6, phone=LANDLINE)
    start = TUESDAY.replace(hour=0)
    to_make = Message.objects.of_organization(organization).calls_to_make(start=start, end=start + DAY)
    assert list(to_make.order_by("due_at", "pk")) == [first, second]
    assert by_hand.mark_called(first, now=TUESDAY)
    assert not by_hand.mark_called(first, now=TUESDAY)
    assert list(to_make.order_by("due_at", "pk")) == [second]


def test_a_failure_is_settled_once(organization: Organization) -> None:
    message = sms(organization)
    Message.objects.filter(pk=message.pk).update(state=MessageState.FAILED)
    assert by_hand.settle(message, now=TUESDAY)
    assert not by_hand.settle(message, now=TUESDAY)
    assert not Message.objects.to_settle().exists()


@pytest.mark.parametrize(
    ("wished", "shown"),
    [
        ("CS Vitre", "CSVitre"),
        ("Médiathèque", "Mediatheque"),
        ("0612345678", "Escale"),
        ("", "Escale"),
        ("CentreSocial", "CentreSocia"),
        ("<script>", "script"),
    ],
)
def test_a_sender_is_eleven_letters_or_digits(wished: str, shown: str) -> None:
    assert sms_sender(Organization(sms_sender=wished)) == shown
