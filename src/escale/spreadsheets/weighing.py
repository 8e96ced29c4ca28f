"""How much a file may hold. What it says of its own size is not believed: all of it is unpacked into nothing, and counted."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import ZipFile

from escale.spreadsheets.cells import LONGEST

MOST_ENTRIES = 1000
MOST_AROUND = 4_000_000
"""Styles, relations, theme: read whole by the library, and small in any list."""

MOST_AT_ONCE = 4_000_000
"""Of one row or one shared text: the library holds each of them whole."""

MOST_TEXTS = 2_000_000
CHUNK = 65_536
BIG = ("xl/worksheets/", "xl/shared", "xl/media/")


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
                around += 0 if entry.filename.startswith(BIG) else size
                if around > MOST_AROUND:
                    raise _too_big(bounds)
    except UnreadableFile:
        raise
    except Exception as problem:
        raise UnreadableFile(f"Ce fichier ne s’ouvre pas. Enregistrez-le en .xlsx{bounds.instead}.") from problem


def _unpacked(packed: ZipFile, entry: zipfile.ZipInfo, bounds: Bounds, *, most: int) -> int:
    if entry.flag_bits & 1 or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise UnreadableFile(f"Ce fichier est protégé. Enregistrez-le sans mot de passe{bounds.instead}.")
    is_shared = entry.filename.startswith("xl/shared")
    # Shared texts are read whole by the library, and weigh more in memory than in the file.
    most = min(most, bounds.unpacked // 2) if is_shared else most
    size = since = texts = 0
    with packed.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            # No spreadsheet declares entities: what does wants to be unfolded.
            if not size and b"<!DOCTYPE" in chunk:
                raise UnreadableFile(f"Ce fichier ne s’ouvre pas. Enregistrez-le en .xlsx{bounds.instead}.")
            size += len(chunk)
            end = chunk.rfind(b"si>" if is_shared else b"row>")
            since = len(chunk) - end if end >= 0 else since + len(chunk)
            texts += chunk.count(b"si>") + chunk.count(b"si/>") if is_shared else 0
            if size > most or texts > 2 * MOST_TEXTS or (since > MOST_AT_ONCE and not _is_picture(entry)):
                raise _too_big(bounds)
    return size


def _is_picture(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.startswith("xl/media/")


def _too_big(bounds: Bounds) -> UnreadableFile:
    return UnreadableFile(f"Ce fichier est trop gros une fois ouvert. Gardez-y seulement la liste{bounds.instead}.")
