"""How one cell of the national tool’s spreadsheets is read: days, moments, codes, and texts fit to keep."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from escale.activity.exchange.findings import Cells
from escale.activity.exchange.labels import code_of
from escale.french.secrets import find_secrets

LONGEST_TAG = 80
TAKEN_OUT = "(ligne retirée)"
DAY = "%d/%m/%Y"
YEARS = range(2000, 2100)
"""Outside, it is a slip; and a clock has no midnight at the ends of the calendar."""
MOMENTS = ("%d/%m/%Y à %H:%M", "%d/%m/%Y %H:%M", "%d/%m/%Y")


def of_our_time(moment: datetime) -> datetime:
    """The moment itself. Raises ValueError."""
    if moment.year not in YEARS:
        raise ValueError(moment)
    return moment


def day(cells: Cells, title: str) -> date | None:
    """The day in this cell; one that can’t be read stops everything."""
    text = cells.text(title)
    with suppress(ValueError):
        # Any zone does: only the day is kept.
        return of_our_time(datetime.strptime(text.split(" ")[0], DAY).replace(tzinfo=ZoneInfo("UTC"))).date()
    cells.say(title, text, "Écrivez une date comme 17/11/2026.", stops=True)
    return None


def moment(cells: Cells, title: str, zone: ZoneInfo) -> datetime | None:
    """The instant in this cell, its hour read in this zone; None when nothing is written."""
    text = cells.text(title)
    for form in MOMENTS:
        with suppress(ValueError):
            return of_our_time(datetime.strptime(text, form).replace(tzinfo=zone))
    if text:
        cells.say(title, text, "Ce moment ne se lit pas : il est laissé de côté.")
    return None


def number(cells: Cells, title: str, *, least: int, most: int) -> int | None:
    """The whole number in this cell; another, or none, stops everything."""
    text = cells.text(title)
    if re.fullmatch(r"[0-9]{1,6}", text) and least <= int(text) <= most:
        return int(text)
    cells.say(title, text, f"Écrivez un nombre de {least} à {most}.", stops=True)
    return None


def code(cells: Cells, title: str, words: Mapping[str, str], tags: list[str], *, otherwise: str = "") -> str:
    """The code of the label in this cell; an unknown one becomes a tag and is said."""
    text = cells.text(title)
    found = code_of(text, words) if text else otherwise
    return keep(cells, title, text, tags, instead=otherwise) if found is None else found


def codes(cells: Cells, title: str, words: Mapping[str, str], tags: list[str]) -> tuple[str, ...]:
    """The codes of the labels in this cell, one a line; unknown ones become tags and are said."""
    found = ((line, code_of(line, words)) for line in cells.lines(title))
    return tuple(dict.fromkeys(each for line, each in found if each or keep(cells, title, line, tags)))  # type: ignore[misc]


def keep(cells: Cells, title: str, value: str, tags: list[str], *, instead: str = "") -> str:
    """Keep an unknown value as a tag, say so, and give what stands in its place."""
    tags.append(f"{title} : {value}"[:LONGEST_TAG])
    cells.say(title, value, "Cette réponse n’est pas dans la liste nationale : elle est gardée en mot-clé.")
    return instead


def fitting(cells: Cells, title: str, *, longest: int, rest: list[str]) -> str:
    """A text cut where it must be; the whole of it is then added to `rest`, which goes to the note."""
    text = harmless(cells, title)
    if len(text) <= longest:
        return text
    rest.append(f"{title} : {text}")
    cells.say(title, text, f"Ce texte a plus de {longest} signes : il est coupé, et gardé en entier dans la note.")
    return f"{text[: longest - 1].rstrip()}…"


def harmless(cells: Cells, title: str) -> str:
    """A text without the passwords, codes and numbers of accounts somebody wrote in it, which is said."""
    kept = harmless_text(cells.text(title))
    if TAKEN_OUT in kept:
        cells.say(title, "", "Un mot de passe, un code ou un numéro de compte est écrit ici : il n’est pas gardé.")
    return kept


@lru_cache(maxsize=10_000)
def harmless_text(text: str) -> str:
    """The lines of a text that hold no secret; a mark stands for the others."""
    kept = "\n".join(TAKEN_OUT if find_secrets(line) else line for line in text.splitlines())
    return TAKEN_OUT if find_secrets(kept) else kept
