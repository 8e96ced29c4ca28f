"""A list as it waits to be written: its lines alone, packed. Parsing a sheet takes most of the time, so it is done once."""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from zipfile import ZIP_DEFLATED, ZipFile

from escale.people.importing import mapping
from escale.people.importing.mapping import Layout
from escale.people.mentions import MOST_UNPACKED
from escale.spreadsheets import Row, UnreadableFile

MARK = b"\x00lines\x00"
"""No file brought begins so: a null makes it neither text nor packed."""

ENTRY = "lines.jsonl"


class Packing:
    """Keeps lines while they are read, every column of them: somebody may still say that another holds the names."""

    def __init__(self, layout: Layout) -> None:
        self._out = io.BytesIO()
        self._out.write(MARK)
        self._packed = ZipFile(self._out, "w", ZIP_DEFLATED, compresslevel=1)
        self._entry = self._packed.open(ENTRY, "w")
        self._entry.write(_line(asdict(layout)))

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows, kept on their way. Raises `UnreadableFile`."""
        size = 0
        for row in rows:
            line = _line([row.number, row.cells])
            size += len(line)
            # Whoever asks to be forgotten is looked for in all that is kept. A text written once may fill many cells, too.
            if size > MOST_UNPACKED:
                raise UnreadableFile("Cette liste contient trop de texte. Coupez-la en deux.")
            self._entry.write(line)
            yield row

    def content(self) -> bytes:
        self._entry.close()
        self._packed.close()
        return self._out.getvalue()


def opened(content: bytes) -> tuple[Layout, Iterator[Row]]:
    """Where the list is in a file brought, or was in the one kept, and its lines. Raises `UnreadableFile`."""
    if not content.startswith(MARK):
        layout = mapping.find(content)
        return layout, layout.people(content)
    lines = _lines(content)
    said = json.loads(next(lines))
    layout = Layout(**said | {"titles": tuple(said["titles"])})
    return layout, (Row(layout.sheet, *json.loads(line)) for line in lines)


def _lines(content: bytes) -> Iterator[bytes]:
    with ZipFile(io.BytesIO(content)) as packed, packed.open(ENTRY) as entry:
        yield from entry


def _line(said: object) -> bytes:
    # Whoever looks for a name in what is kept takes tags out of it, as in a sheet: nothing here may look like one.
    text = json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")
    return f"{text}\n".encode()
