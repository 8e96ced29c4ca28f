"""Charts, laid out: where each bar, point and word stands. Templates draw them in SVG, with the table that says the same;
what repeats is written in Python (`marks`).

Positions are whole numbers of SVG attributes: no style, no script, no decimal comma.
A masked number has no bar, and says so in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sqrt

from django.utils.safestring import SafeString

from escale.french.dates import MONTHS, SHORT_MONTHS
from escale.french.plural import number
from escale.statistics.marks import MASKED, Bar, Row, marks_of, table_lines_of

BAR_WIDTH, BAR_STEP = 400, 46
MOST_BARS = 12
LEFT, RIGHT, TOP, BOTTOM = 34, 850, 28, 220
MARK_ABOVE = 16
LABEL_STEP = 20


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Horizontal bars. `anchor` is their id in the page, `unit` what a number counts."""

    anchor: str
    title: str
    unit: str
    said: str
    rows: Sequence[Row]
    bars: Sequence[Bar]
    height: int

    @property
    def marks(self) -> SafeString:
        """What stands inside the drawing."""
        return marks_of(self.bars)

    @property
    def table_lines(self) -> SafeString:
        """The body of the table that says the same."""
        return table_lines_of(self.rows)


@dataclass(frozen=True, kw_only=True)
class Point:
    x: int
    y: int


