"""What a line of a list says of a recipient: a name, a structure, an address, a public. Pure.

Columns are recognised by their title, whatever the accents; without titles, by what the cells hold. The "À :" of a mail,
"Claire Morel <claire@exemple.fr>, Yann …", is read as one person after the other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from escale.french.phone import UnreadablePhone, read_cell
from escale.french.plain_text import clean, fold
from escale.french.secrets import find_secrets
from escale.publishing.models import Public

LONGEST_WORDS = 80
LONGEST_ADDRESS = 254
LONGEST_NUMBER = 6
LONGEST_CELL = 300
"""What a page carries of a cell until the list is written."""


class Column(StrEnum):
    NAME = "nom"
    STRUCTURE = "structure"
    ADDRESS = "mail"
    PUBLIC = "public"


TITLES = {
    Column.NAME: {"nom", "noms", "prenom", "prenom nom", "nom prenom", "nom et prenom", "contact", "destinataire"},
    Column.STRUCTURE: {"structure", "structures", "organisme", "association", "service", "lieu", "employeur"},
    Column.ADDRESS: {
        *("mail", "mails", "email", "e mail", "adresse mail", "adresse email", "courriel", "adresse"),
        *("telephone", "tel", "portable", "mobile", "numero"),
    },
    Column.PUBLIC: {"public", "publics", "pour"},
}
PUBLICS = {
    Public.EVERYONE: {"tous", "tout le monde", "tous les publics", "tout public"},
    Public.SENIORS: {"seniors", "senior", "les seniors", "retraites", "aines"},
    Public.YOUNG: {"jeunes", "jeune", "15 25", "15 25 ans", "les 15 25 ans"},
    Public.PROFESSIONALS: {"professionnels", "professionnel", "pro", "pros", "collegues", "partenaires"},
}
_IN_BRACKETS = re.compile(r"^(?P<name>[^<>]*)<(?P<address>[^<>]+)>$")
_PHONE = re.compile(r"(?:\+|\(0\)|0)[\d .()/-]*\d|[67]\d{8}")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One recipient as a line says her, and its cells in the order of `Column`. `problem` stops her; `remark` only informs."""

    number: int
    cells: tuple[str, ...]
    name: str = ""
    structure: str = ""
    email: str = ""
    phone: str = ""
    public: str = ""
    problem: str = ""
    remark: str = ""

    @property
    def address(self) -> str:
        return self.email or self.phone

    @property
    def text(self) -> str:
        """The line as it can be corrected by hand."""
        return " ; ".join(filter(None, self.cells))


def read_rows(rows: Sequence[tuple[int, Sequence[str]]], *, by_sms: bool) -> list[Line]:
    """The recipients of numbered rows; empty ones and the titles left out."""
    full = [
        (number, [clean(cell).replace("\n", " ") for cell in row]) for number, row in rows if any(map(str.strip, row))
    ]
    columns = _titles(full[0][1]) if full else None
    if columns is not None:
        return [_read(number, _by_title(row, columns), by_sms=by_sms) for number, row in full[1:]]
    people = [(number, cells) for number, row in full for cells in _people(row)]
    if len(people) > len(full):
        # Several on one line: numbered one by one, so that correcting one leaves the others as they are.
        people = [(number, cells) for number, (_, cells) in enumerate(people, 1)]
    return [_read(number, _by_content(cells), by_sms=by_sms) for number, cells in people]


def carried(lines: Sequence[Line]) -> str:
    """The lines as a page carries them until they are written: their number, then their cells, parted by tabs."""
    return "\n".join("\t".join([str(line.number), *line.cells]) for line in lines)


def read_carried(text: str, corrections: Mapping[int, str], *, by_sms: bool) -> list[Line]:
    """The lines a page carried, some written anew by hand; those emptied by hand are left out."""
    found: list[Line] = []
    for row in text.splitlines():
        number, *cells = row.split("\t")
        if not is_number(number):
            continue
        at = int(number)
        if at not in corrections:
            found.append(_read(at, dict(zip(Column, map(clean, cells), strict=False)), by_sms=by_sms))
        elif corrected := read_rows([(at, re.split(r"[\t;]", corrections[at]))], by_sms=by_sms):
            found.append(replace(corrected[0], number=at))
    return found


