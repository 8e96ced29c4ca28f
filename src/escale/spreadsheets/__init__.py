"""Files of lists: .xlsx and .csv read row by row within bounds, and written without a cell that could be a formula."""

from escale.spreadsheets.cells import OPENS_FORMULA, Cell, letter, safe, unguarded
from escale.spreadsheets.reading import (
    MOST_BYTES,
    MOST_BYTES_STREAMED,
    MOST_ROWS,
    Row,
    Sheet,
    heads,
    read,
    rows_of,
    rows_of_text,
)
from escale.spreadsheets.weighing import UnreadableFile
from escale.spreadsheets.writing import XLSX, csv_file, xlsx_file

__all__ = [
    "MOST_BYTES",
    "MOST_BYTES_STREAMED",
    "MOST_ROWS",
    "OPENS_FORMULA",
    "XLSX",
    "Cell",
    "Row",
    "Sheet",
    "UnreadableFile",
    "csv_file",
    "heads",
    "letter",
    "read",
    "rows_of",
    "rows_of_text",
    "safe",
    "unguarded",
    "xlsx_file",
]
