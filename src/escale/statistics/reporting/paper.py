"""What a release says, ready to be drawn: the same on the screen, behind its link, printed, as a PDF file."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from escale.french.typography import typo_html
from escale.statistics import charts, tables
from escale.statistics.charts import Bars, Lines
from escale.statistics.filters import UnknownFilter, period_said, said, scope_of
from escale.statistics.labels import Labels
from escale.statistics.marks import Row
from escale.statistics.masking import Tables
from escale.statistics.models import Release

STYLE = "statistics/report-pdf.css"
MONTHS = ("month:individual", "month:collective")
ALONE = ("total", "people", "novelty", "kind", "meeting")
"""Axes whose numbers stand alone at the head of the report."""
FEW_MONTHS = 2
MASKED_NOTE = (
    "« Masqué » remplace les nombres sous 5, et parfois un plus grand qui permettrait de les retrouver. "
    "Aucun nom ne figure ici."
)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Tables as numbers that stand alone, and charts."""

    facts: Sequence[tuple[str, str]]
    months: Lines | None
    bars: Sequence[Bars]
    note: str = MASKED_NOTE


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A release, with its period and its filters in words."""

    release: Release
    period: str
    narrowed: str
    drawn: Drawn


def read(release: Release) -> Paper:
    """Read a release. At most five queries, whatever its tables."""
    return Paper(
        release=release,
        period=period_said(release.since, release.until),
        narrowed=_narrowed(release),
        drawn=drawn(release.tables),
    )


def drawn(left: Tables) -> Drawn:
    """Draw masked tables. Two queries."""
    named = tables.names(left)
    return Drawn(
        facts=_facts(left),
        months=_months(left),
        bars=[
            charts.bars(axis, about.title, rows, unit=about.counts)
            for axis, about in tables.AXES.items()
            if axis not in (*ALONE, *MONTHS) and (rows := rows_of(left, axis, named=named))
        ],
    )


def rows_of(left: Tables, axis: str, *, named: Labels) -> list[Row]:
    """The lines of one table that count somebody."""
    cells = left.get(axis, {}).items()
    return [Row(label=tables.label(axis, value, named=named), number=number) for value, number in cells if number != 0]


def pdf_file(release: Release) -> bytes:
    """The report as a tagged PDF. Raises OSError where Pango is missing."""
    from escale.ui import pdf

    context = {"paper": read(release), "on_paper": True}
    html = typo_html(render_to_string("statistics/report_pdf.html", context))
    return pdf.render(html, stylesheet=STYLE, tagged=True)


def _facts(left: Tables) -> list[tuple[str, str]]:
    cells = [
        (words, left[axis][value]) for (axis, value), words in tables.TOTALS.items() if value in left.get(axis, {})
    ]
    return [(Row(label=words, number=number).shown, words) for words, number in cells if number != 0]


def _months(left: Tables) -> Lines | None:
    months = sorted(left.get(MONTHS[0], {}))
    if len(months) < FEW_MONTHS:
        return None
    series = [
        (label, [left.get(axis, {}).get(month, 0) for month in months])
        for label, axis in zip(("Rendez-vous", "Ateliers"), MONTHS, strict=True)
    ]
    return charts.lines("mois", "Fréquentation, mois par mois", months, series, unit="accompagnements")


def _narrowed(release: Release) -> str:
    try:
        scope = scope_of(release.organization, release.filters, since=release.since, until=release.until)
    except UnknownFilter:
        return "avec un filtre qui n’existe plus"
    return said(scope) or "tous les lieux, tous les sujets"
