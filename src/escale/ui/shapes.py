"""Geometry and classes of the components: a strict CSP allows no inline style, so positions are classes."""

from collections.abc import Sequence
from datetime import datetime, time

from django.forms import BoundField

LONGEST_QUARTERS = 48


def slot_class(start: datetime | time, minutes: float) -> str:
    """The place of an interval on a day's grid, to the quarter of an hour: "at-0930 len-8"."""
    begins = start.minute // 15
    quarters = -(-int(minutes + start.minute % 15) // 15)
    return f"at-{start.hour:02d}{begins * 15:02d} len-{min(max(quarters, 1), LONGEST_QUARTERS)}"


def bar_class(percent: float) -> str:
    """The width of a gauge, to the nearest 5 %: "v-70"."""
    return f"v-{min(max(round(percent / 5) * 5, 0), 100)}"


def spark_bars(values: Sequence[float]) -> list[tuple[int, int, int, bool]]:
    """Bars of a trend drawn in 88 × 32: (x, y, height, past)."""
    highest = max(values, default=0) or 1
    heights = [round(value / highest * 30) + 2 for value in values]
    return [(n * 15, 32 - height, height, n < len(heights) - 1) for n, height in enumerate(heights)]


def qr_path(matrix: Sequence[Sequence[int]], *, quiet_zone: int) -> str:
    """The dark modules as one path, one run per row segment; the quiet zone is what scanners need around it."""
    runs = []
    for y, row in enumerate(matrix, quiet_zone):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                runs.append(f"M{x + quiet_zone} {y}h{length}v1h-{length}z")
            x += length or 1
    return "".join(runs)


def focus_target(bound: BoundField) -> str:
    """The id of the control one goes to in order to correct a field; the first one of a group."""
    return bound.id_for_label or (f"{bound.auto_id}_0" if bound.auto_id else "")
