"""Absences that come back, "every Wednesday afternoon": a rule, and its dates as absences written ahead."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.db import transaction

from escale.accounts.models import User
from escale.agenda import absences, commitments
from escale.agenda.absences import NothingLeft
from escale.agenda.models import Absence, Commitment, RepeatedAbsence, Resource
from escale.agenda.permanences import MONTHS_AHEAD
from escale.scheduling import recurrence_text
from escale.scheduling.intervals import Interval
from escale.scheduling.recurrence import Recurrence


def horizon(now: datetime, zone: ZoneInfo) -> date:
    """The last local day whose dates are written: twelve rolling months, as for permanences."""
    return now.astimezone(zone).date() + relativedelta(months=MONTHS_AHEAD)


def plan(
    recurrence: Recurrence,
    *,
    zone: ZoneInfo,
    first: date,
    last: date,
    start_time: time | None,
    end_time: time | None,
) -> dict[date, Interval]:
    """Say when the adviser would be away on each date of the rule from `first` to `last`, both included."""
    found = {}
    for on in recurrence.dates(first, last):
        try:
            found[on] = absences.hours_away(zone, first=on, last=on, start_time=start_time, end_time=end_time)
        except NothingLeft:
            continue
    return found


@transaction.atomic
def declare(
    adviser: Resource,
    *,
    recurrence: Recurrence,
    zone: ZoneInfo,
    start_time: time | None,
    end_time: time | None,
    now: datetime,
    label: str = "",
    by: User | None = None,
) -> RepeatedAbsence:
    """Mark an adviser as away on every date of a rule, written over the next twelve months."""
    commitments.lock([adviser.pk])
    repeated = RepeatedAbsence.objects.create(
        adviser=adviser,
        label=label,
        starts_on=recurrence.starts_on,
        ends_on=recurrence.until,
        start_time=start_time,
        end_time=end_time,
        rule=recurrence_text.write(recurrence),
        time_zone=zone.key,
        created_at=now,
    )
    write_dates(repeated, last=horizon(now, zone), by=by)
    return repeated


@transaction.atomic
def change(
    repeated: RepeatedAbsence,
    *,
    recurrence: Recurrence,
    start_time: time | None,
    end_time: time | None,
    label: str,
    now: datetime,
) -> None:
    """Write the rule again, and its dates from today on. Past dates stay, and so do those taken back alone."""
    commitments.lock([repeated.adviser_id])
    today = now.astimezone(repeated.zone).date()
    _forget(repeated.dates.standing().filter(original_on__gte=today, starts_at__gt=now))
    repeated.starts_on, repeated.ends_on = recurrence.starts_on, recurrence.until
    repeated.start_time, repeated.end_time = start_time, end_time
    repeated.rule, repeated.label = recurrence_text.write(recurrence), label
    repeated.written_until = max(today, recurrence.starts_on) - timedelta(days=1)
    repeated.save()
    write_dates(repeated, last=horizon(now, repeated.zone))


@transaction.atomic
def end(repeated: RepeatedAbsence, *, last_on: date, now: datetime) -> None:
    """Be away for the last time on that day: later dates disappear; the past stays."""
    commitments.lock([repeated.adviser_id])
    _forget(repeated.dates.filter(original_on__gt=last_on, starts_at__gt=now))
    RepeatedAbsence.objects.filter(pk=repeated.pk).update(ends_on=last_on)


def write_dates(repeated: RepeatedAbsence, *, last: date, by: User | None = None) -> int:
    """Write the dates not written yet, until that day included; give how many. The caller holds the adviser's lock.

    Running it twice writes nothing more.
    """
    first = repeated.starts_on if repeated.written_until is None else repeated.written_until + timedelta(days=1)
    until = last if repeated.ends_on is None else min(last, repeated.ends_on)
    known = set(repeated.dates.filter(original_on__gte=first).values_list("original_on", flat=True))
    planned = plan(
        repeated.recurrence,
        zone=repeated.zone,
        first=first,
        last=until,
        start_time=repeated.start_time,
        end_time=repeated.end_time,
    )
    rows = [
        Absence(
            adviser_id=repeated.adviser_id,
            repeated=repeated,
            original_on=on,
            label=repeated.label,
            starts_at=hours.start,
            ends_at=hours.end,
            declared_by=by,
        )
        for on, hours in planned.items()
        if on not in known
    ]
    held = commitments.hold_all([(repeated.adviser_id, absences.hold_of(row)) for row in rows])
    for row, commitment in zip(rows, held, strict=True):
        row.commitment = commitment
    Absence.objects.bulk_create(rows)
    RepeatedAbsence.objects.filter(pk=repeated.pk).update(written_until=last)
    repeated.written_until = last
    return len(rows)


def top_up(*, now: datetime) -> int:
    """Write the dates that entered the twelve-month horizon of every running repeated absence; give how many."""
    written = 0
    soon = (now + relativedelta(months=MONTHS_AHEAD)).date()
    due = RepeatedAbsence.objects.running(on=now.date()).written_short_of(soon).order_by("pk")
    for pk, adviser_id in due.values_list("pk", "adviser_id"):
        with transaction.atomic():
            commitments.lock([adviser_id])
            repeated = RepeatedAbsence.objects.locked().get(pk=pk)
            written += write_dates(repeated, last=horizon(now, repeated.zone))
    return written


def _forget(dates: Iterable[Absence]) -> None:
    """Remove dates the rule no longer gives, and free their hours."""
    gone = list(dates)
    Absence.objects.filter(pk__in=[each.pk for each in gone]).delete()
    Commitment.objects.filter(pk__in=[each.commitment_id for each in gone if each.commitment_id]).delete()
