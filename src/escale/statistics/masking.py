"""What leaves the team says nothing of fewer than five people: alone, by its totals, or beside what left before.

A cell from 1 to 4 is masked. Others are masked with it so that a total gives nothing back, nor the difference with another
release whose period and filters hold this one or are held by it, nor (for what adds up over time) releases put end to end.
Noughts are shown, so whoever attacks knows that a masked cell is at least 1: what is computed here is what she could.
Three releases whose filters part the same people (a venue, another one, all of them) are not compared together.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from escale.statistics import leftovers

FEWEST = 5
"""Below, a number may tell who."""
MARGIN = FEWEST - 1
"""How much a masked group holds beyond one each, as long as there is a cell to add: any of them may then be 5 or more."""

type Cells = Mapping[str, int | None]
type Tables = Mapping[str, Cells]
"""`{axis: {value: number, or None when it is masked}}`; the numbers of the whole are in the axis "total"."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The tables of one scope: both days included, and the filters it was narrowed by."""

    since: date
    until: date
    filters: Mapping[str, str] = field(default_factory=dict)
    tables: Tables

    def holds(self, other: "Sheet") -> bool:
        """Whether everybody counted there is counted here."""
        in_time = self.since <= other.since and other.until <= self.until
        return in_time and self.filters.items() <= other.filters.items()

    def cell(self, axis: str, value: str) -> int | None:
        """A number; nought when a table that left didn't have the line."""
        return self.tables.get(axis, {}).get(value, 0)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How tables hang together: the cell an axis adds up to, and the axes counted in people, which don't add up over time."""

    wholes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    distinct: Collection[str] = ()


def masked(sheet: Sheet, *, released: Sequence[Sheet] = (), shape: Shape) -> dict[str, dict[str, int | None]]:
    """The tables as they may leave, after those `released` before."""
    near = [each for each in released if each.holds(sheet) or sheet.holds(each)]
    hidden: set[tuple[str, str]] = set()
    while True:
        tables, unsafe = _masked_once(sheet, near=near, released=released, shape=shape, hidden=hidden)
        if unsafe <= hidden:
            return tables
        hidden |= unsafe


def is_small(number: int) -> bool:
    return 0 < number < FEWEST


def _masked_once(
    sheet: Sheet,
    *,
    near: Sequence[Sheet],
    released: Sequence[Sheet],
    shape: Shape,
    hidden: Collection[tuple[str, str]],
) -> tuple[dict[str, dict[str, int | None]], set[tuple[str, str]]]:
    """One pass, with these wholes hidden; and the wholes that give something back although all below them is masked."""
    left: dict[str, dict[str, int | None]] = {}
    unsafe: set[tuple[str, str]] = set()
    for axis in sorted(sheet.tables, key=lambda name: _depth(name, shape)):
        numbers = {value: number or 0 for value, number in sheet.tables[axis].items()}
        hide = {value for value in numbers if (axis, value) in hidden}
        hide |= {value for value, number in numbers.items() if is_small(number) or _tells(value, number, axis, near)}
        if axis not in shape.distinct:
            hide |= _chained(axis, numbers, sheet=sheet, released=released, hide=hide)
        whole = shape.wholes.get(axis)
        if whole is not None:
            is_shown = left[whole[0]].get(whole[1]) is not None
            hide, is_safe = _with_others(axis, numbers, hide, sheet=sheet, near=near, whole=whole, is_shown=is_shown)
            if not is_safe:
                unsafe.add(whole)
        left[axis] = {value: None if value in hide else number for value, number in numbers.items()}
    return left, unsafe


def _depth(axis: str, shape: Shape) -> int:
    """A whole is masked before what adds up to it."""
    whole = shape.wholes.get(axis)
    return 0 if whole is None else 1 + _depth(whole[0], shape)


def _tells(value: str, number: int, axis: str, near: Sequence[Sheet]) -> bool:
    """Whether the difference with what left about a scope around or inside this one is small."""
    others = (each.cell(axis, value) for each in near if axis in each.tables)
    return any(other is not None and is_small(abs(number - other)) for other in others)


