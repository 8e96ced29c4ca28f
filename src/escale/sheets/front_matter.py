"""What stands between two lines of dashes at the head of a file: "titre: …", "sujets: email, sante", in French or by code.

Read line by line and not as YAML: people type « Mots de passe : que faire ? » as a title, and an alias of YAML can swell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.text import slugify

from escale.french.plain_text import clean, fold
from escale.sheets.models import Licence, SheetKind
from escale.sheets.rich_text import is_of_a_site
from escale.topics import Topic
from escale.workshops.models import Audience, Level

LONGEST_TITLE, LONGEST_SENTENCE, LONGEST_CREDIT, LONGEST_URL = 100, 200, 160, 500
MOST_MINUTES = 600

KEYS = {
    "titre": "title",
    "adresse": "slug",
    "genre": "kind",
    "phrase": "sentence",
    "sujets": "topics",
    "themes": "topics",
    "niveau": "level",
    "pour": "audience",
    "public": "audience",
    "duree": "minutes",
    "source": "credit",
    "auteur": "credit",
    "site": "url",
    "relue le": "read_again",
    "a relire le": "read_again_on",
}
"""What people write, and the name it has here; each name says itself too."""
NAMES = frozenset({*KEYS.values(), "licence"})

UNKNOWN = "« {key} » n’est pas un mot que nous lisons en tête de fiche. Nous l’avons laissé."
NOT_UNDERSTOOD = "« {key} : {said} » n’est pas compris. Vous le choisirez ensuite."
CUT = "« {key} » est trop long. Nous en avons gardé le début."


@dataclass(frozen=True, kw_only=True)
class Meta:
    """What is said of a sheet; "" or nothing for what its file doesn't say."""

    title: str = ""
    slug: str = ""
    kind: str = SheetKind.HOW_TO
    sentence: str = ""
    topics: tuple[str, ...] = ()
    level: str = ""
    audience: str = Audience.EVERYONE
    minutes: int | None = None
    licence: str = Licence.CC_BY_SA
    credit: str = ""
    url: str = ""
    read_again: date | None = None
    read_again_on: date | None = None


@dataclass
class _Reading:
    """The lines read so far, and what is to say of them."""

    found: dict[str, object] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def split(text: str) -> tuple[list[str], str]:
    """The lines of the head, none when there isn't one, and the text after it."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[0].strip() != "---":
        return [], "\n".join(lines)
    ends = next((rank for rank, line in enumerate(lines[1:], 1) if line.strip() in {"---", "..."}), None)
    return (lines[1:ends], "\n".join(lines[ends + 1 :])) if ends else ([], "\n".join(lines[1:]))


def read(lines: list[str]) -> tuple[Meta, tuple[str, ...]]:
    """What the lines say, and a sentence for each one left out."""
    reading = _Reading()
    for line in lines:
        key, colon, said = line.partition(":")
        if colon and (said := clean(said).strip("\"' ")):
            _note(reading, key.strip(), said)
    return Meta(**reading.found), tuple(reading.left_out)  # type: ignore[arg-type]


def write(meta: Meta) -> str:
    """The head of a file, which `read` reads again: only what is said."""
    said = {
        "titre": meta.title,
        "adresse": meta.slug,
        "genre": meta.kind,
        "phrase": meta.sentence,
        "sujets": ", ".join(meta.topics),
        "niveau": meta.level,
        "pour": meta.audience,
        "duree": str(meta.minutes or ""),
        "licence": meta.licence,
        "source": meta.credit,
        "site": meta.url,
        "relue le": meta.read_again.isoformat() if meta.read_again else "",
        "a relire le": meta.read_again_on.isoformat() if meta.read_again_on else "",
    }
    rows = "".join(f"{key}: {' '.join(value.split())}\n" for key, value in said.items() if value)
    return f"---\n{rows}---\n"


def _note(reading: _Reading, key: str, said: str) -> None:
    known = fold(key)
    name = KEYS.get(known, known.replace(" ", "_"))
    if name not in NAMES:
        reading.left_out.append(UNKNOWN.format(key=key[:40]))
        return
    value = _value(reading, name, key, said)
    if value is None:
        reading.left_out.append(NOT_UNDERSTOOD.format(key=key, said=said[:40]))
    else:
        reading.found[name] = value


def _value(reading: _Reading, name: str, key: str, said: str) -> object | None:
    match name:
        case "kind":
            return _choice(SheetKind.choices, said)
        case "level":
            return _choice(Level.choices, said)
        case "audience":
            return _choice(Audience.choices, said)
        case "licence":
            return _choice(Licence.choices, said)
        case "topics":
            return _topics(reading, key, said)
        case "minutes":
            number = said.split()[0]
            is_short = number.isdecimal() and len(number) <= 6
            return int(number) if is_short and 0 < int(number) <= MOST_MINUTES else None
        case "read_again" | "read_again_on":
            return _day(said)
        case "slug":
            return slugify(said)[:110] or None
        case "url":
            return said if is_of_a_site(said) and len(said) <= LONGEST_URL else None
        case _:
            longest = {"title": LONGEST_TITLE, "sentence": LONGEST_SENTENCE}.get(name, LONGEST_CREDIT)
            if len(said) > longest:
                reading.left_out.append(CUT.format(key=key))
            return said[:longest].rstrip()


def _topics(reading: _Reading, key: str, said: str) -> tuple[str, ...]:
    found: list[str] = []
    # A label may hold a comma of its own: "Travail, formation".
    for word in _by_label(said.strip("[]")):
        topic = _choice(Topic.choices, word)
        if topic is None:
            reading.left_out.append(NOT_UNDERSTOOD.format(key=key, said=word[:40]))
        elif topic not in found:
            found.append(topic)
    return tuple(found)


def _by_label(said: str) -> list[str]:
    rest, found = f", {said},", []
    for _, label in Topic.choices:
        if ", " in label and (piece := f", {label},").casefold() in rest.casefold():
            at = rest.casefold().index(piece.casefold())
            rest = f"{rest[:at]},{rest[at + len(piece) :]}"
            found.append(label)
    return [word for part in rest.split(",") if (word := part.strip(" \"'"))] + found


def _choice(choices: list[tuple[str, str]], said: str) -> str | None:
    """The code that is meant: by itself, or by what is shown of it."""
    words = {fold(code): code for code, _ in choices} | {fold(label): code for code, label in choices}
    return words.get(fold(said))


def _day(said: str) -> date | None:
    for shape in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(said, shape).date()  # noqa: DTZ007 - a day, without a zone.
        except ValueError:
            continue
    return None


def as_fields(meta: Meta) -> Mapping[str, object]:
    """What the columns of a sheet take of it, its address and the day it was read over apart."""
    return {
        "kind": meta.kind,
        "title": meta.title,
        "sentence": meta.sentence,
        "topics": list(meta.topics),
        "level": meta.level,
        "audience": meta.audience,
        "minutes": meta.minutes,
        "licence": meta.licence,
        "credit": meta.credit,
        "url": meta.url,
        "read_again_on": meta.read_again_on,
    }
