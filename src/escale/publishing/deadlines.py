"""Until when a channel takes what is sent to it, for an activity of a given day. Pure: days in, days out."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from escale.french.dates import day_of_month
from escale.french.plural import plural
from escale.publishing.models import Channel, DeadlineRule

SATURDAY = 5

type IsOff = Callable[[date], bool]


def closes_on(rule: str, number: int | None, *, activity_on: date) -> date | None:
    """The day the channel itself gives.

    "Before the 20th" is the 20th of the month before the activity, or the last day of a shorter month; some days before are
    counted from the activity. None when it has no deadline.
    """
    if rule == DeadlineRule.NONE or number is None:
        return None
    if rule == DeadlineRule.DAYS_BEFORE:
        return activity_on - timedelta(days=number)
    last_of_month_before = activity_on.replace(day=1) - timedelta(days=1)
    longest = monthrange(last_of_month_before.year, last_of_month_before.month)[1]
    return last_of_month_before.replace(day=min(number, longest))


def send_by(rule: str, number: int | None, *, activity_on: date, is_off: IsOff = lambda _: False) -> date | None:
    """The last working day on which it can be sent: before the 20th for "before the 20th", never on a Saturday or a Sunday."""
    last = closes_on(rule, number, activity_on=activity_on)
    if last is None:
        return None
    if rule == DeadlineRule.MONTH_DAY:
        last -= timedelta(days=1)
    while last.weekday() >= SATURDAY or is_off(last):
        last -= timedelta(days=1)
    return last


def is_closed(channel: Channel, *, activity_on: date, today: date) -> bool:
    """Whether it takes nothing more: a newspaper doesn't wait. Some days before are only wiser, and may be late."""
    if channel.deadline != DeadlineRule.MONTH_DAY:
        return False
    last = closes_on(channel.deadline, channel.deadline_number, activity_on=activity_on)
    return last is not None and last <= today


def words(channel: Channel, *, activity_on: date | None) -> str:
    """ "avant le 20 novembre"; without an activity, the rule: "avant le 20 du mois d’avant", "10 jours avant"."""
    rule, number = channel.deadline, channel.deadline_number
    if rule == DeadlineRule.NONE or number is None:
        return ""
    if activity_on is None:
        is_month_day = rule == DeadlineRule.MONTH_DAY
        return f"avant le {number} du mois d’avant" if is_month_day else f"{plural(number, 'jour')} avant"
    last = closes_on(rule, number, activity_on=activity_on)
    if last is None:
        return ""
    return f"avant le {day_of_month(last)}" if rule == DeadlineRule.MONTH_DAY else f"jusqu’au {day_of_month(last)}"
