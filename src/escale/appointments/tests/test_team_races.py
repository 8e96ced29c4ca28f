"""Several members of a team at once: on one tablet, on a second adviser's hour, on the day of whoever is away."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection

from escale.accounts.models import Membership
from escale.agenda import commitments, loans, resources
from escale.agenda.models import Equipment, Loan
from escale.agenda.occurrences import OccurrenceChanged
from escale.appointments import booking, replacing
from escale.appointments.away import Unsettled
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Appointment
from escale.appointments.obstacles import Refused
from escale.appointments.replacing import DateDecision
from escale.appointments.settling import Choice, Decision
from escale.appointments.tests.test_races import (
    DAYS,
    MONDAY_9,
    PEOPLE,
    asking,
    kinds,
    only_read,
    overlaps,
)
from escale.scheduling.intervals import Interval
from escale.testing import builders
from escale.testing.cast import Reception
from escale.testing.races import at_once, database_on_disk, met

__all__ = ["database_on_disk"]

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reception(database_on_disk: None, reception: Reception) -> Reception:
    return reception


@pytest.fixture
def tablet(reception: Reception) -> Equipment:
    made = Equipment.objects.create(organization=reception.organization, name="Tablette 1", created_at=builders.NOW)
    resources.for_equipment(made)
    return made


def lending(tablet: Equipment, by: Membership, number: int) -> Callable[[], Any]:
    return lambda: loans.lend(
        tablet,
        person=None,
        borrower=f"Jeanne {number}",
        due_on=builders.NOW.date() + timedelta(days=7),
        condition="",
        by=by,
        now=builders.NOW,
    )


def test_of_many_who_lend_one_tablet_at_once_one_does(reception: Reception, tablet: Equipment) -> None:
    got = at_once([lending(tablet, reception.adviser, number) for number in range(PEOPLE)])
    assert kinds(got) == {"Loan": 1, "NotAvailable": PEOPLE - 1}
    assert Loan.objects.running().count() == 1


def test_with_the_lock_off_the_database_alone_keeps_the_tablet(
    reception: Reception, tablet: Equipment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without the lock, some are refused by a constraint, which the lock spares."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite n’a qu’un écrivain à la fois : sans verrou, il tient encore")
    monkeypatch.setattr(commitments, "lock", only_read)
    monkeypatch.setattr(commitments, "conflicts", met(commitments.conflicts, PEOPLE))
    got = at_once([lending(tablet, reception.adviser, number) for number in range(PEOPLE)])
    assert Loan.objects.running().count() == 1
    refused = [answer for answer in got if not isinstance(answer, Loan)]
    assert len(refused) == PEOPLE - 1
    assert all(isinstance(answer, IntegrityError) or answer.__cause__ for answer in refused)


def test_the_second_adviser_s_hour_is_given_once(reception: Reception, colleague: Membership) -> None:
    builders.permanence(colleague, reception.venue, reasons=(reception.reason,))
    for day in DAYS:
        person = builders.person(reception.organization, phone="")
        together = partial(
            booking.book_by_staff,
            by=reception.adviser,
            adviser=reception.adviser.user,
            co_adviser=colleague.user,
            person=person,
            reason=reception.reason,
            venue=reception.venue,
            starts_at=day,
            now=builders.NOW,
        )
        got = at_once([together, *(asking(reception, day) for _ in range(PEOPLE - 1))])
        assert all(isinstance(answer, Appointment | SlotTaken | Refused) for answer in got)
        assert isinstance(got[0], Appointment | Refused)
    assert overlaps() == 0


def test_two_who_replace_the_same_day_wait_for_each_other_and_one_decides(
    reception: Reception, colleague: Membership, coordinator: Membership
) -> None:
    builders.resource_of(colleague), builders.resource_of(coordinator)
    hours = Interval(MONDAY_9 - timedelta(hours=9), MONDAY_9 + timedelta(hours=15))
    for n in range(3):
        person = builders.person(reception.organization, phone=f"+3363998005{n}")
        starts_at = MONDAY_9 + timedelta(minutes=45 * n)
        builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=starts_at)

    def giving_all_to(member: Membership) -> Callable[[], Any]:
        seen = replacing.look(
            reception.adviser.user,
            hours=hours,
            colleagues=[member.user],
            organization_id=reception.organization.pk,
            now=builders.NOW,
        )
        decisions = [
            Decision(appointment=each.appointment, option=option, notify=False)
            for each in seen.proposals
            for option in each.options
            if option.choice == Choice.GIVE and option.to and option.to.adviser == member.user
        ]
        assert len(decisions) == 3
        return lambda: replacing.replace(
            seen,
            decisions=decisions,
            dates=[DateDecision(occurrence=each, to=builders.resource_of(member)) for each in seen.dates],
            notes_absence=True,
            by=member,
            now=builders.NOW,
        )

    got = at_once([giving_all_to(colleague), giving_all_to(coordinator)])
    assert got.count(None) == 1
    assert all(answer is None or isinstance(answer, Unsettled | OccurrenceChanged) for answer in got)
    assert len(set(Appointment.objects.values_list("adviser", flat=True))) == 1
    assert overlaps() == 0
