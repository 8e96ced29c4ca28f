"""A release as a spreadsheet: a cover, then one sheet for each table."""

from collections.abc import Iterable, Sequence

from escale.spreadsheets import Sheet, xlsx_file
from escale.statistics import marks, tables
from escale.statistics.labels import Labels
from escale.statistics.models import Release
from escale.statistics.reporting import paper

type Cells = Sequence[str | int]

NO_TITLE_SIGNS = str.maketrans("", "", "[]:*?/\\")
"""Signs no sheet may be named with."""


def xlsx(release: Release) -> bytes:
    """The tables of a release; a masked number is said in words, and no cell can be a formula."""
    read, named = paper.read(release), tables.names(release.tables)
    cover: list[Cells] = [
        [release.title],
        [release.organization.name],
        [f"Période : {read.period}"],
        [f"Filtres : {read.narrowed}"],
        *([["Objectifs"], [release.objectives]] if release.objectives else []),
        *([["Commentaire"], [release.comments]] if release.comments else []),
        [],
        *([words.capitalize(), _shown(axis, value, release)] for axis, value, words in _totals(release)),
        [],
        [read.drawn.note],
    ]
    return xlsx_file([Sheet("Bilan", cover), *_sheets(release, named)])


def _totals(release: Release) -> Iterable[tuple[str, str, str]]:
    return [
        (axis, value, words) for (axis, value), words in tables.TOTALS.items() if value in release.tables.get(axis, {})
    ]


def _shown(axis: str, value: str, release: Release) -> str | int:
    number = release.tables[axis][value]
    return marks.MASKED if number is None else int(number)


def _sheets(release: Release, named: Labels) -> Iterable[Sheet]:
    for axis, about in tables.AXES.items():
        if axis in paper.ALONE or not release.tables.get(axis):
            continue
        title = about.title.translate(NO_TITLE_SIGNS).strip("« »")
        rows: list[Cells] = [[about.title, about.counts]]
        rows += [
            [tables.label(axis, value, named=named), _shown(axis, value, release)] for value in release.tables[axis]
        ]
        yield Sheet(title, rows)
