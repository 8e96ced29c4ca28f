"""What one cell of a national list says, or why it can't be kept. Pure: each function gives a value or raises `Wrong`."""

import re
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from escale.french.phone import UnreadablePhone, read_phone
from escale.french.plain_text import clean
from escale.french.plural import plural

UNKNOWN_DAY = date(1970, 1, 1)
"""What lists write for a day nobody knows."""

FIRST_DAY = date(2000, 1, 1)
NOTHING = {"", "-", "/", "null", "none", "nan", "nc", "n/a", "#n/a", "non renseigné", "non renseigne"}
_MANY = re.compile(r"[|;]")
_SEVERAL = re.compile(r"[|;,\s]+")
_is_url = URLValidator(schemes=["http", "https"])


class Wrong(Exception):
    """A cell that can't be kept: `reason` says why, in words for whoever reads the list."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def text(said: object) -> str:
    """The cell on one line or several, "" when it says nothing."""
    cell = clean(str(said)) if said is not None else ""
    return "" if cell.casefold() in NOTHING else cell


def many(said: str) -> list[str]:
    """Several values: parted by a bar as the standard says since v1, or by a semicolon as its readme still does."""
    return list(dict.fromkeys(filter(None, (text(part) for part in _MANY.split(said)))))


def short(said: str, longest: int) -> str:
    if len(said) > longest:
        raise Wrong(f"Ce texte a {plural(len(said), 'signe')}. Il en faut {longest} au plus.")
    return said


def summary(said: str, longest: int) -> str:
    """Its beginning, cut between two words."""
    if len(said) <= longest:
        return said
    cut = said[: longest - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def siret(said: str) -> str:
    """The fourteen digits of an establishment; "" for the noughts lists write when they don't know."""
    bare = re.sub(r"[\s.]", "", said)
    if not bare.strip("0"):
        return ""
    if not re.fullmatch(r"\d{14}", bare, re.ASCII):
        raise Wrong("Un SIRET a 14 chiffres.")
    return bare


def rna(said: str) -> str:
    """The number of an association, "" when it is something else."""
    bare = re.sub(r"\s", "", said).upper()
    return bare if re.fullmatch(r"W[0-9A-Z]{9}", bare) else ""


def postcode(said: str) -> str:
    bare = re.sub(r"\s", "", said)
    bare = f"0{bare}" if len(bare) == 4 else bare
    if not re.fullmatch(r"\d{5}", bare, re.ASCII):
        raise Wrong("Un code postal a 5 chiffres.")
    return bare


def degrees(said: str, most: int) -> float:
    try:
        value = round(float(re.sub(r"\s", "", said).replace(",", ".")), 6)
    except ValueError:
        raise Wrong("Ce n’est pas un nombre de degrés.") from None
    if not -most <= value <= most:
        raise Wrong(f"Ce nombre va de -{most} à {most}.")
    return value


def phone(said: str) -> str:
    """One number that anybody may dial, from anywhere."""
    try:
        return read_phone(_MANY.split(said)[0], allow_premium=True).e164
    except UnreadablePhone as problem:
        raise Wrong(problem.sentence) from problem


def emails(said: str) -> list[str]:
    found = [part.strip("<>") for part in _SEVERAL.split(said.removeprefix("mailto:")) if part]
    try:
        for each in found:
            validate_email(each)
    except ValidationError as problem:
        raise Wrong("Cette adresse mail est incomplète.") from problem
    return list(dict.fromkeys(found))


def links(said: str, longest: int = 300) -> list[str]:
    """Addresses of pages; the beginning people leave out is written."""
    found = [part if "://" in part else f"https://{part}" for part in many(said)]
    try:
        for each in found:
            _is_url(each)
            short(each, longest)
    except ValidationError as problem:
        raise Wrong("Cette adresse de page est incomplète.") from problem
    return found


def day(said: str, *, today: date) -> date | None:
    """A day between 2000 and today; None for the one that stands for nothing. French order is read, too."""
    for shape in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            found = datetime.strptime(said[:10], shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if found == UNKNOWN_DAY:
            return None
        if not FIRST_DAY <= found <= today:
            raise Wrong("Ce jour n’est pas entre l’an 2000 et aujourd’hui.")
        return found
    raise Wrong("Écrivez ce jour comme 2026-04-02.")
