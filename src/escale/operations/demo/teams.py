"""The team of the demonstration: who is away, what closes, what is lent, who receives together."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from escale.accounts.models import Membership
from escale.agenda import absences, closures, loans, repeated_absences, resources
from escale.agenda.models import Equipment, EquipmentKind
from escale.appointments import booking
from escale.appointments.models import Reason
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.scheduling.recurrence import Recurrence

WEDNESDAY = 2
STRANDED = (time(9), time(10), time(11))
"""The hours of the people expected tomorrow by somebody who won't be there."""


def fill(
    members: Mapping[str, Membership],
    *,
    venue: Venue,
    reason: Reason,
    people: list[Beneficiary],
    submissions: list[UUID],
    now: datetime,
) -> None:
    """Show each gesture of a team once; `submissions` are four, `people` four of the organization at least."""
    today = now.astimezone(venue.zone).date()
    _come_back_each_wednesday(members["Yann"], venue.zone, today, now=now)
    closures.close_days(
        organization=members["Maëlle"].organization,
        venue=None,
        first=_summer(today),
        last=_summer(today) + timedelta(days=11),
        label="Congés d’été",
    )
    _lend_tablets(members["Maëlle"], venue, people[0], today, now=now)
    tomorrow = today + timedelta(days=1)
    for at, person, submission in zip(STRANDED, people[:3], submissions[:3], strict=True):
        starts_at = datetime.combine(tomorrow, at, tzinfo=venue.zone)
        _book(members["Inès"], person, reason, venue, starts_at, submission, now=now)
    _away_tomorrow(members["Inès"], venue.zone, tomorrow, by=members["Amina"])
    together = datetime.combine(today + timedelta(days=2), time(16), tzinfo=venue.zone)
    _book(members["Maëlle"], people[3], reason, venue, together, submissions[3], now=now, second=members["Yann"])


def _come_back_each_wednesday(member: Membership, zone: ZoneInfo, today: date, *, now: datetime) -> None:
    first = today + timedelta(days=(WEDNESDAY - today.weekday()) % 7)
    repeated_absences.declare(
        resources.for_adviser(member.user),
        recurrence=Recurrence.weekly(starts_on=first, weekdays=[WEDNESDAY], until=first + timedelta(weeks=26)),
        zone=zone,
        start_time=absences.HALF_DAY,
        end_time=None,
        label="Garde de ma fille",
        by=member.user,
        now=now,
    )


def _lend_tablets(by: Membership, venue: Venue, person: Beneficiary, today: date, *, now: datetime) -> None:
    """Three tablets: one lent, one late, one at hand."""
    lent, late, _ = (
        Equipment.objects.create(
            organization=by.organization,
            name=f"Tablette {number}",
            kind=EquipmentKind.TABLET,
            inventory_number=f"T-{number:03d}",
            venue=venue,
            note="Chargeur dans la pochette.",
            created_at=now - timedelta(days=90),
        )
        for number in (1, 2, 3)
    )
    loans.lend(
        lent,
        person=person,
        borrower="",
        due_on=today + timedelta(days=10),
        condition="Écran sans rayure",
        by=by,
        now=now - timedelta(days=4),
    )
    loans.lend(
        late,
        person=None,
        borrower="Jeannine",
        due_on=today - timedelta(days=5),
        condition="",
        by=by,
        now=now - timedelta(days=26),
    )


def _away_tomorrow(member: Membership, zone: ZoneInfo, tomorrow: date, *, by: Membership) -> None:
    day = absences.hours_away(zone, first=tomorrow, last=tomorrow)
    absences.declare(resources.for_adviser(member.user), starts_at=day.start, ends_at=day.end, by=by.user)


def _book(
    member: Membership,
    person: Beneficiary,
    reason: Reason,
    venue: Venue,
    starts_at: datetime,
    submission: UUID,
    *,
    now: datetime,
    second: Membership | None = None,
) -> None:
    booking.book_by_staff(
        by=member,
        adviser=member.user,
        co_adviser=second.user if second else None,
        person=person,
        reason=reason,
        venue=venue,
        starts_at=starts_at,
        accept_warnings=True,
        submission=submission,
        now=now,
    )


def _summer(today: date) -> date:
    """The last Monday of the next July."""
    end = date(today.year + (today >= date(today.year, 7, 20)), 7, 31)
    return end - timedelta(days=end.weekday())
