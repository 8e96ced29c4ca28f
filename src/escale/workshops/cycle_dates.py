"""On which days a cycle meets: its weekdays, less the days off of its venue, plus what is chosen by hand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from dateutil.relativedelta import relativedelta

from escale.agenda import planning
from escale.agenda.models import Closure
from escale.agenda.planning import SkippedDate
from escale.places.models import Venue
from escale.scheduling.recurrence import Recurrence
from escale.scheduling.wall_clock import to_instants_past_midnight

FARTHEST = relativedelta(years=2)
"""A cycle that would need longer has no possible date: its weekdays or its start are wrong."""

MOST_SESSIONS = 60
NO_SUCH_HOUR = "Cette nuit-là, l’horloge saute cette heure"


class NoDate(Exception):
    """Two years don't give as many dates as were asked for; `found` says how many there are."""

    def __init__(self, found: int) -> None:
        super().__init__(f"{found} dates in two years")
        self.found = found


@dataclass(frozen=True, kw_only=True)
class CyclePlan:
    """The days a cycle meets, in order; those it skips until its last one, with the reason; whether school days are known."""

    dates: list[date]
    skipped: list[SkippedDate]
    school_calendar_known: bool


def plan_cycle(
    venue: Venue,
    *,
    weekdays: Collection[int],
    first: date,
    count: int,
    start: time,
    end: time,
    put_back: Collection[date] = (),
    skip_school: bool = True,
    skip_public: bool = True,
    extra: Collection[date] = (),
) -> CyclePlan:
    """Give `count` days from `first` on: those `extra`, chosen by hand, then the weekdays that aren't days off there.

    Weekdays are numbered as in `date.weekday()`. A skipped day that is `put_back` is met all the same. Without a weekday,
    only the days chosen by hand. Raises `NoDate`, `ValueError` for a count nobody could want.
    """
    if not 1 <= count <= MOST_SESSIONS:
        raise ValueError(f"A cycle has from 1 to {MOST_SESSIONS} sessions, not {count}.")
    chosen = sorted(set(extra))
    if not weekdays:
        if not chosen:
            raise NoDate(0)
        return CyclePlan(dates=chosen, skipped=[], school_calendar_known=True)
    rule = Recurrence.weekly(starts_on=first, weekdays=weekdays)
    last = first + FARTHEST
    found = planning.plan(
        rule,
        venue=venue,
        first=first,
        last=last,
        skips_public_holidays=skip_public,
        skips_school_holidays=skip_school,
    )
    off = {each.on: each.why for each in found.skipped} | closed_days(venue, first, last)
    off |= {on: NO_SUCH_HOUR for on in rule.dates(first, last) if not _exists(on, start, end, venue)}
    wanted = [on for on in rule.dates(first, last) if _is_met(on, off, put_back)]
    dates = _first_of(wanted, chosen, count)
    skipped = [
        SkippedDate(on=on, why=why)
        for on, why in sorted(off.items())
        if on not in dates and on <= dates[-1] and on.weekday() in weekdays
    ]
    return CyclePlan(
        dates=dates, skipped=skipped, school_calendar_known=not skip_school or _is_school_known(rule, venue, dates[-1])
    )


def _is_met(on: date, off: dict[date, str], put_back: Collection[date]) -> bool:
    """An hour that doesn't exist can't be put back; a day off can."""
    return on not in off or (on in put_back and off[on] != NO_SUCH_HOUR)


def _first_of(wanted: list[date], chosen: list[date], count: int) -> list[date]:
    """The days chosen by hand, and the first others that make the count. Raises `NoDate`."""
    others = [on for on in wanted if on not in chosen][: max(0, count - len(chosen))]
    dates = sorted({*chosen, *others})
    if len(dates) < count:
        raise NoDate(len(dates))
    return dates


def closed_days(venue: Venue, first: date, last: date) -> dict[date, str]:
    """The days the organization or this venue is closed, each with its reason. One query."""
    closures = Closure.objects.of_organization(venue.organization).touching(first, last).order_by("pk")
    days: dict[date, str] = {}
    for closure in closures:
        if closure.venue_id not in (None, venue.pk):
            continue
        start, end = max(closure.starts_on, first), min(closure.ends_on, last)
        days |= {date.fromordinal(on): closure.label for on in range(start.toordinal(), end.toordinal() + 1)}
    return days


def _exists(on: date, start: time, end: time, venue: Venue) -> bool:
    """Whether the clock of the venue shows that hour, that night."""
    instants = to_instants_past_midnight(on, start, end, venue.zone)
    return instants is not None and instants.start.astimezone(venue.zone).time() == start


def _is_school_known(rule: Recurrence, venue: Venue, last: date) -> bool:
    """Whether the school calendar is known up to the last day of the cycle."""
    if last < rule.starts_on:
        return True
    until_then = planning.plan(
        rule, venue=venue, first=rule.starts_on, last=last, skips_public_holidays=False, skips_school_holidays=True
    )
    return until_then.school_calendar_known
