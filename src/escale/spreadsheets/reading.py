"""Lists read from .xlsx and .csv files, row by row and within bounds (docs/decisions/0024-spreadsheets.md)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook

from escale.spreadsheets.cells import Cell, text_of, unguarded
from escale.spreadsheets.weighing import CHUNK, Bounds, UnreadableFile, opened, weigh

MOST_BYTES = 2_000_000
MOST_ROWS = 2000
"""Of a small list, read whole."""

MOST_BYTES_STREAMED = 20_000_000
MOST_ROWS_STREAMED = 100_000
MOST_UNPACKED = 120_000_000
"""A hundred thousand people and all that is known of them take 60 MB unpacked."""

BLANK_ROWS = 100_000
"""How far apart what is written may be: beyond, the last cell of a sheet is there to make us count up to it."""

PACKED = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class Row(NamedTuple):
    """One line that says something: the sheet it is on ("" in a .csv file), its number there, its cells as texts."""

    sheet: str
    number: int
    cells: list[str]


@dataclass(frozen=True)
class Sheet:
    """Rows to write, under a name."""

    name: str
    rows: Iterable[Sequence[Cell]]


_SMALL = Bounds(
    rows=MOST_ROWS, packed=MOST_BYTES, unpacked=20_000_000, columns=30, cell=500, instead=", ou copiez la liste ici"
)


def read(
    content: bytes | Path,
    *,
    sheet: str = "",
    most_rows: int = MOST_ROWS_STREAMED,
    most_bytes: int = MOST_BYTES_STREAMED,
    most_unpacked: int = MOST_UNPACKED,
) -> Iterator[Row]:
    """The rows that say something, one after the other: those of one sheet, or of every sheet in order.

    Weighed before anything is given. Raises `UnreadableFile` at once, or later when a row can't be read or there are
    more than `most_rows`.
    """
    bounds = Bounds(rows=most_rows, packed=most_bytes, unpacked=most_unpacked)
    return _counted(_rows(content, bounds, only=sheet), bounds)


def heads(content: bytes | Path, *, rows: int = 40) -> dict[str, list[Row]]:
    """What the first lines of each sheet say, by the name of the sheet, without reading the rest. Raises `UnreadableFile`."""
    bounds = Bounds(rows=rows, packed=MOST_BYTES_STREAMED, unpacked=MOST_UNPACKED)
    found: dict[str, list[Row]] = {}
    for row in _rows(content, bounds, first=rows):
        found.setdefault(row.sheet, []).append(row)
    return found


def rows_of(content: bytes) -> list[list[str]]:
    """The rows of the first sheet, or of a .csv file, as texts, empty ones included. Raises `UnreadableFile`."""
    found: list[list[str]] = []
    first = None
    for row in _counted(_rows(content, _SMALL), _SMALL):
        first = row.sheet if first is None else first
        if row.sheet != first:
            break
        found += [[] for _ in range(row.number - 1 - len(found))]
        found.append(row.cells)
    return found


def rows_of_text(text: str) -> list[list[str]]:
    """The rows of a text with columns: tabs, semicolons or commas, whichever splits the first full line."""
    try:
        return list(islice(_split(io.StringIO(text, newline=""), _sign(text), _SMALL), MOST_ROWS))
    except csv.Error as problem:
        raise UnreadableFile("Cette liste ne se lit pas. Écrivez une personne par ligne.") from problem


def _counted(rows: Iterator[Row], bounds: Bounds) -> Iterator[Row]:
    for count, row in enumerate(rows, start=1):
        if count > bounds.rows:
            raise UnreadableFile(f"Cette liste a plus de {bounds.rows} lignes. Coupez-la en deux{bounds.instead}.")
        yield row


def _rows(content: bytes | Path, bounds: Bounds, *, only: str = "", first: int | None = None) -> Iterator[Row]:
    """Weigh the file at once; give its rows later. `first` reads so many lines of each sheet and no more."""
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    if size > bounds.packed:
        megabytes = bounds.packed // 1_000_000
        raise UnreadableFile(
            f"Ce fichier pèse plus de {megabytes}\u00a0Mo. Gardez-y seulement la liste{bounds.instead}."
        )
    if _is_packed(content):
        weigh(content, bounds)
        return _sheets(content, bounds, only=only, first=first)
    return islice(_text_file(content if isinstance(content, bytes) else content.read_bytes(), bounds), first)


def _is_packed(content: bytes | Path) -> bool:
    with opened(content) as stream:
        return stream.read(len(PACKED)) == PACKED


def _sheets(content: bytes | Path, bounds: Bounds, *, only: str, first: int | None) -> Iterator[Row]:
    try:
        with opened(content) as stream:
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            with closing(book):
                for sheet in book.worksheets:
                    if only in {"", sheet.title}:
                        found = sheet.iter_rows(max_row=first, values_only=True)
                        yield from _numbered(sheet.title, found, bounds)
    except UnreadableFile:
        raise
    # A damaged or hostile file makes the library fail in any of its ways: the answer is the same sentence.
    except Exception as problem:
        raise UnreadableFile(f"Ce fichier ne s’ouvre pas. Enregistrez-le en .xlsx{bounds.instead}.") from problem


def _numbered(title: str, found: Iterable[tuple[object, ...]], bounds: Bounds) -> Iterator[Row]:
    for number, row in enumerate(found, start=1):
        if number > bounds.rows + BLANK_ROWS:
            raise UnreadableFile("Cette liste a trop de lignes vides. Gardez seulement les lignes remplies.")
        if cells := _trimmed([text_of(cell, bounds.cell) for cell in row[: bounds.columns]]):
            yield Row(title, number, cells)


def _text_file(content: bytes, bounds: Bounds) -> Iterator[Row]:
    encoding = _encoding(content, bounds)
    with io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="") as stream:
        sign = _sign(content[:CHUNK].decode(encoding, errors="replace"))
        try:
            for number, cells in enumerate(_split(stream, sign, bounds), start=1):
                if cells := _trimmed(cells):
                    yield Row("", number, cells)
        # A field of a hostile file may be as long as the file.
        except csv.Error as problem:
            raise UnreadableFile("Cette liste ne se lit pas. Écrivez une personne par ligne.") from problem


def _encoding(content: bytes, bounds: Bounds) -> str:
    if not content.startswith((OLD_EXCEL, b"%PDF")) and b"\x00" not in content:
        for encoding in ("utf-8-sig", "cp1252"):
            try:
                content.decode(encoding)
            except UnicodeDecodeError:
                continue
            return encoding
    raise UnreadableFile(f"Ce fichier n’est ni .xlsx ni .csv. Enregistrez-le en .xlsx{bounds.instead}.")


def _sign(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return next((sign for sign in "\t;," if sign in first), "\t")


def _split(stream: Iterable[str], sign: str, bounds: Bounds) -> Iterator[list[str]]:
    for cells in csv.reader(stream, delimiter=sign):
        yield [unguarded(cell.strip()[: bounds.cell]) for cell in cells[: bounds.columns]]


def _trimmed(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row
