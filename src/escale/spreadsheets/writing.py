"""Lists written as files."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from escale.spreadsheets.cells import Cell, in_words, safe
from escale.spreadsheets.reading import Sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TITLE = 31
DAY, MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"


def csv_file(rows: Iterable[Sequence[Cell]]) -> str:
    """A .csv file for a spreadsheet in French: semicolons, a mark that says UTF-8, and no cell that starts a formula."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([in_words(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def xlsx_file(sheets: Iterable[Sheet]) -> bytes:
    """A workbook: numbers and days stay what they are, every text is one and no formula."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        written = book.create_sheet(sheet.name[:LONGEST_TITLE])
        for row in sheet.rows:
            written.append([_shown(cell, written) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _shown(cell: Cell, sheet: WriteOnlyWorksheet) -> object:
    """A text that starts no formula, a day in the order of France."""
    match cell:
        case str():
            return safe(cell)
        case date():
            day = WriteOnlyCell(sheet)
            day.value = cell
            day.number_format = MOMENT if isinstance(cell, datetime) else DAY
            return day
        case _:
            return cell
