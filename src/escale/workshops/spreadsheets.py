"""Files of lists, as rows of texts: .xlsx and .csv read within bounds, and written without a cell that could be a formula."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

MOST_BYTES = 2_000_000
MOST_UNPACKED = 20_000_000
MOST_ENTRIES = 1000
MOST_ROWS = 2000
MOST_COLUMNS = 30
LONGEST_CELL = 500
CHUNK = 65_536
OPENS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
PACKED = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class UnreadableFile(Exception):
    """No list can be read in this file: `sentence` says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def rows_of(content: bytes) -> list[list[str]]:
    """The rows of the first sheet, or of a .csv file, as texts. Raises `UnreadableFile`.

    What a file says of its own size is not believed: every entry is unpacked into nothing first, and counted.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableFile("Ce fichier pèse plus de 2 Mo. Gardez-y seulement la liste, ou copiez-la ici.")
    if content.startswith(PACKED):
        return _sheet(content)
    if content.startswith((OLD_EXCEL, b"%PDF")):
        raise UnreadableFile("Ce fichier n’est ni .xlsx ni .csv. Enregistrez-le en .xlsx, ou copiez la liste ici.")
    return rows_of_text(_decoded(content))


def rows_of_text(text: str) -> list[list[str]]:
    """The rows of a text with columns: tabs, semicolons or commas, whichever splits the first full line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    sign = next((sign for sign in "\t;," if sign in first), "\t")
    # A quote in the middle of a word is a sign like another; a field of a hostile file may be as long as the file.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        return [[cell.strip() for cell in row[:MOST_COLUMNS]] for row in islice(reader, MOST_ROWS)]
    except csv.Error as problem:
        raise UnreadableFile("Cette liste ne se lit pas. Écrivez une personne par ligne.") from problem


def csv_file(rows: Iterable[Sequence[str]]) -> str:
    """A .csv file for a spreadsheet in French: semicolons, a mark that says UTF-8, and no cell that starts a formula."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([safe(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def xlsx_file(rows: Iterable[Sequence[str]]) -> bytes:
    """A spreadsheet of texts."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Liste")
    for row in rows:
        sheet.append([safe(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def safe(cell: str) -> str:
    """The cell as a text, whatever it starts with."""
    return f"'{cell}" if cell.startswith(OPENS_FORMULA) else cell


def _sheet(content: bytes) -> list[list[str]]:
    try:
        _weigh(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            found = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
            return [_trimmed([_text(cell) for cell in row]) for row in found]
        finally:
            book.close()
    except UnreadableFile:
        raise
    # A damaged or hostile file makes the library fail in any of its ways: the answer is the same sentence.
    except Exception as problem:
        raise UnreadableFile("Ce fichier ne s’ouvre pas. Enregistrez-le en .xlsx, ou copiez la liste ici.") from problem


def _weigh(content: bytes) -> None:
    total = 0
    with ZipFile(io.BytesIO(content)) as packed:
        if len(packed.infolist()) > MOST_ENTRIES:
            raise UnreadableFile("Ce fichier contient trop de choses. Copiez la liste ici.")
        for entry in packed.infolist():
            if entry.flag_bits & 1 or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise UnreadableFile(
                    "Ce fichier est protégé. Enregistrez-le sans mot de passe, ou copiez la liste ici."
                )
            with packed.open(entry) as stream:
                while chunk := stream.read(CHUNK):
                    total += len(chunk)
                    if total > MOST_UNPACKED:
                        raise UnreadableFile("Ce fichier est trop gros une fois ouvert. Copiez la liste ici.")


def _trimmed(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return f"{cell:%d/%m/%Y}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case _:
            return str(cell).strip()[:LONGEST_CELL]


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile("Ce fichier n’est ni .xlsx ni .csv. Enregistrez-le en .xlsx, ou copiez la liste ici.")