def is_number(typed: str) -> bool:
    """Whether it may be the number of a line."""
    return typed.isascii() and typed.isdecimal() and len(typed) < LONGEST_NUMBER


def _titles(row: Sequence[str]) -> list[Column | None] | None:
    """Which column is which; None when this line has no titles: it is somebody."""
    known = {title: column for column, titles in TITLES.items() for title in titles}
    found = [known.get(fold(cell)) for cell in row]
    return found if Column.ADDRESS in found else None


def _by_title(row: Sequence[str], columns: Sequence[Column | None]) -> dict[Column, str]:
    """A first and a last name are two columns of one name; what no title names is left out."""
    cells: dict[Column, str] = {}
    for column, cell in zip(columns, row, strict=False):
        if column and cell:
            cells[column] = f"{cells[column]} {cell}" if column in cells else cell
    return cells


def _people(row: Sequence[str]) -> list[list[str]]:
    """The cells of each: several addresses on one line are several people."""
    if sum("@" in cell for cell in row) < 2:
        return [list(row)]
    return [[cell] for cell in row if cell]


def _by_content(row: Sequence[str]) -> dict[Column, str]:
    """The address is what looks like one, the public what is a public; the name comes before the structure."""
    cells: dict[Column, str] = {}
    words = []
    for cell in filter(None, row):
        if bracketed := _IN_BRACKETS.match(cell):
            words.append(bracketed["name"].strip(' "'))
            cells.setdefault(Column.ADDRESS, bracketed["address"].strip())
        elif Column.ADDRESS not in cells and ("@" in cell or _PHONE.fullmatch(cell)):
            cells[Column.ADDRESS] = cell
        elif Column.PUBLIC not in cells and _public(cell):
            cells[Column.PUBLIC] = cell
        else:
            words.append(cell)
    told = list(filter(None, words))
    return cells | dict(zip((Column.NAME, Column.STRUCTURE), [*told[:1], " ".join(told[1:])], strict=False))


def _public(text: str) -> str:
    said = fold(text)
    return next((public for public, words in PUBLICS.items() if said in words), "")


def _read(number: int, cells: Mapping[Column, str], *, by_sms: bool) -> Line:
    name, structure = cells.get(Column.NAME, ""), cells.get(Column.STRUCTURE, "")
    typed, problem, email, phone = cells.get(Column.ADDRESS, "").removeprefix("mailto:"), "", "", ""
    try:
        if by_sms:
            phone = read_cell(typed).e164 if typed else ""
        else:
            email = read_mail(typed) if typed else ""
    except UnreadablePhone as unreadable:
        problem = unreadable.sentence
    except ValidationError as unreadable:
        problem = unreadable.messages[0]
    said = cells.get(Column.PUBLIC, "")
    return Line(
        number=number,
        cells=tuple(cells.get(column, "")[:LONGEST_CELL] for column in Column),
        name=name[:LONGEST_WORDS],
        structure=structure[:LONGEST_WORDS],
        email=email,
        phone=phone,
        public=_public(said),
        problem=next(_problems(name, structure, typed, by_sms=by_sms), problem),
        remark=f"Public pas compris : « {said[:40]} »." if said and not _public(said) else "",
    )


def read_mail(text: str) -> str:
    """An address as mails travel: in small letters. Raises ValidationError, with a sentence."""
    address = text.strip(" <>.,;").lower()
    if "@" not in address:
        raise ValidationError(f"« {text[:40]} » n’a pas de @. Une adresse ressemble à prenom@exemple.fr.")
    try:
        validate_email(address)
    except ValidationError as problem:
        raise ValidationError(
            f"« {text[:60]} » est incomplète. Une adresse ressemble à prenom@exemple.fr."
        ) from problem
    if len(address) > LONGEST_ADDRESS:
        raise ValidationError(f"Cette adresse est trop longue. Il en faut une de {LONGEST_ADDRESS} signes au plus.")
    return address


def _problems(name: str, structure: str, address: str, *, by_sms: bool) -> Iterator[str]:
    if not address:
        yield "Il manque le numéro de mobile." if by_sms else "Il manque l’adresse mail."
    for what, words in (("Le nom", name), ("La structure", structure)):
        if len(words) > LONGEST_WORDS:
            yield f"{what} a {len(words)} signes. Gardez-en {LONGEST_WORDS} au plus."
    for secret in find_secrets(f"{name} {structure}"):
        yield secret.sentence
