"""Which dates a rule gives, and why some are skipped: known before anything is written."""

from dataclasses import dataclass
from datetime import date, timedelta

from escale.places.models import Venue
from escale.scheduling import french_calendar
from escale.scheduling.recurrence import Recurrence


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
