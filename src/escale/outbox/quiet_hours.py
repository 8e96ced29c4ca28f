"""When a message that can wait may ring at somebody's: by day where she lives, no Sunday, no public holiday.

From 8 to 20 h; an organization may narrow these hours, never widen them.
"""

from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from escale.accounts.models import SMS_EARLIEST, SMS_LATEST, Organization
from escale.scheduling.french_calendar import is_day_off
from escale.scheduling.wall_clock import instant


class Ringing(NamedTuple):
    """The hours of the day in which a message may ring, half-open: the first is allowed, the last is not."""

    opens: time
    closes: time


WIDEST = Ringing(SMS_EARLIEST, SMS_LATEST)


def ringing_hours(organization: Organization) -> Ringing:
    """The hours an organization chose."""
    return Ringing(organization.sms_from, organization.sms_until)


def next_allowed(at: datetime, zone: ZoneInfo, territory: str, ringing: Ringing = WIDEST) -> datetime:
    """Give the first instant, from `at` on, when a message that can wait may leave: `at` itself when it is allowed.

    Half-open: 8 h sharp is allowed, 20 h sharp is not. The hours are those of `zone`, the holidays those of `territory`
    (see `scheduling.french_calendar.territory_of`). These hours exist once on every night of clock change.
    """
    local = at.astimezone(zone)
    if not is_day_off(local.date(), territory):
        if local.time() < ringing.opens:
            return instant(local.date(), ringing.opens, zone)
        if local.time() < ringing.closes:
            return at
    day = local.date() + timedelta(days=1)
    while is_day_off(day, territory):
        day += timedelta(days=1)
    return instant(day, ringing.opens, zone)


def next_morning(at: datetime, zone: ZoneInfo, territory: str, ringing: Ringing = WIDEST) -> datetime:
    """Give the first allowed instant of the local days after the one of `at`."""
    tomorrow = at.astimezone(zone).date() + timedelta(days=1)
    return next_allowed(instant(tomorrow, ringing.opens, zone), zone, territory, ringing)
