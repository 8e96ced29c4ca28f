"""An adviser away, or a closed day, with the appointments it strands settled in the same gesture: all of it, or nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from escale.accounts.models import Membership, Organization, User
from escale.agenda import absences, closures, repeated_absences
from escale.agenda.models import Absence, Closure, RepeatedAbsence, Resource
from escale.appointments import moving, settling
from escale.appointments.alternatives import Elsewhere
from escale.appointments.models import Appointment
from escale.appointments.settling import HOURS_SHOWN, Choice, Decision, Proposal, Result
from escale.places.models import Venue
from escale.scheduling.intervals import Interval
from escale.scheduling.recurrence import Recurrence


class Unsettled(Exception):
    """Something changed meanwhile, and nothing was written: `results` says what, decision by decision."""

    def __init__(self, results: Sequence[Result]) -> None:
        super().__init__(f"{sum(1 for each in results if each.problem)} decisions could not be applied")
        self.results = results


type Hours = Sequence[Interval]
"""When somebody is away, by start."""


def propose(appointments: Iterable[Appointment], *, away: User, hours: Hours, now: datetime) -> list[Proposal]:
    """Say what may become of the appointments of an adviser who will be away then: never with her during these hours."""
    found = settling.propose(appointments, now=now)
    return [
        _narrowed(each, lambda to, ends_at: to.adviser != away or not _within(to.starts_at, ends_at, hours))
        for each in found
    ]


def propose_closed(
    appointments: Iterable[Appointment], *, venues: Sequence[Venue], first: date, last: date, now: datetime
) -> list[Proposal]:
    """Say what may become of the appointments of closed days: never there on those days. No venue means everywhere."""

    def is_open(to: Elsewhere, ends_at: datetime) -> bool:
        on = to.starts_at.astimezone(to.venue.zone).date()
        return not first <= on <= last or bool(venues and to.venue not in venues)

    return [_narrowed(each, is_open) for each in settling.propose(appointments, now=now)]


@transaction.atomic
def declare(
    adviser: Resource, *, hours: Interval, label: str, decisions: Iterable[Decision], by: Membership, now: datetime
) -> Absence:
    """Declare an absence and settle what it strands. Raises `Unsettled`."""
    decided = list(decisions)
    settling.lock(decided, resource_ids=[adviser.pk])
    declared = absences.declare(adviser, starts_at=hours.start, ends_at=hours.end, label=label, by=by.user)
    apply(decided, by=by, now=now)
    return declared


@transaction.atomic
def change(
    absence: Absence, *, hours: Interval, label: str, decisions: Iterable[Decision], by: Membership, now: datetime
) -> None:
    """Give an absence other hours and settle what they strand. Raises `Unsettled`."""
    decided = list(decisions)
    settling.lock(decided, resource_ids=[absence.adviser_id])
    absences.change(absence, starts_at=hours.start, ends_at=hours.end, label=label)
    apply(decided, by=by, now=now)


@transaction.atomic
def declare_repeated(
    adviser: Resource,
    *,
    recurrence: Recurrence,
    zone: ZoneInfo,
    start_time: time | None,
    end_time: time | None,
    label: str,
    decisions: Iterable[Decision],
    by: Membership,
    now: datetime,
) -> RepeatedAbsence:
    """Declare an absence that comes back and settle what its dates strand. Raises `Unsettled`."""
    decided = list(decisions)
    settling.lock(decided, resource_ids=[adviser.pk])
    declared = repeated_absences.declare(
        adviser,
        recurrence=recurrence,
        zone=zone,
        start_time=start_time,
        end_time=end_time,
        label=label,
        by=by.user,
        now=now,
    )
    apply(decided, by=by, now=now)
    return declared


@transaction.atomic
def change_repeated(
    repeated: RepeatedAbsence,
    *,
    decisions: Iterable[Decision],
    by: Membership,
    now: datetime,
    recurrence: Recurrence,
    start_time: time | None,
    end_time: time | None,
    label: str,
) -> None:
    """Change an absence that comes back and settle what its dates strand. Raises `Unsettled`."""
    decided = list(decisions)
    settling.lock(decided, resource_ids=[repeated.adviser_id])
    repeated_absences.change(
        repeated, recurrence=recurrence, start_time=start_time, end_time=end_time, label=label, now=now
    )
    apply(decided, by=by, now=now)


@transaction.atomic
def close(
    organization: Organization,
    *,
    venues: Sequence[Venue],
    first: date,
    last: date,
    label: str,
    decisions: Iterable[Decision],
    by: Membership,
    now: datetime,
) -> list[Closure]:
    """Close some days, everywhere or at these venues, and settle what that strands. Raises `Unsettled`."""
    closed = closures.close_several(organization, venues=venues, first=first, last=last, label=label)
    apply(decisions, by=by, now=now)
    return closed


@transaction.atomic
def apply(decisions: Iterable[Decision], *, by: Membership, now: datetime) -> None:
    """Settle these appointments, all or none. Raises `Unsettled`."""
    results = settling.settle(decisions, by=by, now=now)
    if any(result.problem for result in results):
        raise Unsettled(results)


@transaction.atomic
def leave_the_first_alone(appointments: Iterable[Appointment], *, by: Membership, now: datetime) -> None:
    """Let the adviser who receives do it alone: the second one is away. The person isn't told, her hour doesn't change."""
    for appointment in sorted(appointments, key=lambda each: each.pk):
        moving.move_by_staff(
            appointment,
            by=by,
            venue=appointment.venue,
            room=appointment.room,
            starts_at=appointment.starts_at,
            keeps_second=False,
            accept_warnings=True,
            notify=False,
            now=now,
        )


def _narrowed(proposal: Proposal, is_possible: Callable[[Elsewhere, datetime], bool]) -> Proposal:
    """The proposal without the hours that are no longer; the next nearest take their place."""
    length = proposal.appointment.ends_at - proposal.appointment.starts_at
    possible = [
        option
        for option in [*proposal.options, *proposal.further]
        if option.to is None or is_possible(option.to, option.to.starts_at + length)
    ]
    moves = [option for option in possible if option.choice == Choice.MOVE]
    others = [option for option in possible if option.choice == Choice.GIVE]
    options = [settling.KEEP, *moves[:HOURS_SHOWN], *others, settling.CANCEL]
    return replace(proposal, options=options, further=moves[HOURS_SHOWN:])


def _within(start: datetime, end: datetime, hours: Hours) -> bool:
    return any(start < each.end and end > each.start for each in hours)
