"""Lists of a hundred thousand lines: read row by row, and files made to explode refused before they do."""

import io
from datetime import UTC, date, datetime
from time import process_time

import pytest
from openpyxl import load_workbook

from escale import spreadsheets
from escale.operations.bench.imports import bombs
from escale.spreadsheets import Row, Sheet, UnreadableFile


def test_every_row_says_its_sheet_and_its_number_and_empty_ones_are_left_out() -> None:
    book = spreadsheets.xlsx_file([Sheet("Un", [["a"], [], ["b", 2, None]]), Sheet("Deux", [["c"]])])
    rows = [Row("Un", 1, ["a"]), Row("Un", 3, ["b", "2"]), Row("Deux", 1, ["c"])]
    assert list(spreadsheets.read(book)) == rows
    assert list(spreadsheets.read(book, sheet="Deux")) == rows[2:]
    assert list(spreadsheets.read(b"a;b\n\nc;d\n")) == [Row("", 1, ["a", "b"]), Row("", 3, ["c", "d"])]


def test_a_list_longer_than_allowed_is_refused_rather_than_cut() -> None:
    with pytest.raises(UnreadableFile, match="plus de 2 lignes"):
        list(spreadsheets.read(b"a\nb\nc\n", most_rows=2))


@pytest.mark.parametrize("text", ["=1+1", "'=1", "''-x", "'tis", "+33 6", "@a", "plain", "-", "'-", "--"])
def test_a_text_made_safe_is_read_as_it_was(text: str) -> None:
    assert spreadsheets.unguarded(spreadsheets.safe(text)) == text


def test_a_dash_alone_says_that_there_is_nothing() -> None:
    assert [spreadsheets.safe(text) for text in ("-", "--", "-1", "- ")] == ["-", "'--", "'-1", "'- "]


def test_days_are_shown_in_the_order_of_france() -> None:
    at = datetime(2026, 11, 27, 9, 30, tzinfo=UTC).replace(tzinfo=None)
    content = spreadsheets.xlsx_file([Sheet("Dates", [[date(2026, 11, 27), at]])])
    cells = next(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows())
    assert [cell.number_format for cell in cells] == ["dd/mm/yyyy", "dd/mm/yyyy hh:mm"]
    assert list(spreadsheets.read(content)) == [Row("Dates", 1, ["27/11/2026", "27/11/2026 09:30"])]


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [spreadsheets.letter(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_files_made_to_explode_are_refused_in_two_seconds() -> None:
    for name, content in bombs().items():
        start = process_time()
        with pytest.raises(UnreadableFile):
            list(spreadsheets.read(content))
        assert process_time() - start < 2, name
