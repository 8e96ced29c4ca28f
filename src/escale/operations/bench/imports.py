"""`imports`: a hundred thousand people, one line in twenty wrong; a process killed while it writes; files made to explode.

The floor is what the library takes to read the same file and do nothing with it.
"""

import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from openpyxl import load_workbook

from escale import spreadsheets
from escale.operations.bench.figures import SEED, Figure, Size, WrongAnswer
from escale.people.importing.fields import Field
from escale.people.models import Beneficiary, PeopleImport
from escale.spreadsheets import Sheet, UnreadableFile

NAME = "imports"
SIZES = {Size.SMALL: 5_000, Size.DEPARTEMENT: 100_000, Size.NATIONAL: 100_000}
ONE_WRONG_IN = 20
SECONDS, MEGABYTES, BOMB_SECONDS = 60, 300, 2
IN_THE_MIDDLE = 50_000
PROCESS = "escale.operations.bench.import_process"
TITLES = (
    Field.LAST_NAME, Field.FIRST_NAME, Field.BIRTH_YEAR, Field.COMMUNE, Field.COMMUNE_CODE, Field.POSTCODE, Field.PHONE,
    Field.EMAIL, Field.GENDER, Field.NOTES,
)  # fmt: skip
WRONG = ((6, "06 39 98"), (2, "51"), (7, "jeanne@"), (8, "peut-être"), (1, ""))
"""A column and what no check lets through."""


def run(size: Size) -> list[Figure]:
    """Read, kill while writing, write, bring the same again; then the files made to explode."""
    count = SIZES[size]
    with TemporaryDirectory(prefix="escale-imports-") as folder:
        path = Path(folder) / "personnes.xlsx"
        path.write_bytes(spreadsheets.xlsx_file([Sheet("Bénéficiaires", people(count))]))
        floor = _bare_reading(path)
        _call("prepare")
        read = _call("bring", str(path))
        after_kill = _kill_while_writing(count)
        written = _call("write")
        again = _call("bring", str(path))
    wrong = count // ONE_WRONG_IN
    if (read["faults"], written["people"]) != (wrong, count - wrong):
        raise WrongAnswer(f"{read} {written}")
    seconds = float(read["seconds"]) + float(written["seconds"])
    megabytes = max(float(read["megabytes"]), float(written["megabytes"]))
    return [
        Figure(scenario=NAME, metric=f"{count} lines: read, checked, written", value=seconds, unit="s",
               floor=2 * floor, at_most=SECONDS),
        Figure(scenario=NAME, metric="of which the processor", unit="s",
               value=float(read["processor"]) + float(written["processor"])),
        Figure(scenario=NAME, metric="most memory of the process", value=megabytes, unit="MB", at_most=MEGABYTES),
        Figure(scenario=NAME, metric="files left by a kill -9 while writing", value=after_kill, unit="files", at_most=0),
        Figure(scenario=NAME, metric="files the same list would open again",
               value=int(again["rows"]) - int(again["faults"]) - int(again["already"]), unit="files", at_most=0),
        *(Figure(scenario=NAME, metric=f"refused: {name}", value=_refused(content), unit="s", at_most=BOMB_SECONDS)
          for name, content in bombs().items()),
    ]  # fmt: skip


def people(count: int) -> Iterator[list[str]]:
    """A list as structures keep theirs, one line in twenty wrong."""
    random = Random(SEED)
    yield [str(field.label) for field in TITLES]
    for number in range(count):
        row = [
            f"Famille {number // 3}", f"Prénom {number}", str(random.randint(1930, 2010)), "Vitré", "35360", "35500",
            f"06 39 98 {number // 100 % 100:02d} {number % 100:02d}", f"p{number}@example.org",
            random.choice(("Féminin", "Masculin", "")), random.choice(("", "", "Écrire gros, lire à voix haute.")),
        ]  # fmt: skip
        if number % ONE_WRONG_IN == ONE_WRONG_IN - 1:
            column, value = WRONG[number // ONE_WRONG_IN % len(WRONG)]
            row[column] = value
        yield row


def bombs() -> dict[str, bytes]:
    """The files of reliability's tenth finding: a few kilobytes each, hundreds of megabytes once open."""
    cell = b'<c r="A1" t="inlineStr"><is><t>a</t></is></c>'
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    end = b"</sheetData></worksheet>"
    first = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Pr\xc3\xa9nom</t></is></c></row>'
    last = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    return {
        "a sheet of 189 MB": _with_entry("xl/worksheets/sheet1.xml", sheet + b"<row>" + cell * 4_200_000),
        "shared texts of 916 MB": _with_entry("xl/sharedStrings.xml", b"<si><t>a</t></si>" * 1000, times=54_000),
        "thirty million cells in one row": _with_entry(
            "xl/worksheets/sheet1.xml", sheet + b"<row>" + b"<c/>" * 25_000_000
        ),
        "one cell in XFD1048576": _with_entry("xl/worksheets/sheet1.xml", sheet + first + last + end),
        "entities in entities": _with_entry(
            "xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        ),
    }


def _with_entry(name: str, content: bytes, *, times: int = 1) -> bytes:
    sound = zipfile.ZipFile(io.BytesIO(spreadsheets.xlsx_file([Sheet("Liste", [["Prénom"]])])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in sound.namelist():
            if entry != name:
                packed.writestr(entry, sound.read(entry))
        with packed.open(name, "w", force_zip64=True) as stream:
            for _ in range(times):
                stream.write(content)
    return out.getvalue()


def _refused(content: bytes) -> float:
    start = perf_counter()
    try:
        for _ in spreadsheets.read(content):
            pass
    except UnreadableFile:
        return perf_counter() - start
    raise WrongAnswer("A file made to explode was read to its end.")


def _bare_reading(path: Path) -> float:
    start = perf_counter()
    for _ in load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True):
        pass
    return perf_counter() - start


def _kill_while_writing(count: int) -> int:
    """Kill the process in the middle of its transaction; give how many files it left."""
    process = _start("write")
    while process.poll() is None and PeopleImport.objects.values_list("done", flat=True).latest("pk") < count - 2000:
        time.sleep(0.1)
    # The last lines are read in less than a second, and written in several.
    time.sleep(1 if count > IN_THE_MIDDLE else 0)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    if process.returncode == 0:
        raise WrongAnswer("The list was written before the process could be killed.")
    return Beneficiary.objects.count()


def _start(*words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-m", PROCESS, *words], env=os.environ, text=True, stdout=subprocess.PIPE)


def _call(*words: str) -> dict[str, int | float | str]:
    said, _ = _start(*words).communicate()
    found: dict[str, int | float | str] = json.loads(said)
    return found
