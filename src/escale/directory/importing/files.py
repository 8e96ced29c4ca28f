"""What a file brought is: a list of places, or structures and services; its lines, one after the other."""

import io
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from escale import spreadsheets
from escale.directory.models import PartnerSource
from escale.directory.national import inclusion, inclusion_reading, mediation, mediation_reading
from escale.directory.national.reading import Place
from escale.french.plain_text import fold
from escale.spreadsheets import Row, UnreadableFile

MOST_PLACES = 25_000
MOST_BYTES = spreadsheets.MOST_BYTES_STREAMED
ENTRIES = ("first", "second")
TITLES: Mapping[str, str] = {
    "siret": "pivot", "courriel": "courriels", "email": "courriels", "mail": "courriels", "tel": "telephone",
    "site_internet": "site_web", "insee": "code_insee", "cp": "code_postal", "ville": "commune",
    "date_de_mise_a_jour": "date_maj", "identifiant": "id",
}  # fmt: skip
"""Titles lists of places write for a column of the standard."""

NEITHER = (
    "Nous ne reconnaissons pas ce fichier. Choisissez une liste de lieux de médiation numérique (.csv), "
    "ou des structures data·inclusion (.json ou .csv)."
)
NO_STRUCTURE = "Ce fichier ne contient que des services. Choisissez aussi celui des structures."
type Said = Mapping[str, Any]


@dataclass(frozen=True)
class List:
    """A list recognized: which standard, and its lines, numbered as in the file; services by structure."""

    source: PartnerSource
    lines: Sequence[tuple[int, Said]]
    services: Mapping[str, Sequence[Said]]

    def places(self, *, today: date) -> Iterator[Place]:
        for number, said in self.lines:
            if self.source == PartnerSource.MEDIATION:
                yield mediation_reading.read(said, line=number, today=today)
            else:
                services = self.services.get(str(said.get("id")), [])
                yield inclusion_reading.read(said, services, line=number, today=today)


def packed(first: bytes, second: bytes = b"") -> bytes:
    """The files as they are kept until they are written."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in zip(ENTRIES, (first, second), strict=True):
            archive.writestr(name, content)
    return out.getvalue()


def opened(content: bytes) -> List:
    """The list in what `packed` gave. Raises `UnreadableFile`."""
    with ZipFile(io.BytesIO(content)) as archive:
        return recognized(*(archive.read(name) for name in ENTRIES))


def recognized(first: bytes, second: bytes = b"") -> List:
    """The list in one or two files, in any order. Raises `UnreadableFile`."""
    structures: list[tuple[int, Said]] = []
    services: defaultdict[str, list[Said]] = defaultdict(list)
    has_services = False
    for content in filter(None, (first, second)):
        lines = _lines(content)
        if _is_mediation(lines):
            return List(PartnerSource.MEDIATION, _bounded(lines), {})
        for number, said in lines:
            if "structure_id" in said:
                has_services = True
                services[str(said["structure_id"])].append(said)
            elif "nom" in said and "id" in said:
                structures.append((number, said))
    if not structures:
        raise UnreadableFile(NO_STRUCTURE if has_services else NEITHER)
    return List(PartnerSource.INCLUSION, _bounded(structures), services)


def _bounded(lines: Sequence[tuple[int, Said]]) -> Sequence[tuple[int, Said]]:
    if len(lines) > MOST_PLACES:
        raise UnreadableFile(f"Cette liste a plus de {MOST_PLACES} lieux. Gardez ceux de votre département.")
    return lines


def _is_mediation(lines: Sequence[tuple[int, Said]]) -> bool:
    """Whether its titles are those of the list of places: some it shares with data·inclusion, these it doesn't."""
    if not lines:
        return False
    titles = set(lines[0][1])
    own = titles & (set(mediation.COLUMNS_1) - set(_INCLUSION))
    return "nom" in titles and len(own) >= 3 and "structure_id" not in titles


_INCLUSION = (
    "source", "id", "nom", "date_maj", "commune", "code_postal", "code_insee", "adresse", "complement_adresse",
    "longitude", "latitude", "telephone",
)  # fmt: skip


def _lines(content: bytes) -> list[tuple[int, Said]]:
    bare = content.lstrip(b"\xef\xbb\xbf \r\n\t")
    if bare.startswith((b"[", b"{")):
        return _of_json(bare)
    rows = _rows(content)
    first = next(rows, None)
    if first is None:
        raise UnreadableFile(NEITHER)
    titles = [_title(cell) for cell in first.cells]
    return [(row.number, dict(zip(titles, _filled(row, len(titles)), strict=False))) for row in rows]


def _rows(content: bytes) -> Iterator[Row]:
    """The lines of a sheet or of a text: the comma, which the standard asks for, is believed before the semicolon."""
    return spreadsheets.read(content, most_rows=MOST_PLACES * 4, most_bytes=MOST_BYTES)


def _filled(row: Row, width: int) -> list[str]:
    return row.cells + [""] * (width - len(row.cells))


def _title(cell: str) -> str:
    key = fold(cell).replace(" ", "_")
    key = TITLES.get(key, key)
    return key if key in _KNOWN else cell.strip()


_KNOWN = frozenset({*mediation.COLUMNS_1, *inclusion.STRUCTURE_FIELDS, *inclusion.SERVICE_FIELDS})


def _of_json(content: bytes) -> list[tuple[int, Said]]:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise UnreadableFile("Ce fichier .json ne se lit pas. Téléchargez-le de nouveau.") from problem
    if isinstance(said, dict):
        said = [row for name in ("structures", "services", "items", "data") for row in _list(said.get(name))]
    return [(number, row) for number, row in enumerate(_list(said), start=1) if isinstance(row, dict)]


def _list(said: object) -> list[Any]:
    return said if isinstance(said, list) else []
