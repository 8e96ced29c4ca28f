"""What a slot is (docs/architecture, §5), said once: `slots` shows and `fits` validates, from the same row.

Everything here concerns one adviser: her openings, what keeps her busy, and the rule of one reason.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from escale.scheduling.intervals import Interval, Span, in_utc, maker, subtract
from escale.scheduling.wall_clock import TICK, day_bounds

NOTHING = timedelta(0)
DAY = timedelta(days=1)

_interval = maker(Interval)

type Travel = Callable[[Hashable, Hashable], timedelta]
"""Time needed from the first place to the second."""


class Opening(NamedTuple):
    """A stretch `[start, end)` when the adviser receives at one place; aware instants of any zone."""

    start: datetime
    end: datetime
    place: Hashable = None


class Busy(NamedTuple):
    """A stretch `[start, end)` when the adviser is taken, with the buffers of what takes her, and where.

    `place` is None when nobody has to travel to it (telephone, absence). Aware instants of any zone.
    """

    start: datetime
    end: datetime
    before: timedelta = NOTHING
    after: timedelta = NOTHING
    place: Hashable = None


@dataclass(frozen=True, slots=True)
class SlotRule:
    """How the free time of one reason is cut.

    `step` is the spacing of starts (None: the duration). `before` and `after` are the buffers of this reason. `notice`
    is elapsed time, limit included. `horizon_end` is the last instant a slot may start, included: see `horizon_end()`.
    `round_to` asks for starts on a multiple of the local clock (15 min: 9 h 00, 9 h 15…), counted from midnight.
    Raises ValueError for lengths that can't cut anything.
    """

    duration: timedelta
    notice: timedelta
    horizon_end: datetime
    step: timedelta | None = None
    before: timedelta = NOTHING
    after: timedelta = NOTHING
    round_to: timedelta | None = None

    def __post_init__(self) -> None:
        if self.duration <= NOTHING or (self.step is not None and self.step <= NOTHING):
            raise ValueError("The duration and the step of a slot are longer than nothing.")
        if min(self.before, self.after, self.notice) < NOTHING:
            raise ValueError("Buffers and notice can't be negative.")
        if self.round_to is not None and (self.round_to <= NOTHING or DAY % self.round_to):
            raise ValueError("A rounding divides the day evenly: 5, 10, 15, 30 minutes…")
        if self.horizon_end.tzinfo is None:
            raise ValueError("The horizon is an aware instant.")


def horizon_end(now: datetime, zone: ZoneInfo, *, days: int = 0, months: int = 0) -> datetime:
    """Give the last instant, in UTC, of the last local day that may be booked: that whole day is included.

    One month after 31 January is the last day of February.
    """
    today: date = in_utc(now).astimezone(zone).date()
    last_day = today + relativedelta(months=months, days=days)
    return day_bounds(last_day, zone).end - TICK


def slots(
    openings: Sequence[Opening],
    busy: Sequence[Busy],
    rule: SlotRule,
    now: datetime,
    travel: Travel | None = None,
    zone: ZoneInfo | None = None,
) -> list[Interval]:
    """List the bookable intervals of one adviser for one reason, in UTC, by start, no start twice.

    Starts follow every step from the beginning of each free interval and restart where a busy one ends, the gap between
    two included: the buffer after the earlier, the buffer before the later, and the travel when the places differ.
    `now` drops starts sooner than the notice without shifting the others. Openings at one place are cut as their union;
    give those of a single place when it matters where a slot is. Both sequences may come in any order and
    overlap themselves. Raises ValueError when the rule rounds and no zone is given.
    """
    if rule.round_to is not None and zone is None:
        raise ValueError("Rounding to the clock needs the zone of the clock.")
    by_place: defaultdict[Hashable, list[Span]] = defaultdict(list)
    for start, end, place in openings:
        by_place[place].append((in_utc(start), in_utc(end)))
    rows = [
        _cut(subtract(spans, _blocked(busy, rule=rule, place=place, travel=travel)), rule=rule, now=now, zone=zone)
        for place, spans in by_place.items()
    ]
    return rows[0] if len(rows) == 1 else sorted({slot for row in rows for slot in row})


def fits(
    candidate: Interval,
    openings: Sequence[Opening],
    busy: Sequence[Busy],
    rule: SlotRule,
    now: datetime,
    travel: Travel | None = None,
    zone: ZoneInfo | None = None,
) -> bool:
    """Say whether the candidate is one of the slots that would be shown now: the same row, hence the same answer.

    Give the whole openings and everything busy around them, exactly as for `slots`: a row cut elsewhere starts
    elsewhere. Raises ValueError as `slots` does, and for a candidate without zone.
    """
    wanted = Interval(in_utc(candidate.start), in_utc(candidate.end))
    return wanted in slots(openings, busy, rule, now, travel=travel, zone=zone)


def _blocked(busy: Sequence[Busy], *, rule: SlotRule, place: Hashable, travel: Travel | None) -> list[Span]:
    """Widen each busy interval by what must separate it from a slot of this reason at this place."""
    blocked: list[Span] = []
    own_before, own_after = rule.before, rule.after
    buffered = bool(own_before or own_after)
    for start, end, before, after, elsewhere in busy:
        # The common case, instants already in UTC with nothing around them, costs neither call nor arithmetic.
        starts = start if start.tzinfo is UTC else in_utc(start)
        ends = end if end.tzinfo is UTC else in_utc(end)
        if buffered or before or after:
            starts -= own_after + before
            ends += after + own_before
        if travel is not None and elsewhere is not None and place is not None and elsewhere != place:
            starts -= travel(place, elsewhere)
            ends += travel(elsewhere, place)
        blocked.append((starts, ends))
    return blocked


def _cut(free: list[Span], *, rule: SlotRule, now: datetime, zone: ZoneInfo | None) -> list[Interval]:
    row: list[Interval] = []
    duration, step, round_to = rule.duration, rule.step or rule.duration, rule.round_to
    earliest = in_utc(now) + rule.notice
    latest_end = in_utc(rule.horizon_end) + duration
    for start, end_of_free in free:
        closes = min(end_of_free, latest_end)
        if round_to and zone:
            start = _rounded_up(start, round_to, zone)
        while (end := start + duration) <= closes:
            if start >= earliest:
                row.append(_interval((start, end)))
            start += step
            if round_to and zone:
                start = _rounded_up(start, round_to, zone)
    return row


def _rounded_up(start: datetime, round_to: timedelta, zone: ZoneInfo) -> datetime:
    """Move a start to the next multiple of the local clock; a change of hour on the way asks for another turn."""
    while late := _since_midnight(start, zone) % round_to:
        start += round_to - late
    return start


def _since_midnight(instant: datetime, zone: ZoneInfo) -> timedelta:
    wall = instant.astimezone(zone).replace(tzinfo=None)
    return wall - wall.replace(hour=0, minute=0, second=0, microsecond=0)
