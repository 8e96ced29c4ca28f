"""The geometry of a day: quarters of an hour, columns for what overlaps, the hours shown. Pure.

Everything is in minutes since local midnight, on the clock of the wall: the night the hour comes twice, the two 2 h 30 stand
at one height, side by side.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

QUARTER = 15
MIDNIGHT, DAY_LENGTH = 0, 24 * 60
USUAL_FIRST, USUAL_LAST = 8 * 60 + 30, 19 * 60 + 30
HOUR = 60
MOST_LANES = 12
"""What the style sheet can draw side by side; more share the last columns."""


@dataclass(frozen=True, slots=True)
class Block[T]:
    """Something that stands from `start` to `end`, in minutes of one local day: 0 and 1440 when it goes beyond."""

    start: int
    end: int
    item: T


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours shown, in minutes: both multiples of the half-hour."""

    first: int
    last: int

    @property
    def css(self) -> str:
        """The classes of a grid that shows these hours: "from-0830 until-1930"."""
        return f"from-{_clock(self.first)} until-{_clock(self.last)}"

    @property
    def start(self) -> str:
        """The first hour shown, in hours: "8.5" is half past eight."""
        return f"{self.first / HOUR:g}"

    @property
    def axis(self) -> list[tuple[str, str]]:
        """The whole hours written beside the grid: (class of the place, "9 h"); not the edge, which would be cut."""
        first = -(-(self.first + 1) // HOUR)
        return [(f"at-{hour:02d}00 len-1", f"{hour}\u00a0h") for hour in range(first, -(-self.last // HOUR))]

    @property
    def last_quarter(self) -> str:
        """The place of the last row: what makes the grid as tall as its hours."""
        return f"at-{_clock(self.last - QUARTER)} len-1"


@dataclass(frozen=True, slots=True)
class Placed[T]:
    """An item on the grid, in quarters of an hour since midnight, in its lane among `lanes`."""

    item: T
    first: int
    last: int
    lane: int = 0
    lanes: int = 1

    @property
    def css(self) -> str:
        """The classes of its place: "at-0930 len-3", "at-0930 len-3 lane-1 of-2"."""
        place = f"at-{_clock(self.first * QUARTER)} len-{self.last - self.first}"
        return (
            place
            if self.lanes == 1
            else f"{place} lane-{min(self.lane, MOST_LANES - 1)} of-{min(self.lanes, MOST_LANES)}"
        )


def block[T](item: T, start: datetime, end: datetime, on: date) -> Block[T]:
    """Cut something that touches a local day at the two midnights. Both instants are on the clock of the place."""
    first = _minutes(start) if start.date() == on else MIDNIGHT
    last = _minutes(end) if end.date() == on else DAY_LENGTH
    return Block(first, max(last, first + 1), item)


def shown_hours[T](blocks: Iterable[Block[T]]) -> Hours:
    """The usual hours, wider to whole hours when an edge lies outside; midnight, where another day begins, widens nothing."""
    first, last = USUAL_FIRST, USUAL_LAST
    for each in blocks:
        edges = [edge for edge in (each.start, each.end - 1) if MIDNIGHT < edge < DAY_LENGTH - 1]
        for edge in edges:
            if edge < first:
                first = edge // HOUR * HOUR
            if edge >= last:
                last = (edge // HOUR + 1) * HOUR
    return Hours(first, last)


def layout[T](blocks: Sequence[Block[T]], hours: Hours) -> list[Placed[T]]:
    """Place every block once, by start, the longest first: those that overlap stand in lanes that don't.

    Edges go to the nearest quarter, so that what follows without overlapping is drawn without overlapping.
    """
    placed: list[Placed[T]] = []
    cluster: list[tuple[int, int, int, T]] = []
    ends: list[int] = []
    spans = [(*_quarters(each, hours), each.item) for each in blocks]
    for first, last, item in sorted(spans, key=lambda span: (span[0], -span[1])):
        if cluster and first >= max(ends):
            placed += _settled(cluster, lanes=len(ends))
            cluster, ends = [], []
        lane = next((n for n, end in enumerate(ends) if end <= first), len(ends))
        ends[lane : lane + 1] = [last]
        cluster.append((first, last, lane, item))
    return placed + _settled(cluster, lanes=len(ends))


def _settled[T](cluster: list[tuple[int, int, int, T]], *, lanes: int) -> list[Placed[T]]:
    return [Placed(item, first, last, lane, lanes) for first, last, lane, item in cluster]


def _quarters[T](each: Block[T], hours: Hours) -> tuple[int, int]:
    """The quarters a block covers among the hours shown, at least one."""
    opens, closes = hours.first // QUARTER, hours.last // QUARTER
    first = min(max(_nearest(each.start), opens), closes - 1)
    return first, max(min(_nearest(each.end), closes), first + 1)


def _nearest(minutes: int) -> int:
    return (minutes + QUARTER // 2) // QUARTER


def _minutes(local: datetime) -> int:
    return local.hour * 60 + local.minute


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}{minutes % 60:02d}"
