"""What in a file can’t be taken as it is, said with its place: the sheet, the row, the column, the value, the reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from escale.activity.exchange.labels import folded
from escale.french.plain_text import clean, fold
from escale.spreadsheets import Row, letter


class NotThisFile(Exception):
    """No sheet of the file is one of those the national tool writes."""


class ToCorrect(Exception):
    """Something in the file stops everything: the findings say what."""


class Finding(NamedTuple):
    """`stops`: nothing is written as long as it stands. Otherwise `reason` says what was kept, and how."""

    sheet: str
    row: int
    column: str
    title: str
    value: str
    reason: str
    stops: bool


@dataclass(frozen=True)
class Cells:
    """One row read by the titles of its columns; what is wrong with it is added to `findings`."""

    row: Row
    columns: Mapping[str, int]
    findings: list[Finding] = field(compare=False)

    def text(self, title: str) -> str:
        """The cell under this title, "" when the file has no such column."""
        index = self.columns.get(folded(title))
        return clean(self.row.cells[index]) if index is not None and index < len(self.row.cells) else ""

    def lines(self, title: str) -> list[str]:
        return [line.strip() for line in self.text(title).splitlines() if line.strip()]

    def has(self, title: str) -> bool:
        return folded(title) in self.columns

    def say(self, title: str, value: str, reason: str, *, stops: bool = False) -> None:
        column = letter(self.columns[folded(title)]) if self.has(title) else ""
        self.findings.append(Finding(self.row.sheet, self.row.number, column, title, value, reason, stops))


def under_titles(rows: Iterable[Row], *, needed: Sequence[str]) -> tuple[Mapping[str, int], Iterator[Row]]:
    """Where each column is, by its folded title, and the rows of that sheet under the titles. Raises `NotThisFile`."""
    rows = iter(rows)
    for row in rows:
        found = {fold(cell): index for index, cell in reversed(list(enumerate(row.cells))) if cell.strip()}
        if all(fold(title) in found for title in needed):
            return found, (each for each in rows if each.sheet == row.sheet)
    raise NotThisFile
