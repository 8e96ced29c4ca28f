"""Files of lists: read within bounds whatever they hold, written without a cell that could be a formula."""

import io
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale import spreadsheets
from escale.spreadsheets import MOST_BYTES, OPENS_FORMULA, Sheet, UnreadableFile, rows_of

LIST = [["Prénom", "Téléphone"], ["Jeanne", "0639980042"], ["محمد", "Élodie = ?"]]


def bomb(*, entry: str, megabytes: int) -> bytes:
    """A valid spreadsheet, one entry of which unpacks into this many megabytes."""
    sound = zipfile.ZipFile(io.BytesIO(spreadsheets.xlsx_file([Sheet("Liste", LIST)])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in sound.namelist():
            if name != entry:
                packed.writestr(name, sound.read(name))
        with packed.open(entry, "w", force_zip64=True) as stream:
            for _ in range(megabytes):
                stream.write(b" " * 1_000_000)
    return out.getvalue()


def test_a_spreadsheet_and_a_csv_file_come_back_as_they_were_written() -> None:
    assert rows_of(spreadsheets.xlsx_file([Sheet("Liste", LIST)])) == LIST
    assert rows_of(spreadsheets.csv_file(LIST).encode()) == LIST


def test_a_csv_file_of_an_old_windows_keeps_its_accents() -> None:
    assert rows_of("Prénom;Nom\nHélène;Cœur".encode("cp1252")) == [["Prénom", "Nom"], ["Hélène", "Cœur"]]


@pytest.mark.parametrize("entry", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "anything.bin"])
def test_a_file_that_unpacks_into_two_gigabytes_is_refused_in_little_memory(entry: str) -> None:
    content = bomb(entry=entry, megabytes=300)
    assert len(content) < MOST_BYTES
    tracemalloc.start()
    with pytest.raises(UnreadableFile, match="trop gros"):
        rows_of(content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10_000_000


def test_the_size_a_file_says_of_its_entries_is_not_believed() -> None:
    content = bytearray(bomb(entry="xl/styles.xml", megabytes=60))
    real, lie = (60_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")
    while (at := content.find(real)) >= 0:
        content[at : at + 4] = lie
    with pytest.raises(UnreadableFile):
        rows_of(bytes(content))


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 not a zip",
        b"\xd0\xcf\x11\xe0 an old workbook",
        b"%PDF-1.7",
        b"a\x00b",
        b"x" * (MOST_BYTES + 1),
        spreadsheets.xlsx_file([Sheet("Liste", LIST)])[:-40],
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        rows_of(content)
    assert refusal.value.sentence.endswith(("ici.", "relancez."))


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04"):
        with suppress(UnreadableFile):
            rows_of(start + content)


@given(st.text(max_size=40))
def test_no_cell_starts_a_formula(text: str) -> None:
    made_safe = spreadsheets.safe(text)
    assert made_safe == "-" or not made_safe.startswith(OPENS_FORMULA)
