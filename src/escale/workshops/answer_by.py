"""Until when a freed seat is held: noon of the day after the person hears of it."""

from datetime import UTC, date, datetime, time, timedelta

from escale.accounts.models import Organization
from escale.outbox.quiet_hours import next_allowed, ringing_hours
from escale.scheduling.answer_time import time_to_answer
from escale.scheduling.french_calendar import is_day_off
from escale.workshops.dates import Dates

NOON = time(12)
TIME_FOR_THE_NEXT = timedelta(hours=24)
"""What must be left after noon of the day after, so that the next in turn can still be asked."""
NOTICE = timedelta(hours=1)
"""What whoever says yes at the last minute has before it starts."""


def of(dates: Dates, organization: Organization, *, now: datetime) -> datetime | None:
    """When an offer made now ends; None when it is too late to join, or nearly.

    Noon of the next day that is neither a Sunday nor a public holiday, counted from when a message may ring at hers. When
    the start is near: a quarter of the time left, so that several people can be asked one after the other.
    """
    starts_at, venue = dates.last_moment, dates.venue(now=now)
    if starts_at is None or venue is None:
        return None
    heard_at = next_allowed(now, venue.zone, venue.territory, ringing_hours(organization))
    noon = _noon_after(heard_at.astimezone(venue.zone).date(), venue.territory)
    usual = datetime.combine(noon, NOON, venue.zone).astimezone(UTC)
    if usual <= starts_at - TIME_FOR_THE_NEXT:
        return usual
    held = time_to_answer(starts_at - heard_at, usual=usual - heard_at, notice=NOTICE)
    return heard_at + held if held else None


def _noon_after(day: date, territory: str) -> date:
    day += timedelta(days=1)
    while is_day_off(day, territory):
        day += timedelta(days=1)
    return day
