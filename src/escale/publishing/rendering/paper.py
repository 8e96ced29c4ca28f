"""A page of ours as sheets of paper. Import it late: WeasyPrint needs Pango, which some machines don't have."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string
from weasyprint.document import Document

from escale.colors import is_color
from escale.french.typography import typo_html
from escale.publishing.rendering.sheets import Sheet
from escale.publishing.source import Picture, Source
from escale.ui import pdf

SIZES = {"A3": (297, 420), "A4": (210, 297), "A5": (148, 210)}
"""Millimetres, upright."""
ALWAYS = ("publishing/paper.css", "publishing/steps.css")
STYLES = ("publishing/poster.css",)


def lay_out(
    template: str,
    context: Mapping[str, Any],
    *,
    size: tuple[float, float],
    unit: str = "mm",
    hundredth: float = 0,
    given: Sequence[Picture] = (),
    color: str = "",
    styles: Sequence[str] = STYLES,
) -> Document:
    """The sheets of a template, with the pictures it shows and the colour of its ground.

    The style sheet counts in hundredths of the sheet's width. The screen has `cqi` for it, which WeasyPrint hasn't: on paper
    the root's font is a hundredth of the width (or the `hundredth` given), and `rem` says the same.
    """
    width, height = size
    page = f"@page {{ size: {width}{unit} {height}{unit}; margin: 0 }}"
    root = f"html {{ font-size: {hundredth or width / 100:.4f}{unit} }}"
    ground = f":root {{ --night: {color} }}" if is_color(color) else ""
    drawn = "".join(map(pdf.static_text, (*ALWAYS, *styles))).replace("cqi", "rem")
    html = typo_html(render_to_string(template, dict(context)))
    return pdf.lay_out(
        html,
        stylesheet=styles[0],
        css=drawn,
        page_css=page + root + ground,
        given={each.name: each.content for each in given},
    )


def one_sheet(sheet: Sheet, *, title: str, source: Source, size: tuple[float, float], unit: str = "mm") -> Document:
    """A sheet alone on its page."""
    context = {"sheet": sheet, "title": title, "author": source.identity.name}
    return lay_out(
        "publishing/paper/sheet_paper.html", context, size=size, unit=unit, given=sheet.given, color=sheet.color
    )


def several(sheet: Sheet, *, copies: int, title: str, source: Source) -> Document:
    """Copies of an A6 sheet on one A4, with its marks; the page counts in hundredths of a copy."""
    context = {"sheet": sheet, "copies": range(copies), "title": title, "author": source.identity.name}
    return lay_out(
        "publishing/paper/several_paper.html",
        context,
        size=SIZES["A4"],
        hundredth=SIZES["A4"][0] / 200,
        given=sheet.given,
        color=sheet.color,
    )


def blank(size: tuple[float, float], *, unit: str = "mm") -> Document:
    """A sheet with one letter of each font and nothing else: the least a sheet can cost."""
    return lay_out("publishing/paper/blank.html", {}, size=size, unit=unit)


def sideways(name: str) -> tuple[float, float]:
    """A sheet lying on its side."""
    width, height = SIZES[name]
    return height, width


def found_at(picture: Picture) -> str:
    """Where a page of paper finds a picture it was given."""
    return f"{pdf.GIVEN}{picture.name}"


def written(document: Document) -> bytes:
    """A tagged file: its title, its language, its reading order and what its images say."""
    return pdf.written(document, tagged=True)
