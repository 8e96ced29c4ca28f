"""Half-open intervals of time: union and difference, each in one sweep over plain pairs.

Inside this module every instant is in UTC. Python compares two instants of the same zone by their wall clock, which is
wrong on the night the hour comes twice; `in_utc` is the door where zones are left behind.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

type Span = tuple[datetime, datetime]
"""Any pair (start, end) in UTC, half-open; an `Interval` is one."""

FIRST_INSTANT = datetime.min.replace(tzinfo=UTC)


class Interval(NamedTuple):
    """A stretch of time `[start, end)`: two aware instants in UTC, the end excluded. Nothing is checked here."""

    start: datetime
    end: datetime

    @property
    def duration(self) -> timedelta:
        """Elapsed time, whatever the clocks on the wall did meanwhile."""
        return self.end - self.start


def maker[Row: tuple[Any, ...]](row: type[Row]) -> Callable[[Iterable[Any]], Row]:
    """Make named tuples of iterables as `_make` does, in half its time: a search makes five thousand."""
    return partial(tuple.__new__, row)


def in_utc(instant: datetime) -> datetime:
    """Bring an aware instant to UTC; raises ValueError when it is naive: Python would guess the machine's zone."""
    if instant.tzinfo is UTC:
        return instant
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no zone: only aware instants are intervals' ends.")
    return instant.astimezone(UTC)


def merge(intervals: Iterable[Span]) -> list[Span]:
    """Give the union: sorted, disjoint, touching intervals joined. Input in UTC, in any order."""
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


def subtract(openings: Iterable[Span], busy: Iterable[Span]) -> list[Span]:
    """Give what is left of the openings once the busy intervals are taken away: sorted and disjoint.

    Both inputs are in UTC, in any order, and may overlap themselves. One sweep after the sort: the time grows with the
    number of intervals, not with their product, even when one busy interval covers a whole year.
    """
    free: list[Span] = []
    blocked = sorted(busy)
    at, last = 0, len(blocked)
    taken_until = FIRST_INSTANT
    for start, end in merge(openings):
        free_from = max(start, taken_until)
        while at < last:
            busy_start, busy_end = blocked[at]
            if busy_start >= end:
                break
            if busy_start > free_from:
                free.append((free_from, busy_start))
            if busy_end > free_from:
                free_from = taken_until = busy_end
            at += 1
        if free_from < end:
            free.append((free_from, end))
    return free
