"""Half-open intervals of time: union, difference, intersection, each in one sweep.

Inside this module every instant is in UTC. Python compares two instants of the same zone by their wall clock, which is
wrong on the night the hour comes twice; `interval()` is the door where zones are left behind.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

type Span = tuple[datetime, datetime]
"""Any pair (start, end) in UTC, half-open; an `Interval` is one."""


class Interval(NamedTuple):
    """A stretch of time `[start, end)`: two aware instants in UTC, the end excluded.

    Nothing is checked here, so that thousands can be made in a millisecond; `interval()` checks.
    """

    start: datetime
    end: datetime

    @property
    def duration(self) -> timedelta:
        """Elapsed time, whatever the clocks on the wall did meanwhile."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Say whether an instant belongs to both; back to back is not an overlap."""
        return self.start < other[1] and other[0] < self.end

    def contains(self, instant: datetime) -> bool:
        """Say whether the instant is inside, start included, end excluded."""
        return self.start <= instant < self.end


def in_utc(instant: datetime) -> datetime:
    """Bring an aware instant to UTC; raises ValueError when it is naive: Python would guess the machine's zone."""
    if instant.tzinfo is UTC:
        return instant
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no zone: only aware instants are intervals' ends.")
    return instant.astimezone(UTC)


def interval(start: datetime, end: datetime) -> Interval:
    """Make a checked interval from two aware instants of any zone, brought to UTC.

    Raises ValueError when an instant is naive, or when the interval is empty or inverted.
    """
    checked = Interval(in_utc(start), in_utc(end))
    if checked.end <= checked.start:
        raise ValueError(f"An interval ends after it starts: {checked.start} to {checked.end}.")
    return checked


def merge(intervals: Iterable[Span]) -> list[Interval]:
    """Give the union: sorted, disjoint, touching intervals joined. Input in UTC, in any order."""
    return [Interval(start, end) for start, end in _union(intervals)]


def subtract(openings: Iterable[Span], busy: Iterable[Span]) -> list[Interval]:
    """Give what is left of the openings once the busy intervals are taken away: sorted and disjoint.

    Both inputs are in UTC, in any order, and may overlap themselves. One sweep after the sort: the time grows with the
    number of intervals, not with their product, even when one busy interval covers a whole year.
    """
    free: list[Interval] = []
    blocked = _union(busy)
    last = len(blocked)
    at = 0
    for start, end in _union(openings):
        while at < last and blocked[at][1] <= start:
            at += 1
        while at < last:
            busy_start, busy_end = blocked[at]
            if busy_start >= end:
                break
            if busy_start > start:
                free.append(Interval(start, busy_start))
            start = busy_end
            if busy_end >= end:
                break
            at += 1
        if start < end:
            free.append(Interval(start, end))
    return free


def intersect(first: Iterable[Span], second: Iterable[Span]) -> list[Interval]:
    """Give the instants that belong to both sides: sorted and disjoint. Inputs in UTC, in any order."""
    left, right = merge(first), merge(second)
    common: list[Interval] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start = max(left[i].start, right[j].start)
        end = min(left[i].end, right[j].end)
        if start < end:
            common.append(Interval(start, end))
        if left[i].end <= right[j].end:
            i += 1
        else:
            j += 1
    return common


def _union(intervals: Iterable[Span]) -> list[Span]:
    """Sweep once over plain pairs: named ones cost more to make, and most of these are thrown away."""
    ordered = sorted(intervals)
    if not ordered:
        return []
    union: list[Span] = []
    start, end = ordered[0]
    for next_start, next_end in ordered:
        if next_start > end:
            union.append((start, end))
            start, end = next_start, next_end
        elif next_end > end:
            end = next_end
    union.append((start, end))
    return union
