"""The grid of a cycle as its page draws it: what heads each column, what each mark says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from escale.french.dates import SHORT_MONTHS, day
from escale.french.plural import plural
from escale.french.typography import NB
from escale.workshops.models import Level, Mark, Session
from escale.workshops.roll import Cell, Column, Grid, GridRow
from escale.workshops.roll.calling import may_begin_at

RANKS = {Level.BEGINNER: 1, Level.INTERMEDIATE: 2, Level.ADVANCED: 3}
MARKS = {
    Mark.PRESENT: ("Présence", "check"),
    Mark.LATE: ("Présence, en retard", "clock"),
    Mark.LEFT_EARLY: ("Présence, partie avant la fin", "log-out"),
    Mark.ABSENT: ("Absence", "x"),
    Mark.EXCUSED: ("A prévenu", "phone"),
}
"""What a mark says, and its icon."""
WITHOUT_MARK = {
    "not_yet": "Pas encore inscrit",
    "left": "A quitté le groupe",
    "unknown": "Pas noté",
    "future": "à venir",
}
DRAWN = frozenset({"not_yet", "left"})
"""What has a dash, besides the marks."""
CAUGHT_UP = "Rattrapée"
LEGEND = (*(label for label, _ in MARKS.values()), CAUGHT_UP, WITHOUT_MARK["not_yet"], WITHOUT_MARK["left"])
"""What is explained below the grid, in this order, when it is drawn there."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head of a column: its number or its reason, its days, and its class."""

    title: str
    days: str
    css: str
    session: Session | None


@dataclass(frozen=True, kw_only=True)
class Square:
    """One person at one session. `box` when a present person is ticked there."""

    css: str
    label: str
    icon: str
    column_css: str
    has_box: bool = False
    is_drawn: bool = True


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person: her name, how far she is, her squares."""

    row: GridRow
    level: str
    rank: int
    squares: Sequence[Square]


@dataclass(frozen=True, kw_only=True)
class Table:
    """The whole grid in words. `current` is the session whose roll can be called now."""

    heads: Sequence[Head]
    lines: Sequence[Line]
    totals: Sequence[tuple[str, str]]
    current: Session | None
    levels: Sequence[tuple[str, int, int, int]]
    missing: Sequence[tuple[GridRow, str]]
    legend: Sequence[Square]


def table(grid: Grid, *, usual_level: str, may_call: bool, now: datetime) -> Table:
    """Draw a grid; its current session has boxes to tick once its roll can be called.

    Whoever never said her level is given the group's, `usual_level`.
    """
    current = grid.current if may_call and grid.current and may_begin_at(grid.current) <= now else None
    lines = [_line(row, current, usual_level) for row in grid.rows]
    return Table(
        heads=[_head(column) for column in grid.columns],
        lines=lines,
        totals=[_total(column, current) for column in grid.columns],
        current=current if lines else None,
        levels=_levels(lines),
        missing=[(row, missed_words(row)) for row in grid.to_call],
        legend=_legend(lines),
    )


def missed_words(row: GridRow) -> str:
    """ "Monique G. a manqué 3 séances, dont les 2 dernières."."""
    if row.missed == row.missed_in_a_row:
        return f"{row.name} a manqué les {row.missed_in_a_row} dernières séances."
    return f"{row.name} a manqué {plural(row.missed, 'séance')}, dont les {row.missed_in_a_row} dernières."


def short_days(days: Sequence[date]) -> str:
    """ "20 et 27 oct.", "27 oct. et 3 nov.", "20 oct. au 3 nov."."""
    if not days:
        return ""
    first, last = days[0], days[-1]
    if len(days) > 2:
        return f"{_short(first)} au {_short(last)}"
    if len(days) == 1:
        return _short(first)
    if first.month == last.month:
        return f"{_number(first)} et {_short(last)}"
    return f"{_short(first)} et {_short(last)}"


def _head(column: Column) -> Head:
    if column.session is None:
        return Head(title=column.label, days=short_days(column.days), css="gap", session=None)
    css = "cur" if column.is_current else ""
    on = column.session.local_start.date()
    return Head(title=str(column.session.number or ""), days=_short(on), css=css, session=column.session)


def _line(row: GridRow, current: Session | None, usual_level: str) -> Line:
    level = (row.enrollment.interest.level if row.enrollment.interest else "") or usual_level
    return Line(
        row=row,
        level=str(Level(level).label).capitalize() if level else "",
        rank=RANKS[Level(level)] if level else 0,
        squares=[_square(cell, current) for cell in row.cells],
    )


def _square(cell: Cell, current: Session | None) -> Square:
    css = "gap" if cell.column.is_gap else "cur" if cell.column.is_current else ""
    if cell.mark:
        label, icon = MARKS[cell.mark]
        if cell.caught_up_on:
            return Square(css="p", label=f"{CAUGHT_UP} le {day(cell.caught_up_on)}", icon="refresh-cw", column_css=css)
        return Square(css=cell.css, label=label, icon=icon, column_css=css)
    box = current is not None and cell.column.session == current and cell.what in {"unknown", "future"}
    label = WITHOUT_MARK.get(cell.what, "")
    return Square(css="n", label=label, icon="minus", column_css=css, has_box=box, is_drawn=cell.what in DRAWN)


def _total(column: Column, current: Session | None) -> tuple[str, str]:
    if column.is_gap:
        return "", "gap"
    is_counted = column.is_called or (current is not None and column.session == current)
    return str(column.came) if is_counted else "", "cur" if column.is_current else "strong"


def _legend(lines: Sequence[Line]) -> list[Square]:
    """One square of each kind that is drawn."""
    squares = [square for line in lines for square in line.squares if square.is_drawn and not square.has_box]
    kinds = {CAUGHT_UP if square.label.startswith(CAUGHT_UP) else square.label: square for square in squares}
    return [replace(kinds[label], label=label) for label in LEGEND if label in kinds]


def _levels(lines: Sequence[Line]) -> list[tuple[str, int, int, int]]:
    """Each level with its rank, how many people, and how large a part of those whose level is known."""
    known = [line for line in lines if line.rank]
    counts = {line.rank: line.level for line in known}
    return [
        (counts[rank], rank, count, round(100 * count / len(known)))
        for rank in sorted(counts)
        for count in [sum(line.rank == rank for line in known)]
    ]


def _short(on: date) -> str:
    return f"{_number(on)}{NB}{SHORT_MONTHS[on.month - 1]}"


def _number(on: date) -> str:
    return "1er" if on.day == 1 else str(on.day)
