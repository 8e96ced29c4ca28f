"""What a line of a list says of somebody: names, number, level, half-days, whatever else. Pure.

Columns are recognised by their title, whatever the accents; without titles, by what the cells hold. A line without columns
is "Prénom Nom 06 …".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from escale.french.phone import UnreadablePhone, read_cell
from escale.french.plain_text import clean, fold
from escale.french.secrets import find_health_words, find_secrets
from escale.workshops import availability
from escale.workshops.models import Level

LONGEST_NAME = 60
LONGEST_NOTE = 120
LONGEST_NUMBER = 6
LONGEST_CELL = 300
"""What a page carries of a cell until the list is written."""


class Column(StrEnum):
    FIRST_NAME = "prénom"
    LAST_NAME = "nom"
    PHONE = "téléphone"
    LEVEL = "niveau"
    AVAILABILITY = "disponibilités"
    NOTE = "à savoir"


TITLES = {
    Column.FIRST_NAME: {"prenom", "prenoms"},
    Column.LAST_NAME: {"nom", "noms", "nom de famille"},
    Column.PHONE: {"telephone", "tel", "portable", "mobile", "numero", "numero de telephone", "n de telephone"},
    Column.LEVEL: {"niveau", "level"},
    Column.AVAILABILITY: {"disponibilites", "disponibilite", "dispo", "dispos", "jours", "creneaux", "quand"},
    Column.NOTE: {"a savoir", "remarque", "remarques", "note", "notes", "commentaire", "commentaires", "besoins"},
}
LEVELS = {
    Level.BEGINNER: {"1", "decouvre", "debutant", "debutante", "grand debutant", "grande debutante", "zero", "debute"},
    Level.INTERMEDIATE: {"2", "se debrouille", "intermediaire", "moyen", "moyenne", "deja un peu", "un peu"},
    Level.ADVANCED: {"3", "autonome", "avance", "avancee", "confirme", "confirmee", "a l aise", "bon", "bonne"},
}
_PHONE = re.compile(r"(?:\+|\(0\)|\b0)[\d .()/-]*\d|\b[67]\d{8}\b|\b\d{6,15}\b")
_TITLE = re.compile(r"^(?:m|mr|mme|mlle|madame|monsieur|mademoiselle)\.?\s+", re.IGNORECASE)
_LISTED = re.compile(r"^\s*(?:[-•*–]|\d{1,3}[.)])\s+")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person as a line says her, and its cells in the order of `Column`. `problem` stops her; `remarks` only inform."""

    number: int
    cells: tuple[str, ...]
    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    level: Level | None = None
    availability: tuple[str, ...] = ()
    note: str = ""
    problem: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The line as it can be corrected by hand."""
        return " ; ".join(filter(None, self.cells))


def read_rows(rows: Sequence[Sequence[str]]) -> list[Line]:
    """The people of a list; empty lines and the line of titles left out, each line with its number in the list."""
    full = [
        (number, [clean(cell).replace("\n", " ") for cell in row])
        for number, row in enumerate(rows, start=1)
        if any(map(str.strip, row))
    ]
    columns = _titles(full[0][1]) if full else None
    if columns is not None:
        full = full[1:]
    return [_line(number, row, columns) for number, row in full]


def carried(lines: Sequence[Line]) -> str:
    """The lines as a page carries them until they are written: their number, then their cells, parted by tabs."""
    return "\n".join("\t".join([str(line.number), *line.cells]) for line in lines)


def read_carried(text: str, corrections: Mapping[int, str]) -> list[Line]:
    """The lines a page carried, some written anew by hand; those emptied by hand are left out."""
    found: dict[int, Line] = {}
    for row in text.splitlines():
        number, *cells = row.split("\t")
        if not (number.isascii() and number.isdecimal() and len(number) < LONGEST_NUMBER):
            continue
        at = int(number)
        if at not in corrections:
            found[at] = _read(at, dict(zip(Column, map(clean, cells), strict=False)))
        elif corrected := read_rows([_split(corrections[at])]):
            found[at] = replace(corrected[0], number=at)
    return list(found.values())


def _split(text: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"[\t;]", text)]


def _titles(row: list[str]) -> list[Column | None] | None:
    """Which column is which; None when this line has no titles: it is somebody."""
    known = {title: column for column, titles in TITLES.items() for title in titles}
    found = [known.get(fold(cell)) for cell in row]
    return found if Column.FIRST_NAME in found or (Column.LAST_NAME in found and Column.PHONE in found) else None


def _line(number: int, row: list[str], columns: list[Column | None] | None) -> Line:
    if columns is not None:
        return _read(number, _by_title(row, columns))
    full = [cell for cell in row if cell]
    return _read(number, _by_words(full[0]) if len(full) == 1 else _by_content(row))


def _by_title(row: list[str], columns: list[Column | None]) -> dict[Column, str]:
    cells: dict[Column, str] = {}
    for column, cell in zip(columns, row, strict=False):
        column = column or Column.NOTE
        if cell:
            cells[column] = f"{cells[column]}, {cell}" if column in cells else cell
    return cells


def _by_words(text: str) -> dict[Column, str]:
    """ "Jeanne Le Goff 06 39 98 00 42 débutante"."""
    text = _LISTED.sub("", text)
    found = _PHONE.search(text)
    names, after = (text[: found.start()], text[found.end() :]) if found else (text, "")
    if found and not names.strip():
        names, after = after, ""
    first, last = _names(names)
    return {
        Column.FIRST_NAME: first,
        Column.LAST_NAME: last,
        Column.PHONE: found[0] if found else "",
        **_rest([after.strip(" ,;:-–()")]),
    }


def _by_content(row: list[str]) -> dict[Column, str]:
    """Cells without titles: the number is the one that looks like it, the names come first, the rest is recognised."""
    at = next((place for place, cell in enumerate(row) if _PHONE.fullmatch(cell.strip())), None)
    names = [cell for cell in row[: 2 if at is None else at] if cell]
    rest = row[2:] if at is None else row[at + 1 :]
    if not names and at is not None:
        names, rest = [cell for cell in rest[:1] if cell], rest[1:]
    first, last = _names(names[0]) if len(names) == 1 else (names[0], names[1]) if names else ("", "")
    return {
        Column.FIRST_NAME: first,
        Column.LAST_NAME: last,
        Column.PHONE: row[at] if at is not None else "",
        **_rest([*names[2:], *rest]),
    }


def _names(text: str) -> tuple[str, str]:
    """First and last name: in capitals stands the last name, wherever it is; else the first word is the first name."""
    words = _TITLE.sub("", text.strip(" ,;:-–")).split()
    loud = [word for word in words if len(word) > 1 and word.isupper()]
    if loud and len(loud) < len(words):
        return " ".join(word for word in words if word not in loud), " ".join(loud)
    return (words[0], " ".join(words[1:])) if words else ("", "")


def _rest(cells: Sequence[str]) -> dict[Column, str]:
    found: dict[Column, str] = {}
    for cell in filter(None, cells):
        read = availability.read(cell)
        if _level(cell) and Column.LEVEL not in found:
            found[Column.LEVEL] = cell
        elif read.codes and not read.rest and Column.AVAILABILITY not in found:
            found[Column.AVAILABILITY] = cell
        else:
            found[Column.NOTE] = ", ".join(filter(None, [found.get(Column.NOTE, ""), cell]))
    return found


def _level(text: str) -> Level | None:
    said = fold(text)
    return next((level for level, words in LEVELS.items() if said in words), None)


def _read(number: int, cells: Mapping[Column, str]) -> Line:
    first, last, phone, problem = cells.get(Column.FIRST_NAME, ""), cells.get(Column.LAST_NAME, ""), "", ""
    if typed := cells.get(Column.PHONE, ""):
        try:
            phone = read_cell(typed).e164
        except UnreadablePhone as unreadable:
            problem = unreadable.sentence
    level, free = _level(cells.get(Column.LEVEL, "")), availability.read(cells.get(Column.AVAILABILITY, ""))
    note, remarks = _note(cells, level=level, unread=free.rest)
    if not phone and not problem:
        remarks = ("Sans téléphone.", *remarks)
    return Line(
        number=number,
        cells=tuple(cells.get(column, "")[:LONGEST_CELL] for column in Column),
        first_name=first[:LONGEST_NAME],
        last_name=last[:LONGEST_NAME],
        phone=phone,
        level=level,
        availability=free.codes,
        note=note,
        problem=next(_problems(first, last, note), problem),
        remarks=remarks,
    )


def _problems(first: str, last: str, note: str) -> Iterator[str]:
    if not any(sign.isalpha() for sign in first):
        yield "Il manque le prénom. Écrivez-le en lettres."
    if any(sign.isdecimal() for sign in first + last):
        yield "Il y a un chiffre dans le nom. Écrivez le prénom, le nom, puis le numéro entier."
    if max(len(first), len(last)) > LONGEST_NAME:
        yield f"Ce nom est trop long. Gardez {LONGEST_NAME} signes au plus."
    for secret in find_secrets(f"{first} {last} {note}"):
        yield secret.sentence


def _note(cells: Mapping[Column, str], *, level: Level | None, unread: str) -> tuple[str, tuple[str, ...]]:
    """What to know, with what was not understood elsewhere: nothing written in the list is lost without a word."""
    unknown_level = "" if level else cells.get(Column.LEVEL, "")
    note = ", ".join(filter(None, [cells.get(Column.NOTE, ""), unread, unknown_level]))
    remarks = []
    if unread:
        remarks.append(f"Jours pas tous compris, gardés dans «\u00a0à savoir\u00a0»\u00a0: {unread[:60]}.")
    if unknown_level:
        remarks.append(f"Niveau pas compris, gardé dans «\u00a0à savoir\u00a0»\u00a0: {unknown_level[:60]}.")
    if find_health_words(note):
        remarks.append("Pas de santé ici. Écrivez ce qu’il faut dans la salle, pas pourquoi.")
    if len(note) > LONGEST_NOTE:
        remarks.append(f"«\u00a0À savoir\u00a0» est coupé à {LONGEST_NOTE} signes.")
    return note[:LONGEST_NOTE], tuple(remarks)
