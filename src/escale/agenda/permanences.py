"""Opening, changing and ending permanences; writing their dates ahead."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction

from escale.accounts.models import Organization
from escale.agenda import resources
from escale.agenda.models import Permanence, PermanenceOccurrence, Reception, Resource
from escale.places.models import Room, Venue
from escale.scheduling import french_calendar
from escale.scheduling.recurrence import Recurrence
from escale.scheduling.wall_clock import to_instants

MONTHS_AHEAD = 12


class OccurrenceChanged(Exception):
    """Somebody else changed this date meanwhile."""


@dataclass(frozen=True)
class SkippedDate:
    """A date the rule gives but on which nobody receives, with the reason in words."""

    on: date
    why: str


@dataclass(frozen=True)
class Plan:
    """The dates of a permanence over some days: those held, those skipped, and whether the school calendar is known."""

    held: list[date]
    skipped: list[SkippedDate]
    school_calendar_known: bool


def horizon(now: datetime, venue: Venue) -> date:
    """The last local day whose dates are written: twelve rolling months."""
    return now.astimezone(venue.zone).date() + relativedelta(months=MONTHS_AHEAD)


def plan(
    recurrence: Recurrence,
    *,
    venue: Venue,
    first: date,
    last: date,
    skips_public_holidays: bool,
    skips_school_holidays: bool,
) -> Plan:
    """Say which dates of the rule are held from `first` to `last`, both included, and why others are not."""
    reasons = _days_off(venue, first=first, last=last, public=skips_public_holidays, school=skips_school_holidays)
    held, skipped = [], []
    for on in recurrence.dates(first, last):
        if on in reasons.days:
            skipped.append(SkippedDate(on=on, why=reasons.days[on]))
        else:
            held.append(on)
    return Plan(held=held, skipped=skipped, school_calendar_known=reasons.school_calendar_known)


@transaction.atomic
def open_permanence(
    *,
    organization: Organization,
    adviser: Resource,
    venue: Venue,
    recurrence: Recurrence,
    start_time: time,
    end_time: time,
    now: datetime,
    room: Room | None = None,
    reception: Reception = Reception.APPOINTMENT,
    skips_public_holidays: bool = True,
    skips_school_holidays: bool = False,
) -> Permanence:
    """Open a permanence and write its dates over the next twelve months."""
    if room is not None:
        resources.for_room(room)
    permanence = Permanence.objects.create(
        organization=organization,
        adviser=adviser,
        venue=venue,
        room=room,
        starts_on=recurrence.starts_on,
        ends_on=recurrence.until,
        start_time=start_time,
        end_time=end_time,
        rule=recurrence.to_text(),
        reception=reception,
        skips_public_holidays=skips_public_holidays,
        skips_school_holidays=skips_school_holidays,
        created_at=now,
    )
    write_dates(permanence, last=horizon(now, venue))
    return permanence


def write_dates(permanence: Permanence, *, last: date) -> int:
    """Write the dates not written yet, until that day included; give how many.

    Running it twice writes nothing more: the unique constraint (permanence, date) holds.
    """
    first = permanence.starts_on if permanence.written_until is None else permanence.written_until + timedelta(days=1)
    if first > last:
        return 0
    dates = plan(
        permanence.recurrence,
        venue=permanence.venue,
        first=first,
        last=last,
        skips_public_holidays=permanence.skips_public_holidays,
        skips_school_holidays=permanence.skips_school_holidays,
    )
    written = PermanenceOccurrence.objects.bulk_create(_occurrences(permanence, dates.held), ignore_conflicts=True)
    Permanence.objects.filter(pk=permanence.pk).update(written_until=last)
    permanence.written_until = last
    return len(written)


def top_up(*, now: datetime) -> int:
    """Write the dates that entered the twelve-month horizon of every running permanence; give how many."""
    written = 0
    # A day of margin covers every zone; `write_dates` asks each venue for its own day.
    soon = (now + relativedelta(months=MONTHS_AHEAD)).date()
    due = Permanence.objects.running(on=now.date()).written_short_of(soon).select_related("venue").order_by("pk")
    for permanence in due:
        with transaction.atomic():
            written += write_dates(permanence, last=horizon(now, permanence.venue))
    return written


def cancel_occurrence(occurrence: PermanenceOccurrence, *, now: datetime) -> None:
    """Hold no permanence that day. Appointments already taken stay: the caller settles them with the people."""
    _change(occurrence, now=now, canceled_at=now)


def restore_occurrence(occurrence: PermanenceOccurrence, *, now: datetime) -> None:
    """Hold the permanence after all."""
    _change(occurrence, now=now, canceled_at=None)


@transaction.atomic
def change_permanence(
    permanence: Permanence,
    *,
    venue: Venue,
    room: Room | None,
    recurrence: Recurrence,
    start_time: time,
    end_time: time,
    reception: Reception,
    skips_public_holidays: bool,
    skips_school_holidays: bool,
    now: datetime,
) -> None:
    """Write the rule again, and its dates from today on. Past dates, and those changed by hand, stay as they are."""
    if room is not None:
        resources.for_room(room)
    today = now.astimezone(venue.zone).date()
    permanence.occurrences.filter(original_on__gte=today, starts_at__gt=now, changed_at=None).delete()
    permanence.venue, permanence.room = venue, room
    permanence.starts_on, permanence.ends_on = recurrence.starts_on, recurrence.until
    permanence.start_time, permanence.end_time = start_time, end_time
    permanence.rule, permanence.reception = recurrence.to_text(), reception
    permanence.skips_public_holidays = skips_public_holidays
    permanence.skips_school_holidays = skips_school_holidays
    permanence.written_until = max(today, recurrence.starts_on) - timedelta(days=1)
    permanence.save()
    write_dates(permanence, last=horizon(now, venue))


@transaction.atomic
def end_permanence(permanence: Permanence, *, last_on: date) -> None:
    """Hold the permanence for the last time on that day: later dates disappear."""
    Permanence.objects.filter(pk=permanence.pk).update(ends_on=last_on)
    PermanenceOccurrence.objects.filter(permanence=permanence, original_on__gt=last_on).delete()


def _change(occurrence: PermanenceOccurrence, *, now: datetime, canceled_at: datetime | None) -> None:
    changed = PermanenceOccurrence.objects.filter(pk=occurrence.pk, canceled_at=occurrence.canceled_at).update(
        canceled_at=canceled_at, changed_at=now
    )
    if not changed:
        raise OccurrenceChanged
    occurrence.canceled_at = canceled_at


def _occurrences(permanence: Permanence, dates: list[date]) -> Iterator[PermanenceOccurrence]:
    for on in dates:
        if permanence.ends_on and on > permanence.ends_on:
            return
        hours = to_instants(on, permanence.start_time, permanence.end_time, permanence.venue.zone)
        if hours is None:
            continue
        yield PermanenceOccurrence(
            permanence=permanence,
            adviser_id=permanence.adviser_id,
            venue=permanence.venue,
            room_id=permanence.room_id,
            original_on=on,
            starts_at=hours.start,
            ends_at=hours.end,
        )


@dataclass(frozen=True)
class _DaysOff:
    days: dict[date, str]
    school_calendar_known: bool


def _days_off(venue: Venue, *, first: date, last: date, public: bool, school: bool) -> _DaysOff:
    """The days nobody receives there, each with its reason; nothing is known of a venue without a commune."""
    days: dict[date, str] = {}
    known = True
    if not venue.commune:
        return _DaysOff(days, not school)
    if school:
        zone = french_calendar.school_zone(venue.commune)
        known_until = min(last, french_calendar.school_calendar_known_until())
        periods = french_calendar.school_holidays(zone, first, known_until) if first <= known_until else None
        known = isinstance(periods, list) and known_until == last
        for period in periods if isinstance(periods, list) else []:
            for offset in range((period.last_on - period.first_on).days + 1):
                days[period.first_on + timedelta(days=offset)] = period.name
    if public:
        territory = french_calendar.territory_of(venue.commune)
        for year in range(first.year, last.year + 1):
            days |= french_calendar.public_holidays(territory, year)
    return _DaysOff(days, known)
