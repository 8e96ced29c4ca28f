"""Labels for flyers sent by post: 21 on an A4, 70 × 42.3 mm each, the size most sold in France."""

from collections.abc import Sequence
from dataclasses import dataclass

from escale.publishing.rendering.fitting import Face, Text, step_of

COLUMNS, ROWS = 3, 7
A_SHEET = COLUMNS * ROWS
WIDTH = 70
"""Millimetres: a hundredth of it is the unit of labels.css."""


@dataclass(frozen=True)
class Label:
    """The lines of an address, at the step they fit; none for a label already used."""

    lines: Sequence[str]
    step: int


def pdf(addresses: Sequence[Sequence[str]], *, title: str = "Étiquettes", skip: int = 0) -> bytes:
    """The labels as a tagged file, as many sheets as needed; `skip` labels of the first sheet are already used.

    Raises OSError where Pango is missing.
    """
    # WeasyPrint needs Pango, which some machines don't have, and takes a second to load.
    from escale.publishing.rendering import paper

    return paper.written(
        paper.lay_out(
            "publishing/paper/labels.html",
            {"sheets": sheets(addresses, skip=skip), "title": title},
            size=paper.SIZES["A4"],
            hundredth=WIDTH / 100,
            styles=("publishing/labels.css",),
        )
    )


def sheets(addresses: Sequence[Sequence[str]], *, skip: int = 0) -> list[list[Label]]:
    """The labels of each sheet, in reading order."""
    labels = [Label([], 100)] * (skip % A_SHEET) + [_label(lines) for lines in addresses]
    return [labels[first : first + A_SHEET] for first in range(0, len(labels), A_SHEET)]


def _label(lines: Sequence[str]) -> Label:
    said = [line for line in (each.strip() for each in lines) if line]
    texts = [Text(text=line, face=Face.PLAIN, size=6.4, width=84, leading=1.25) for line in said]
    return Label(said, step_of(texts, height=46))
