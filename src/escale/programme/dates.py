"""On which dates a series falls within a term, and why some of them are off."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time

from escale.accounts.models import User
from escale.agenda import planning
from escale.places.models import Room, Venue
from escale.programme.models import Programme, ProgrammeSlot
from escale.scheduling.recurrence import Recurrence
from escale.workshops.cycle_dates import closed_days


@dataclass(frozen=True, kw_only=True)
class Series:
    """ "Le vendredi de 9 h 30 à 11 h 30 au Centre social, avec Maëlle". Weekdays as in `date.weekday()`; hours of the venue."""

    weekdays: Collection[int]
    start: time
    end: time
    venue: Venue
    room: Room | None
    adviser: User


@dataclass(frozen=True, kw_only=True)
class SeriesDate:
    """One date of a series: free, or off and why."""

    on: date
    off_because: str = ""


@dataclass(frozen=True, kw_only=True)
class SeriesPlan:
    """The dates of a series over a term; whether the school calendar of its venue is known until the end."""

    dates: list[SeriesDate]
    school_calendar_known: bool


def plan(series: Series, *, first: date, last: date) -> SeriesPlan:
    """The dates of the series from `first` to `last`, both included: off on holidays of either kind, and when it is closed.

    One query.
    """
    rule = Recurrence.weekly(starts_on=first, weekdays=sorted(series.weekdays))
    found = planning.plan(
        rule, venue=series.venue, first=first, last=last, skips_public_holidays=True, skips_school_holidays=True
    )
    off = {each.on: each.why for each in found.skipped} | closed_days(series.venue, first, last)
    return SeriesPlan(
        dates=[SeriesDate(on=on, off_because=off.get(on, "")) for on in rule.dates(first, last)],
        school_calendar_known=found.school_calendar_known,
    )


def unknown_calendar(programme: Programme, slots: Iterable[ProgrammeSlot]) -> list[Venue]:
    """The venues of a programme whose school calendar isn't known until its end: holidays there are skipped by hand."""
    venues = {slot.venue_id: slot.venue for slot in slots}
    return [venue for venue in venues.values() if not _is_calendar_known(venue, programme)]


def _is_calendar_known(venue: Venue, programme: Programme) -> bool:
    found = planning.plan(
        Recurrence.weekly(starts_on=programme.starts_on, weekdays=[0]),
        venue=venue,
        first=programme.starts_on,
        last=programme.ends_on,
        skips_public_holidays=False,
        skips_school_holidays=True,
    )
    return found.school_calendar_known