@dataclass(frozen=True, kw_only=True)
class Series:
    """One line of a chart. A masked month breaks it: `runs` are its pieces, as the attribute `points` wants them."""

    label: str
    cells: Sequence[str]
    points: Sequence[Point]
    runs: Sequence[str]
    last: str
    label_y: int


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Two lines over months, told apart by their stroke and their marks."""

    anchor: str
    title: str
    unit: str
    said: str
    months: Sequence[str]
    ticks: Sequence[tuple[str, int]]
    columns: Sequence[tuple[str, int]]
    series: Sequence[Series]
    best: tuple[str, Point] | None


def bars(anchor: str, title: str, rows: Sequence[Row], *, unit: str) -> Bars:
    """Bars of the largest numbers, in the order given; the table holds them all."""
    shown = [row for row in rows if row.number is None or row.number][:MOST_BARS]
    highest = max((row.number or 0 for row in shown), default=0) or 1
    return Bars(
        anchor=anchor,
        title=title,
        unit=unit,
        said=_said(shown, unit),
        rows=rows,
        bars=[
            Bar(row=row, y=at * BAR_STEP, width=round(BAR_WIDTH * (row.number or 0) / highest))
            for at, row in enumerate(shown)
        ],
        height=len(shown) * BAR_STEP,
    )


def lines(
    anchor: str, title: str, months: Sequence[str], series: Sequence[tuple[str, Sequence[int | None]]], *, unit: str
) -> Lines:
    """Lines over months ("2026-03")."""
    highest = max((value or 0 for _, values in series for value in values), default=0)
    step = _step(highest)
    top = max(step, -(-highest // step) * step)
    names = [SHORT_MONTHS[int(month[5:]) - 1] for month in months]
    in_full = [MONTHS[int(month[5:]) - 1] for month in months]
    xs = _columns(len(months))
    drawn = [_series(label, values, xs=xs, top=top) for label, values in series]
    return Lines(
        anchor=anchor,
        title=title,
        unit=unit,
        said=" ".join(_course(label, values, in_full) for label, values in series),
        months=names,
        ticks=[(number(value), _y(value, top)) for value in range(0, top + 1, step)],
        columns=list(zip(names, xs, strict=True)),
        series=_apart(drawn),
        best=_best(series, names, xs=xs, top=top),
    )


def _columns(count: int) -> list[int]:
    first, last = LEFT + 22, RIGHT - 14
    return [round(first + (last - first) * at / max(count - 1, 1)) for at in range(count)]


def _series(label: str, values: Sequence[int | None], *, xs: Sequence[int], top: int) -> Series:
    points, runs, run = [], list[str](), list[str]()
    for x, value in zip(xs, values, strict=True):
        if value is None:
            runs, run = [*runs, " ".join(run)], []
        else:
            points.append(Point(x=x, y=_y(value, top)))
            run.append(f"{x},{_y(value, top)}")
    last = MASKED if not values or values[-1] is None else number(values[-1])
    return Series(
        label=label,
        cells=[MASKED if value is None else number(value) for value in values],
        points=points,
        runs=[each for each in [*runs, " ".join(run)] if each],
        last=last,
        label_y=points[-1].y if points else BOTTOM,
    )


def _apart(series: Sequence[Series]) -> list[Series]:
    """The words at the end of the lines, far enough from each other to be read."""
    placed: list[Series] = []
    for each in sorted(series, key=lambda one: one.label_y):
        floor = placed[-1].label_y + LABEL_STEP if placed else 0
        placed.append(
            Series(
                label=each.label,
                cells=each.cells,
                points=each.points,
                runs=each.runs,
                last=each.last,
                label_y=max(each.label_y, floor),
            )
        )
    return sorted(placed, key=lambda one: [other.label for other in series].index(one.label))


def _best(
    series: Sequence[tuple[str, Sequence[int | None]]], names: Sequence[str], *, xs: Sequence[int], top: int
) -> tuple[str, Point] | None:
    """The highest point, named above it."""
    found = max(
        ((value, at) for _, values in series for at, value in enumerate(values) if value),
        default=None,
        key=lambda one: (one[0], -one[1]),
    )
    if found is None:
        return None
    value, at = found
    return f"{number(value)} en {names[at]}", Point(x=xs[at], y=_y(value, top) - MARK_ABOVE)


def _y(value: int, top: int) -> int:
    return round(BOTTOM - (BOTTOM - TOP) * value / top)


def _step(highest: int) -> int:
    """About three round steps up to the highest number."""
    for size in (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000):
        for step in (2, 5, 10):
            if highest <= 3 * step * size:
                return step * size
    return highest


def _said(rows: Sequence[Row], unit: str) -> str:
    """The chart in one sentence."""
    told = [row for row in rows if row.number]
    if not told:
        return "Rien à montrer pour le moment."
    first, *others = sorted(told, key=lambda row: -(row.number or 0))[:2]
    then = f", puis {others[0].label} avec {others[0].shown}" if others else ""
    return f"{first.label} vient en tête avec {first.shown} {unit}{then}."


def _course(label: str, values: Sequence[int | None], names: Sequence[str]) -> str:
    """ "Rendez-vous : 38 en janvier, 39 en novembre, au plus 58 en octobre." """
    known = [(value, name) for value, name in zip(values, names, strict=True) if value is not None]
    if not known:
        return ""
    (first, since), (last, until) = known[0], known[-1]
    most, when = max(known, key=lambda one: one[0])
    return f"{label} : {number(first)} en {since}, {number(last)} en {until}, au plus {number(most)} en {when}."


@dataclass(frozen=True, kw_only=True)
class Dot:
    """One place: where it stands, how large it is, and its name when there is room for it."""

    x: int
    y: int
    radius: int
    label: str


@dataclass(frozen=True, kw_only=True)
class Dots:
    """Places by where they are: the north above, the larger the more people. The table of the places says the numbers."""

    anchor: str
    title: str
    said: str
    dots: Sequence[Dot]
    width: int = 400
    height: int = 300


NAMED_DOTS = 5
LARGEST_DOT, SMALLEST_DOT = 22, 5
LETTER = 9
"""Width kept for a letter of a name."""
EDGE = 40


def dots(anchor: str, title: str, places: Sequence[tuple[str, float, float, int]]) -> Dots:
    """Lay out places: (name, latitude, longitude, number). A degree of longitude is shorter by the cosine of the latitude."""
    middle = sum(latitude for _, latitude, _, _ in places) / len(places)
    flat = [(name, longitude * cos(radians(middle)), -latitude, n) for name, latitude, longitude, n in places]
    west, north = min(x for _, x, _, _ in flat), min(y for _, _, y, _ in flat)
    wide, high = max(x for _, x, _, _ in flat) - west, max(y for _, _, y, _ in flat) - north
    scale = min((400 - 2 * EDGE) / (wide or 1), (300 - 2 * EDGE) / (high or 1))
    most = max(n for *_, n in flat)
    ranked = sorted(flat, key=lambda one: (-one[3], one[0]))
    first, *others = [f"{name} ({number(n)})" for name, _, _, n in ranked[:NAMED_DOTS]]
    drawn = [
        Dot(
            x=round(EDGE + (x - west) * scale),
            y=round(EDGE + (y - north) * scale),
            radius=max(SMALLEST_DOT, round(LARGEST_DOT * sqrt(n / most))),
            label=name,
        )
        for name, x, y, n in ranked
    ]
    return Dots(
        anchor=anchor,
        title=title,
        said=f"La plupart des personnes viennent de {first}{f', puis de {", ".join(others)}' if others else ''}.",
        dots=_named(drawn),
    )


def _named(ranked: Sequence[Dot]) -> list[Dot]:
    """The largest keep their name, unless a larger one's is written there."""
    named: list[Dot] = []
    for at, dot in enumerate(ranked):
        has_room = at < NAMED_DOTS and not any(_collide(dot, other) for other in named if other.label)
        named.append(dot if has_room else replace(dot, label=""))
    return named


def _collide(one: Dot, other: Dot) -> bool:
    high = abs((one.y - one.radius) - (other.y - other.radius))
    return high < LABEL_STEP and abs(one.x - other.x) < LETTER * (len(one.label) + len(other.label)) / 2
