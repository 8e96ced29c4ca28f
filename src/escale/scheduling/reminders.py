"""When reminders are due: worked out once, when the hour is taken or moved, and written as messages."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from escale.scheduling.french_calendar import is_day_off
from escale.scheduling.wall_clock import instant

MORNING = time(9)
SAME_MORNING = time(8)
TOO_CLOSE = timedelta(hours=3)
DAYS_BEFORE = (2, 1)


def due_at(starts_at: datetime, *, zone: ZoneInfo, territory: str, now: datetime) -> datetime | None:
    """Give the instant of the reminder: two calendar days before at 9 h local, or the day before when that is a day off.

    Booked later than that, the reminder leaves three hours before, not sooner than 8 h that morning. None when the
    appointment is within three hours: the person has just been told.
    """
    on = starts_at.astimezone(zone).date()
    for days in DAYS_BEFORE:
        day = on - timedelta(days=days)
        at = instant(day, MORNING, zone)
        if at > now and not is_day_off(day, territory):
            return at
    if starts_at - now <= TOO_CLOSE:
        return None
    at = max(starts_at - TOO_CLOSE, instant(on, SAME_MORNING, zone))
    return at if now < at < starts_at else None


def same_morning(starts_at: datetime, *, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Give the instant of the second reminder, at 8 h that morning; None when it would come too close or too late."""
    at = instant(starts_at.astimezone(zone).date(), SAME_MORNING, zone)
    return at if now < at <= starts_at - timedelta(hours=1) else None
