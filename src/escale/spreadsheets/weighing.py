"""How much a file may hold. What it says of its own size is not believed: all of it is unpacked into nothing, and counted."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import ZipFile

from escale.spreadsheets.cells import LONGEST

MOST_ENTRIES = 1000
MOST_AROUND = 10_000_000
"""Styles, relations, theme: read whole by the library, and small in any list."""

CHUNK = 65_536


class UnreadableFile(Exception):
    """No list can be read in this file: `sentence` says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """What is read at most; `instead` is another way out, said at the end of a refusal."""

    rows: int
    packed: int
    unpacked: int
    columns: int = 100
    cell: int = LONGEST
    instead: str = ""


def opened(content: bytes | Path) -> IO[bytes]:
    return io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")


def weigh(content: bytes | Path, bounds: Bounds) -> None:
    """Unpack everything into nothing. Raises `UnreadableFile` as soon as there is too much of it."""
    try:
        with opened(content) as stream, ZipFile(stream) as packed:
            if len(packed.infolist()) > MOST_ENTRIES:
                raise UnreadableFile(
                    f"Ce fichier contient trop de choses. Gardez-y seulement la liste{bounds.instead}."
                )
            total = around = 0
            for entry in packed.infolist():
                size = _unpacked(packed, entry, bounds, most=bounds.unpacked - total)
                total += size
                around += 0 if entry.filename.startswith(("xl/worksheets/", "xl/shared", "xl/media/")) else size
                if around > MOST_AROUND:
                    raise _too_big(bounds)
    except UnreadableFile:
        raise
    except Exception as problem:
        raise UnreadableFile(f"Ce fichier ne s’ouvre pas. Enregistrez-le en .xlsx{bounds.instead}.") from problem


def _unpacked(packed: ZipFile, entry: zipfile.ZipInfo, bounds: Bounds, *, most: int) -> int:
    if entry.flag_bits & 1 or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise UnreadableFile(f"Ce fichier est protégé. Enregistrez-le sans mot de passe{bounds.instead}.")
    # Shared texts are read whole by the library, and weigh more in memory than in the file.
    most = min(most, bounds.unpacked // 2) if entry.filename.startswith("xl/shared") else most
    size = 0
    with packed.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            # No spreadsheet declares entities: what does wants to be unfolded.
            if not size and b"<!DOCTYPE" in chunk:
                raise UnreadableFile(f"Ce fichier ne s’ouvre pas. Enregistrez-le en .xlsx{bounds.instead}.")
            size += len(chunk)
            if size > most:
                raise _too_big(bounds)
    return size


def _too_big(bounds: Bounds) -> UnreadableFile:
    return UnreadableFile(f"Ce fichier est trop gros une fois ouvert. Gardez-y seulement la liste{bounds.instead}.")
