"""The half-days somebody is free, in words: said, and read as people write them. Pure."""

import re
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from escale.french.dates import DAYS
from escale.french.plain_text import fold
from escale.workshops.models import AVAILABILITY, HALF_DAYS, WEEKDAYS

HALF_WORDS = {"morning": "matin", "afternoon": "après-midi", "evening": "soir"}
LONGEST_ENUMERATION = 2
BY_DAY = ("morning", "afternoon")
"""What "toute la journée" and a day alone mean: the evening is said when it is meant."""

_DAYS = {name[:3]: code for name, code in zip(DAYS, WEEKDAYS, strict=False)}
_NAMES = {name[:3]: name for name in DAYS}
_HALVES = {
    "matin": ("morning",), "matins": ("morning",), "matinee": ("morning",),
    "apresmidi": ("afternoon",), "aprem": ("afternoon",), "apremidi": ("afternoon",),
    "soir": ("evening",), "soirs": ("evening",), "soiree": ("evening",),
    "journee": BY_DAY, "jour": BY_DAY, "journees": BY_DAY,
}  # fmt: skip
_SILENT = {"le", "les", "la", "et", "ou", "tous", "tout", "toute", "toutes", "de", "l", "libre", "en"}
_EVERY_DAY = {"toujours", "indifferent", "semaine"}
_NOT = {"sauf", "pas", "jamais", "hors", "excepte", "aucun", "aucune"}
_AFTERNOON = re.compile(r"\bap(?:res)?[ .-]*(?:midi|m)\b")

_RANGE = re.compile(rf"\bdu ({'|'.join(DAYS)}) au ({'|'.join(DAYS)})\b")


class Read(NamedTuple):
    """The half-days understood; the whole text again when some of it wasn't."""

    codes: tuple[str, ...]
    rest: str


def words(codes: Iterable[str]) -> str:
    """ "mardi matin, jeudi toute la journée", "du lundi au vendredi (matin)"; "" when nothing was said."""
    said = set(codes)
    days = [(name, _halves_of(code, said)) for code, name in zip(WEEKDAYS, DAYS, strict=False)]
    parts: list[str] = []
    for halves, same in groupby(days, key=itemgetter(1)):
        names = [name for name, _ in same]
        if halves and len(names) > LONGEST_ENUMERATION:
            parts.append(f"du {names[0]} au {names[-1]} ({halves})")
        elif halves:
            parts += [f"{name} {halves}" for name in names]
    return ", ".join(parts)


def read(text: str) -> Read:
    """What somebody wrote: "mardi matin et jeudi", "tous les matins", "lundi, mardi ap.-m.".

    Days take the halves said after them; "lundi, mardi matin" are two mornings. What is refused ("sauf mercredi") isn't read.
    """
    said = _RANGE.sub(_days_between, _AFTERNOON.sub("aprem", fold(text))).split()
    if _NOT.intersection(said):
        return Read((), text.strip())
    found: set[str] = set()
    for days, halves in _runs(said):
        found |= {f"{day}-{half}" for day in days or WEEKDAYS[:5] for half in halves or BY_DAY}
    understood = all(_is_day(word) or word in _HALVES or word in _EVERY_DAY | _SILENT for word in said)
    return Read(tuple(code for code in AVAILABILITY if code in found), "" if understood else text.strip())


def _halves_of(day: str, said: set[str]) -> str:
    halves = [half for half in HALF_DAYS if f"{day}-{half}" in said]
    if halves[: len(BY_DAY)] == list(BY_DAY):
        return " et ".join(["toute la journée", *(HALF_WORDS[half] for half in halves[len(BY_DAY) :])])
    return " et ".join(HALF_WORDS[half] for half in halves)


def _runs(said: list[str]) -> list[tuple[list[str], list[str]]]:
    """Days one after the other, with the halves that follow them."""
    runs: list[tuple[list[str], list[str]]] = []
    for word in said:
        is_day = _is_day(word)
        if not is_day and word not in _HALVES and word not in _EVERY_DAY:
            continue
        if not runs or (is_day and runs[-1][1]):
            runs.append(([], []))
        if is_day:
            runs[-1][0].append(_DAYS[word[:3]])
        else:
            runs[-1][1].extend(_HALVES.get(word, ()))
    if len(runs) > 1 and not runs[0][0] and not runs[1][1]:
        # "toute la journée le lundi": the half comes before its day.
        return [(runs[1][0], runs[0][1]), *runs[2:]]
    return runs


def _days_between(found: re.Match[str]) -> str:
    """ "du lundi au mercredi": the three days."""
    first, last = DAYS.index(found[1]), DAYS.index(found[2])
    return " ".join(DAYS[first : last + 1])


def _is_day(word: str) -> bool:
    """ "mardi", "mardis", "mar"; not "marche"."""
    return word in _DAYS or (word[:3] in _DAYS and word.rstrip("s") == _NAMES[word[:3]])
