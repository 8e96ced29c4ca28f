"""The programme of a term on paper: an A4 folded in two, and an A3 to hang up, both in large type."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from escale.publishing.rendering import words
from escale.publishing.rendering.codes import Code, code
from escale.publishing.rendering.fitting import STEPS, Face, Fitted, Text, fitted, line_step, step_of
from escale.publishing.rendering.sheets import Line, Shown, css, ground, shown_at
from escale.publishing.source import Picture, Source

type Form = Literal["folded", "poster"]

SMALLEST_ROWS = 58
"""Percents: under it, a date is left to the web page rather than printed too small."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One date: when, what, where; `off` says why nothing happens then."""

    when: str
    title: str
    detail: str = ""
    off: str = ""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Where the dates stand, in hundredths of a panel's width, as leaflet.css draws them."""

    columns: int
    height: float
    width: float
    when_size: float
    title_size: float
    gap: float
    title_height: float
    when_beside: float = 0
    """The width of the dates when they stand beside the titles; 0 when they stand above."""


GRIDS: dict[Form, Grid] = {
    "folded": Grid(columns=2, height=113, width=86, when_size=4.2, title_size=5.4, gap=3.8, title_height=60),
    "poster": Grid(
        columns=1, height=63, width=59, when_size=2.7, title_size=3.5, gap=2, title_height=18, when_beside=26
    ),
}


@dataclass(frozen=True, kw_only=True)
class Leaflet:
    """A leaflet ready for its template; `columns` are the dates in their order, `left` says those that didn't fit."""

    css: str
    label: Line
    title: Fitted
    summary: Line
    columns: Sequence[Sequence[Row]]
    step: int
    left: str
    code: Code
    scan: str
    typed: str
    call: Line
    number: Line
    beside: int
    """The step at which the call and the number stand on one line."""
    who: Line
    where: Line
    place: str
    at: str
    where_to: Line
    """The place and its address in one text."""
    adviser: str
    bring: str
    foot: Line
    color: str
    logo: Shown | None
    given: Sequence[Picture] = field(repr=False)


def leaflet(source: Source, *, address: str, form: Form, found_at: Callable[[Picture], str]) -> Leaflet:
    """What the leaflet says and how large."""
    grid, rows = GRIDS[form], dates(source)
    columns, step = _columns(rows, grid)
    shown = sum(len(column) for column in columns)
    missing = sum(not row.off for row in rows[shown:])
    who, where = words.speaker(source.identity)
    call, number = words.call(source, address)
    logo, color = source.identity.logo, ground(source.identity, low_ink=False)
    foot, place = source.identity.partners, ", ".join(filter(None, [source.place, source.room]))
    where_to = ", ".join(filter(None, [place, source.address]))
    return Leaflet(
        css=css(form, color=color),
        label=_line(words.label(source), 3.2, width=82),
        title=fitted(
            Text(text=source.title, face=Face.TITLE, size=11.8, width=88, leading=0.96), height=grid.title_height
        ),
        summary=_summary(source),
        columns=columns,
        step=step,
        left=f"{words.others(missing)} : {words.spoken(address)}" if missing else "",
        code=code(address, said=words.scan_said(source, address)),
        scan=words.scan(source),
        typed=words.spoken(address),
        call=_line(call, 3.6, width=80),
        number=Line(number, line_step([(number, Face.TITLE, 7.2)], width=80)),
        beside=line_step([(call, Face.BOLD, 2.8), (number, Face.TITLE, 5)], width=60),
        who=Line(who, line_step([(who, Face.TITLE, 3.4)], width=60)),
        where=Line(where, line_step([(where, Face.BOLD, 2)], width=60)),
        place=place,
        at=source.address,
        where_to=Line(where_to, step_of([_plain(where_to, 2.6, width=61)], height=6.6)),
        adviser=", ".join(filter(None, [source.adviser, source.adviser_job])),
        bring=words.bring(source),
        foot=Line(foot, step_of([_plain(foot, 1.75, width=57)], height=4.8)),
        color=color,
        logo=shown_at(logo, found_at),
        given=[logo] if logo else [],
    )