def _with_others(
    axis: str,
    numbers: Mapping[str, int],
    hide: Collection[str],
    *,
    sheet: Sheet,
    near: Sequence[Sheet],
    whole: tuple[str, str],
    is_shown: bool,
) -> tuple[set[str], bool]:
    """Mask more cells until the whole gives nothing back; False when masking all of them isn't enough."""
    before = [each for each in near if axis in each.tables]
    same = set().union(*(_masked_in(each, axis) for each in before if each.holds(sheet) and sheet.holds(each)))
    chosen = set(hide) | {value for value in same if numbers.get(value)}
    # Those masked before come first: masking the same ones again says the least.
    already = set().union(*(_masked_in(each, axis) for each in before))
    others = sorted(
        (value for value, number in numbers.items() if number and value not in chosen),
        key=lambda value: (value not in already, numbers[value], value),
    )
    if not is_shown and whole[0] != "total":
        return chosen | set(others), True  # Its own whole is a part too: the sum of what is shown would bound it.
    while not _is_safe(axis, numbers, chosen, sheet=sheet, before=before, whole=whole, is_shown=is_shown, more=others):
        if not others:
            return chosen, False
        chosen.add(others.pop(0))
    return chosen, True


def _masked_in(sheet: Sheet, axis: str) -> set[str]:
    return {value for value, number in sheet.tables[axis].items() if number is None}


def _is_safe(
    axis: str,
    numbers: Mapping[str, int],
    hide: Collection[str],
    *,
    sheet: Sheet,
    before: Sequence[Sheet],
    whole: tuple[str, str],
    is_shown: bool,
    more: Sequence[str],
) -> bool:
    """Whether no cell can be computed, from the table alone, then beside each release before."""
    total = sum(numbers.values())
    if is_shown and hide:
        beyond_one_each = sum(numbers[value] for value in hide) - len(hide)
        if len(hide) < 2 or beyond_one_each < (MARGIN if more else 1):
            return False
    if not is_shown and total and not hide:
        return False  # All the cells shown would be the whole again.
    cells = {value: None if value in hide else number for value, number in numbers.items()}
    ours = leftovers.Side(cells=cells, total=total if is_shown else None)
    theirs = ((each, leftovers.Side(cells=each.tables[axis], total=each.cell(*whole))) for each in before)
    return all(
        leftovers.pair_is_safe(inner=ours, outer=side)
        if each.holds(sheet)
        else leftovers.pair_is_safe(inner=side, outer=ours)
        for each, side in theirs
    )


def _chained(
    axis: str, numbers: Mapping[str, int], *, sheet: Sheet, released: Sequence[Sheet], hide: Collection[str]
) -> set[str]:
    """The cells that, put end to end with what left, would give a small number or one that was masked."""
    alike = [each for each in released if each.filters == sheet.filters and axis in each.tables]
    return {
        value
        for value, number in numbers.items()
        if value not in hide and alike and _links(axis, value, number, sheet=sheet, alike=alike)
    }


def _links(axis: str, value: str, number: int, *, sheet: Sheet, alike: Sequence[Sheet]) -> bool:
    """Each number shown is a step between two days; whatever lies between two days that steps join can be computed."""
    steps: dict[date, list[tuple[date, int]]] = {}
    secret: set[tuple[date, date]] = set()
    for each in alike:
        known = each.cell(axis, value)
        ends = each.since, each.until + timedelta(days=1)
        if known is None:
            secret.add(ends)
        else:
            _join(steps, *ends, known)
    start, end = sheet.since, sheet.until + timedelta(days=1)
    earlier, later = _reached(steps, start), _reached(steps, end)
    if end in earlier:
        return False  # Nothing more is told than could be computed before.
    sums = {
        (min(first, last), max(first, last)): abs(after + number - before)
        for first, before in earlier.items()
        for last, after in later.items()
    }
    return any(is_small(total) or between in secret for between, total in sums.items())


def _join(steps: dict[date, list[tuple[date, int]]], start: date, end: date, number: int) -> None:
    steps.setdefault(start, []).append((end, number))
    steps.setdefault(end, []).append((start, -number))


def _reached(steps: Mapping[date, Sequence[tuple[date, int]]], start: date) -> dict[date, int]:
    """Every day that can be reached from this one, and how much lies between."""
    reached, waiting = {start: 0}, [start]
    while waiting:
        at = waiting.pop()
        for other, number in steps.get(at, ()):
            if other not in reached:
                reached[other] = reached[at] + number
                waiting.append(other)
    return reached
