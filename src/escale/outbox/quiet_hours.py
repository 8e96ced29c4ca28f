"""When a message that can wait may ring at somebody's: from 8 to 20 h where she lives, no Sunday, no public holiday."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from escale.scheduling.french_calendar import is_day_off

OPENS = time(8)
CLOSES = time(20)


def next_allowed(at: datetime, zone: ZoneInfo, territory: str) -> datetime:
    """Give the first instant, from `at` on, when a message that can wait may leave: `at` itself when it is allowed.

    Half-open: 8 h sharp is allowed, 20 h sharp is not. The hours are those of `zone`, the holidays those of `territory`
    (see `scheduling.french_calendar.territory_of`). Eight and twenty o'clock exist once on every night of clock change.
    """
    local = at.astimezone(zone)
    if not is_day_off(local.date(), territory):
        if local.time() < OPENS:
            return _opening(local.date(), zone)
        if local.time() < CLOSES:
            return at
    day = local.date() + timedelta(days=1)
    while is_day_off(day, territory):
        day += timedelta(days=1)
    return _opening(day, zone)


def next_morning(at: datetime, zone: ZoneInfo, territory: str) -> datetime:
    """Give the first allowed instant of the local days after the one of `at`."""
    tomorrow = at.astimezone(zone).date() + timedelta(days=1)
    return next_allowed(_opening(tomorrow, zone), zone, territory)


def _opening(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, OPENS, zone).astimezone(UTC)
