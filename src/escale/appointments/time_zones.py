"""The clock of a venue as calendars carry it: a VTIMEZONE (RFC 5545, 3.6.5).

`icalendar` makes one too, whose spring changes come an hour late (7.3): it writes the hour after the change, where the
standard asks for the hour before.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from escale.scheduling.wall_clock import day_bounds


@lru_cache(maxsize=64)
def vtimezone(name: str, *, first: date, last: date) -> bytes:
    """The zone over these days, both included, as iCalendar text: one observance at the start, one at each change."""
    zone = ZoneInfo(name)
    described = Timezone()
    described.add("tzid", name)
    start = day_bounds(first, zone).start
    before = _offset(start, zone)
    described.add_component(_observance(start, zone, before=before))
    on = first
    while on <= last:
        day = day_bounds(on, zone)
        if _offset(day.end, zone) != before:
            change = _change_within(day.start, day.end, zone)
            described.add_component(_observance(change, zone, before=before))
            before = _offset(change, zone)
        on += timedelta(days=1)
    return bytes(described.to_ical())


def _observance(start: datetime, zone: ZoneInfo, *, before: timedelta) -> TimezoneStandard | TimezoneDaylight:
    """What the clock does from this instant on. Its DTSTART is read on the clock as it was just before."""
    local = start.astimezone(zone)
    observance = TimezoneDaylight() if local.dst() else TimezoneStandard()
    observance.add("dtstart", (start + before).replace(tzinfo=None))
    observance.add("tzoffsetfrom", before)
    observance.add("tzoffsetto", _offset(start, zone))
    observance.add("tzname", local.tzname() or "")
    return observance


def _change_within(start: datetime, end: datetime, zone: ZoneInfo) -> datetime:
    """The first instant of the new offset, by halving, to the second."""
    old = _offset(start, zone)
    while end - start > timedelta(seconds=1):
        middle = (start + (end - start) / 2).replace(microsecond=0)
        if _offset(middle, zone) == old:
            start = middle
        else:
            end = middle
    return end


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta(0)