TEMPLATES: dict[Form, str] = {
    "folded": "publishing/paper/leaflet_folded.html",
    "poster": "publishing/paper/leaflet_poster.html",
}


def pdf(source: Source, *, address: str, form: Form = "folded") -> bytes:
    """The leaflet as a tagged file: two sides of A4, or one A3. Raises OSError where Pango is missing."""
    # WeasyPrint needs Pango, which some machines don't have, and takes a second to load.
    from escale.publishing.rendering import paper

    shown = leaflet(source, address=address, form=form, found_at=paper.found_at)
    return paper.written(
        paper.lay_out(
            TEMPLATES[form],
            {"leaflet": shown, "title": f"Programme : {source.title}", "author": source.identity.name},
            size=paper.SIZES["A3"] if form == "poster" else paper.sideways("A4"),
            hundredth=paper.SIZES["A4"][1] / 200 if form == "folded" else 0,
            given=shown.given,
            color=shown.color,
            styles=("publishing/poster.css", "publishing/leaflet.css"),
        )
    )


def dates(source: Source) -> list[Row]:
    """The dates as rows; hours and a place that never change are said once for all, not in each."""
    met = [each for each in source.occasions if not each.off]
    same_hours, same_place = len({each.hours for each in met}) == 1, len({each.place for each in met}) == 1
    return [
        Row(
            when=words.capital(each.day if same_hours or each.off else f"{each.day}, {each.hours}".rstrip(", ")),
            title=each.title or source.title,
            detail="" if same_place else each.place,
            off=words.capital(each.off),
        )
        for each in source.occasions
    ]


def _summary(source: Source) -> Line:
    """When it happens in general, and the hours that never change."""
    text = ", ".join(filter(None, [source.summary, words.steady_hours(source)]))
    return Line(text, step_of([Text(text=text, face=Face.BOLD, size=4.6, width=88, leading=1.2)], height=11.5))


def _line(text: str, size: float, *, width: float) -> Line:
    return Line(text, line_step([(text, Face.BOLD, size)], width=width))


def _plain(text: str, size: float, *, width: float) -> Text:
    return Text(text=text, face=Face.PLAIN, size=size, width=width, leading=1.2)


def _columns(rows: Sequence[Row], grid: Grid) -> tuple[list[list[Row]], int]:
    """The rows in their columns at the largest step that holds them all; at the least one, those that fit."""
    usable = [step for step in STEPS if step >= SMALLEST_ROWS]
    for step in usable:
        columns = _filled(rows, grid, step)
        if sum(map(len, columns)) == len(rows):
            return columns, step
    return columns, usable[-1]


def _filled(rows: Sequence[Row], grid: Grid, step: int) -> list[list[Row]]:
    """The columns filled one after the other, each with its share and no more than it holds."""
    heights = [_height(row, grid, step) for row in rows]
    share = min(sum(heights) / grid.columns, grid.height)
    columns: list[list[Row]] = [[]]
    taken = 0.0
    for row, height in zip(rows, heights, strict=True):
        if columns[-1] and len(columns) < grid.columns and taken + height / 2 > share:
            columns.append([])
            taken = 0
        if taken + height > grid.height:
            if len(columns) == grid.columns:
                break
            columns.append([])
            taken = 0
        columns[-1].append(row)
        taken += height
    return columns


def _height(row: Row, grid: Grid, step: int) -> float:
    when = Text(text=row.when, face=Face.BOLD, size=grid.when_size, width=grid.when_beside or grid.width, leading=1.25)
    title = Text(text=row.off or row.title, face=Face.BOLD, size=grid.title_size, width=grid.width, leading=1.2)
    detail = Text(text=row.detail, face=Face.PLAIN, size=grid.when_size, width=grid.width, leading=1.25)
    said = title.height(step) + (detail.height(step) if row.detail else 0)
    taken = max(when.height(step), said) if grid.when_beside else when.height(step) + said
    return taken + grid.gap * step / 100
