"""What the words of another site mean here: our topics, our audiences. `topics.txt` is the table; a source may add its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from escale.french.plain_text import fold
from escale.offers.said import Said
from escale.topics import Topic
from escale.workshops.models import Audience

FILE = Path(__file__).parent / "topics.txt"
NOTHING = "-"
MOST_UNKNOWN = 40


@dataclass(frozen=True, kw_only=True)
class Meant:
    """Topics, an audience or "", and the words nobody has explained yet."""

    topics: list[str]
    audience: str
    unknown: list[str]


def meant(said: Said, *, own: Mapping[str, str]) -> Meant:
    """What an offer is about and for whom: the codes it gives, else its words, else its title. `own` comes first."""
    codes: list[str] = []
    unknown: list[str] = []
    for word in said.words:
        found = understood(word, own=own)
        codes += found
        if not found:
            unknown.append(word)
    topics = [code for code in codes if code in Topic] or [code for code in _said_in(said.title) if code in Topic]
    audiences = [code for code in [*codes, *_said_in(said.title)] if code in Audience]
    return Meant(
        topics=list(dict.fromkeys(said.topics or topics)),
        audience=said.audience or next(iter(audiences), ""),
        unknown=[] if said.topics else unknown,
    )


def understood(word: str, *, own: Mapping[str, str]) -> list[str]:
    """The codes one of their words stands for, `NOTHING` when it is known to say nothing; none when it isn't known."""
    if (key := fold(word)) in own:
        return [own[key] or NOTHING]
    known = _phrases().get(_bare(word))
    return [known] if known else _said_in(word)


def unknown(met: Iterable[Meant]) -> list[str]:
    """The words nobody has explained, those met most often first."""
    counts: dict[str, int] = {}
    for each in met:
        for word in each.unknown:
            counts[word] = counts.get(word, 0) + 1
    return sorted(counts, key=lambda word: (-counts[word], word))[:MOST_UNKNOWN]


def _said_in(text: str) -> list[str]:
    """The codes whose words stand in a text, one after the other."""
    said = f" {_bare(text)} "
    return [code for phrase, code in _phrases().items() if code != NOTHING and f" {phrase} " in said]


def _bare(text: str) -> str:
    """Folded, without the mark of a plural."""
    return " ".join(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in fold(text).split())


@cache
def _phrases() -> dict[str, str]:
    """Each phrase of the table and its code; our own labels and codes first."""
    phrases = {_bare(label): code for code, label in (*Topic.choices, *Audience.choices)}
    phrases |= {_bare(code): code for code in Topic.values}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        code, _, listed = line.partition(" ")
        if code and code != "#":
            phrases |= {_bare(phrase): code for phrase in listed.split(",")}
    return phrases
