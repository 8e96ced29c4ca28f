"""What in a file can’t be taken as it is, said with its place: the sheet, the row, the column, the value, the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

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
        index = self.columns.get(fold(title))
        return clean(self.row.cells[index]) if index is not None and index < len(self.row.cells) else ""

    def lines(self, title: str) -> list[str]:
        return [line.strip() for line in self.text(title).splitlines() if line.strip()]

    def has(self, title: str) -> bool:
        return fold(title) in self.columns

    def say(self, title: str, value: str, reason: str, *, stops: bool = False) -> None:
        column = letter(self.columns[fold(title)]) if self.has(title) else ""
        self.findings.append(Finding(self.row.sheet, self.row.number, column, title, value, reason, stops))


def columns_of(cells: Sequence[str], *, needed: Sequence[str]) -> Mapping[str, int] | None:
    """Where each column is, by its folded title, when this row is that of the titles."""
    found = {fold(cell): index for index, cell in reversed(list(enumerate(cells))) if cell.strip()}
    return found if all(fold(title) in found for title in needed) else None
