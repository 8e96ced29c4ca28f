"""How long somebody without appointment will wait: an estimate, the same on every screen. Pure: no clock, no database.

Everybody is taken to last as long as the average; each person goes, in order, to whoever receives first. An adviser is not
given somebody she could not finish with before her next appointment.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from escale.french.dates import duration

FALLBACK = timedelta(minutes=15)
LEAST_LEFT = timedelta(minutes=5)
"""What is left of a reception that already lasts longer than the average; and the shortest average."""
STEP = 5
"""Minutes an estimate is rounded up to: nobody can promise better."""

type Span = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """Somebody who receives: from when, until when (half-open), and the hours she gives to others meanwhile."""

    free_at: datetime
    closes_at: datetime
    busy: Sequence[Span] = ()


def typical_length(past: timedelta | None, reasons: Sequence[int]) -> timedelta:
    """How long one reception lasts: as the last ones did, else as long as these reasons say (minutes), else 15 minutes."""
    if past:
        return max(past, LEAST_LEFT)
    return timedelta(minutes=sum(reasons) / len(reasons)) if reasons else FALLBACK


def left_of(started_at: datetime, *, length: timedelta, now: datetime) -> timedelta:
    """What is left of a reception under way."""
    return max(length - (now - started_at), LEAST_LEFT)


def starts(receivers: Iterable[Receiver], *, length: timedelta, now: datetime) -> Iterator[datetime]:
    """When the first person who waits will be received, then the second…; the end when nobody more can be before closing.

    Never decreasing, never before `now`. `length` is positive.
    """
    free = [(at, number, each) for number, each in enumerate(receivers) if (at := _first_gap(each, now, length))]
    heapify(free)
    while free:
        at, number, receiver = heappop(free)
        yield at
        if following := _first_gap(receiver, at + length, length):
            heappush(free, (following, number, receiver))


def words(wait: timedelta) -> str:
    """ "environ 20 minutes", rounded up to 5; "tout de suite" when nobody stands between."""
    minutes = rounded(wait)
    return f"environ {duration(minutes)}" if minutes else "tout de suite"


def rounded(wait: timedelta) -> int:
    """Minutes, rounded up to 5."""
    return -(-int(wait.total_seconds()) // (60 * STEP)) * STEP


def _first_gap(receiver: Receiver, after: datetime, length: timedelta) -> datetime | None:
    """The first instant from `after` on when she can receive somebody; None when that is past her closing."""
    at = max(after, receiver.free_at)
    for start, end in sorted(receiver.busy):
        if start < at + length and end > at:
            at = end
    return at if at < receiver.closes_at else None
