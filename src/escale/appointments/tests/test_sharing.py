"""Who receives a person who books online, when several advisers are free."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from escale.accounts.models import Membership
from escale.appointments import booking
from escale.appointments.booking import Contact
from escale.appointments.models import Appointment, State
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import Reception

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
"""Monday 16 November 2026, 9 h in Vitré."""


@pytest.fixture
def both(reception: Reception, colleague: Membership) -> Reception:
    """Yann receives beside Maëlle, at the same place and hours."""
    builders.permanence(colleague, reception.venue, reasons=(reception.reason,))
    return reception


def take(reception: Reception, *, first_name: str = "Lucette", starts_at: datetime = MONDAY_9) -> Appointment:
    return booking.book_online(
        reason=reception.reason,
        venue=reception.venue,
        starts_at=starts_at,
        contact=Contact(first_name=first_name, phone="+33639980042"),
        submission=uuid4(),
        now=builders.NOW,
    )


def received(
    reception: Reception, by: Membership, who: Beneficiary, *, days_ago: int, state: State = State.SEEN
) -> None:
    taken = builders.appointment(
        by, who, reception.reason, at=reception.venue, starts_at=MONDAY_9 - timedelta(days=days_ago)
    )
    Appointment.objects.filter(pk=taken.pk).update(state=state)


def lucette(reception: Reception) -> Beneficiary:
    return builders.person(reception.organization, first_name="Lucette", phone="+33639980042")


def test_the_first_adviser_receives_when_nothing_tells_them_apart(both: Reception) -> None:
    assert take(both).adviser == both.adviser.user


def test_whoever_has_the_most_free_hours_that_day_receives(both: Reception, colleague: Membership) -> None:
    builders.appointment(
        both.adviser, lucette(both), both.reason, at=both.venue, starts_at=MONDAY_9 + timedelta(minutes=90)
    )
    assert take(both, first_name="Marcel").adviser == colleague.user


def test_whoever_received_the_person_last_receives_her_again(both: Reception, colleague: Membership) -> None:
    person = lucette(both)
    received(both, colleague, person, days_ago=7)
    received(both, both.adviser, person, days_ago=14)
    assert take(both).adviser == colleague.user


def test_somebody_who_did_not_come_was_not_received(both: Reception, colleague: Membership) -> None:
    received(both, colleague, lucette(both), days_ago=7, state=State.NO_SHOW)
    assert take(both).adviser == both.adviser.user


def test_another_first_name_on_the_same_telephone_is_another_person(both: Reception, colleague: Membership) -> None:
    received(both, colleague, lucette(both), days_ago=7)
    assert take(both, first_name="Marcel").adviser == both.adviser.user


def test_an_adviser_who_is_not_free_then_sends_nobody_to_another_hour(both: Reception, colleague: Membership) -> None:
    person = lucette(both)
    received(both, colleague, person, days_ago=7)
    builders.appointment(colleague, person, both.reason, at=both.venue, starts_at=MONDAY_9)
    assert take(both).adviser == both.adviser.user


def test_choosing_costs_one_query_at_most(reception: Reception, colleague: Membership) -> None:
    with CaptureQueriesContext(connection) as alone:
        take(reception, starts_at=MONDAY_9)
    builders.permanence(colleague, reception.venue, reasons=(reception.reason,))
    with CaptureQueriesContext(connection) as together:
        take(reception, first_name="Marcel", starts_at=MONDAY_9 + timedelta(days=1))
    assert len(together) == len(alone) + 1
