"""What a chart repeats, bar after bar and line after line: a page has two hundred of each, five times slower in a template."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from escale.french.plural import number

MASKED = "masqué"
"""Said of every masked number: under five, or larger and masked so that it doesn't give another away."""

MOST_LETTERS = 40
"""What stands above a bar without leaving the drawing."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a table: its words, its number (None when masked), and where its activities are listed, if anywhere."""

    label: str
    number: int | None
    address: str = ""

    @property
    def shown(self) -> str:
        return MASKED if self.number is None else number(self.number)


@dataclass(frozen=True, kw_only=True)
class Bar:
    row: Row
    y: int
    width: int


def marks_of(bars: Sequence[Bar]) -> SafeString:
    """Each bar with its words and its number above, in SVG."""
    return format_html_join(
        "",
        '<g transform="translate(0 {})"><text y="15" font-size="15" fill="#10262b">{}</text>'
        '<text class="val" x="400" y="15" font-size="15" text-anchor="end" font-weight="700" fill="#10262b">{}</text>'
        '<rect class="track" y="22" width="400" height="12" rx="6" fill="#e3edec"/>{}</g>',
        ((bar.y, _short(bar.row.label), bar.row.shown, _filled(bar.width)) for bar in bars),
    )


def table_lines_of(rows: Sequence[Row]) -> SafeString:
    """Each row of the table, its words leading to its activities where they are listed."""
    return format_html_join(
        "",
        '<tr><th scope="row">{}</th><td class="end">{}</td></tr>',
        (
            (format_html('<a href="{}">{}</a>', row.address, row.label) if row.address else row.label, row.shown)
            for row in rows
        ),
    )


def _short(words: str) -> str:
    return words if len(words) <= MOST_LETTERS else f"{words[: MOST_LETTERS - 1]}…"


def _filled(width: int) -> SafeString | str:
    filled = '<rect class="s1" y="22" width="{}" height="12" rx="6" stroke="none" fill="#0a4652"/>'
    return format_html(filled, width) if width else ""
