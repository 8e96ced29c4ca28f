"""When an adviser is away, once: declaring it, changing it, taking it back. What comes back is in `repeated_absences`."""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from escale.accounts.models import User
from escale.agenda import commitments
from escale.agenda.commitments import Hold
from escale.agenda.models import Absence, CommitmentKind, Resource
from escale.scheduling.intervals import Interval
from escale.scheduling.wall_clock import day_bounds, to_instants

HALF_DAY = time(13)
"""Where a day is cut in two: the morning ends and the afternoon begins."""


class NothingLeft(Exception):
    """These hours don't exist: the night the clocks change skips them."""


def hours_away(
    zone: ZoneInfo, *, first: date, last: date, start_time: time | None = None, end_time: time | None = None
) -> Interval:
    """Give the stretch from an hour of the first day to an hour of the last; the edges of the days without hours.

    Raises `NothingLeft`.
    """
    start = day_bounds(first, zone).start if start_time is None else _instant(first, start_time, zone)
    end = day_bounds(last, zone).end if end_time is None else _instant(last, end_time, zone)
    if end <= start:
        raise NothingLeft
    return Interval(start, end)


@transaction.atomic
def declare(
    adviser: Resource, *, starts_at: datetime, ends_at: datetime, label: str = "", by: User | None = None
) -> Absence:
    """Mark an adviser as away. Appointments already taken stay: `stranded.during_absence` lists what to settle."""
    commitments.lock([adviser.pk])
    absence = Absence(adviser=adviser, label=label, starts_at=starts_at, ends_at=ends_at, declared_by=by)
    absence.commitment = commitments.hold_free(adviser.pk, hold_of(absence))
    absence.save(force_insert=True)
    return absence


@transaction.atomic
def change(absence: Absence, *, starts_at: datetime, ends_at: datetime, label: str) -> Absence:
    """Give an absence other hours or another reason; nothing changes in one taken back meanwhile."""
    current = _locked(absence)
    if current.withdrawn_at is not None or current.commitment_id is None:
        return current
    current.starts_at, current.ends_at, current.label = starts_at, ends_at, label
    commitments.rehold_free(current.commitment_id, current.adviser_id, hold_of(current))
    current.save()
    return current


@transaction.atomic
def withdraw(absence: Absence, *, now: datetime) -> None:
    """Take an absence back: its hours are free again. A date of a repeated absence is taken back alone."""
    current = _locked(absence)
    if current.withdrawn_at is not None:
        return
    held, current.commitment, current.withdrawn_at = current.commitment_id, None, now
    current.save()
    commitments.release([held])


@transaction.atomic
def restore(absence: Absence) -> None:
    """Be away after all: what an undo does."""
    current = _locked(absence)
    if current.withdrawn_at is None:
        return
    current.commitment = commitments.hold_free(current.adviser_id, hold_of(current))
    current.withdrawn_at = None
    current.save()


def hold_of(absence: Absence) -> Hold:
    """How an absence makes its adviser busy: an appointment still to be settled may stand in it, both are true."""
    return Hold(
        starts_at=absence.starts_at,
        ends_at=absence.ends_at,
        kind=CommitmentKind.ABSENCE,
        label=absence.label,
        shared=True,
    )


def standing_between(adviser: Resource, hours: Interval) -> Sequence[Absence]:
    """The absences of an adviser that already cover a part of these hours, earliest first."""
    return list(
        Absence.objects.standing()
        .filter(adviser=adviser)
        .overlapping(hours.start, hours.end)
        .order_by("starts_at", "pk")
    )


def _locked(absence: Absence) -> Absence:
    commitments.lock([absence.adviser_id])
    return Absence.objects.locked().get(pk=absence.pk)


def _instant(on: date, at: time, zone: ZoneInfo) -> datetime:
    """That hour on the clock of the zone; the first one that exists after it on the night that skips it."""
    hours = to_instants(on, at, time.max, zone)
    if hours is None:
        raise NothingLeft
    return hours.start
