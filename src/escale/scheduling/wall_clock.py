"""From the clock on the wall of a venue to instants in UTC, and back, on the two nights when they disagree."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from escale.scheduling.intervals import Interval

BEFORE_THE_CHANGE = "avant le changement d’heure"
AFTER_THE_CHANGE = "après le changement d’heure"

TICK = timedelta.resolution
"""The smallest step of a Python instant (1 µs): what separates an excluded end from the last instant before it."""


def to_instants(on: date, start: time, end: time, zone: ZoneInfo) -> Interval | None:
    """Give the UTC interval of an opening `[start, end)` read on the clock of the zone, that local day.

    The wall clock is kept (docs/architecture, §5). In spring the hour that doesn't exist is not offered: the opening
    shrinks to what exists, and None says that nothing is left. In autumn the hour that exists twice is there twice: the
    interval goes from the first time the clock shows `start` to the last time it is still before `end`, one hour longer
    when it spans the change. Raises ValueError when `end` isn't after `start`, or when one of them carries a zone.
    """
    if start.tzinfo is not None or end.tzinfo is not None:
        raise ValueError("The hours of an opening are wall-clock hours: the zone is an argument.")
    if end <= start:
        raise ValueError(f"An opening ends after it starts: {start} to {end}.")
    last_wall = datetime.combine(on, end) - TICK
    opens = _first_instant_at_or_after(datetime.combine(on, start), zone)
    closes = _last_instant_at_or_before(last_wall, zone) + TICK
    return Interval(opens, closes) if opens < closes else None


def to_instants_past_midnight(on: date, start: time, end: time, zone: ZoneInfo) -> Interval | None:
    """As `to_instants`, for what may go on after midnight: an end that isn't after the start is read the next day."""
    if end > start:
        return to_instants(on, start, end, zone)
    if start == end:
        raise ValueError(f"What starts at {start} ends at another hour.")
    evening = to_instants(on, start, time.max, zone)
    if end == time.min:
        return evening and Interval(evening.start, day_bounds(on, zone).end)
    night = to_instants(on + timedelta(days=1), time.min, end, zone)
    return Interval(evening.start, night.end) if evening and night else None


@lru_cache(maxsize=1024)
def day_bounds(on: date, zone: ZoneInfo) -> Interval:
    """Give the UTC interval of a local day, from its first instant to that of the next: 23, 24 or 25 hours."""
    midnight = datetime.combine(on, time.min)
    return Interval(
        _first_instant_at_or_after(midnight, zone),
        _first_instant_at_or_after(midnight + timedelta(days=1), zone),
    )


def instant(on: date, at: time, zone: ZoneInfo) -> datetime:
    """Give the UTC instant when the clock of the zone shows this hour, that day; the first one when it shows it twice."""
    return datetime.combine(on, at, tzinfo=zone).astimezone(UTC)


def is_ambiguous(instant: datetime, zone: ZoneInfo) -> bool:
    """Say whether the local clock shows this hour twice that night. The instant is aware, in any zone."""
    local = instant.astimezone(zone)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def fold_label(instant: datetime, zone: ZoneInfo) -> str | None:
    """Give the French words that tell the two 2 h 30 of autumn apart; None on every other hour of the year."""
    if not is_ambiguous(instant, zone):
        return None
    return AFTER_THE_CHANGE if instant.astimezone(zone).fold else BEFORE_THE_CHANGE


def _first_instant_at_or_after(wall: datetime, zone: ZoneInfo) -> datetime:
    instant = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    return instant if _shows(instant, wall, zone) else _change_skipping(wall, zone)


def _last_instant_at_or_before(wall: datetime, zone: ZoneInfo) -> datetime:
    instant = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return instant if _shows(instant, wall, zone) else _change_skipping(wall, zone) - TICK


def _shows(instant: datetime, wall: datetime, zone: ZoneInfo) -> bool:
    return instant.astimezone(zone).replace(tzinfo=None) == wall


def _change_skipping(wall: datetime, zone: ZoneInfo) -> datetime:
    """Give the instant of the change whose gap swallows this wall-clock hour.

    `zoneinfo` doesn't publish its changes. Read with the offset after the change (fold 1) the hour falls before it,
    with the offset before (fold 0) at or after it: the change is found between the two by halving, to the second.
    """
    before = wall.replace(tzinfo=zone, fold=1, microsecond=0).astimezone(UTC)
    after = wall.replace(tzinfo=zone, fold=0, microsecond=0).astimezone(UTC)
    old_offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == old_offset:
            before = middle
        else:
            after = middle
    return after
