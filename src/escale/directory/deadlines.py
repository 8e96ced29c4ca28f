"""When a partner is reminded, when the team is told to call, when it is asked what happened."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from escale.directory.models import Partner
from escale.scheduling.french_calendar import METROPOLE, UnknownCommune, is_day_off, territory_of

LINK_OPEN = timedelta(days=8)
REMINDED_AFTER = 3
"""Working days."""
CALLED_AFTER = 6
"""Working days: three more than the reminder."""
CALLED_AGAIN_AFTER = 1
ANSWER_WITHIN_A_WEEK = 5
ASKED_AFTER = timedelta(weeks=3)
MORNING = time(9)
SATURDAY = 5


def working_days(count: int, *, at: Partner, after: datetime) -> datetime:
    """Nine o’clock, at the partner’s, that many working days later: neither Saturdays, Sundays nor public holidays."""
    zone, territory = ZoneInfo(at.time_zone), _territory(at)
    day = after.astimezone(zone).date()
    while count:
        day += timedelta(days=1)
        count -= day.weekday() != SATURDAY and not is_day_off(day, territory)
    return datetime.combine(day, MORNING, tzinfo=zone)


def _territory(partner: Partner) -> str:
    try:
        return territory_of(partner.commune)
    except UnknownCommune:
        return METROPOLE
