"""The communes of France, from one packaged file (made by scripts/make_communes.py), found as people type them.

The file is read once, at the first question: about half a second, then everything is in memory.
"""

import csv
import gzip
import heapq
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from escale.french.plain_text import fold
from escale.places.distance import Located

_POSTCODE = re.compile(r"^\d{1,5}$")
_ARTICLES = {"le", "la", "les", "l"}
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_LINKS = {"s": "sur", "ss": "sous"}
# What a way of being found costs; a population ten times larger makes up for 0.1.
_FROM_THE_START, _FROM_ANOTHER_WORD, _CLOSE_SPELLING = 1.0, 2.0, 3.0
_WHOLE_NAME_BONUS = 0.2
_FORMER_NAME_COST = 1.0
_TYPO_CANDIDATES = 40
# How much of two spellings must agree, and how far behind the closest one another may be.
_ALIKE, _AS_ALIKE = 0.7, 0.1


class Commune(NamedTuple):
    """A commune, or a municipal district of Paris, Lyon or Marseille (then `parent` is the city's code)."""

    code: str  # INSEE, not the postcode
    name: str
    postcodes: tuple[str, ...]
    population: int
    department: str
    epci: str
    latitude: float
    longitude: float
    precision: str  # exact, postcode, epci or departement: what the coordinates are worth
    parent: str
    former_names: tuple[str, ...]

    @property
    def label(self) -> str:
        """ "Vitré (35500)"."""
        return f"{self.name} ({self.postcodes[0]})" if self.postcodes else self.name


class NotOneCommune(Exception):
    """No commune, or several, is named so: `proposed` are those that may be meant, the likeliest first."""

    def __init__(self, proposed: list[Commune]) -> None:
        super().__init__([commune.label for commune in proposed])
        self.proposed = proposed


def by_code(code: str) -> Commune | None:
    """The commune of this INSEE code ("35360"), or None."""
    return _all_communes().get(code)


def is_named(name: str) -> bool:
    """Whether a commune of France is called so, accents, capitals and hyphens left out."""
    return fold(name) in _folded_names()


def department_of(code: str) -> str:
    """ "35" of "35360", "974" of "97411", "2A" of "2A004"."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def search(text: str, *, limit: int = 8, near: Located | None = None) -> list[Commune]:
    """The communes somebody may mean by a name, its beginning, a postcode, or both; misspellings allowed.

    Names that start so come first, then names with a word that does, and the most populated first within each;
    `near` brings closer ones forward. Close spellings answer only when nothing else does.
    """
    words = _words(text)
    if not words:
        return []
    if len(words) == 1 and _POSTCODE.match(words[0]):
        costs = _with_postcode(words[0])
    else:
        costs = _named(" ".join(words)) or _named_with_postcode(words) or _spelt_like(words)
    if near is not None:
        costs = {code: cost + _remoteness(_all_communes()[code], near) for code, cost in costs.items()}
    best = heapq.nsmallest(limit, ((cost, code) for code, cost in costs.items()))
    return [_all_communes()[code] for _, code in best]


def within(south: float, west: float, north: float, east: float) -> list[Commune]:
    """The communes whose place is known exactly and stands in this box of degrees, from south to north."""
    latitudes, ordered = _by_latitude()
    first, last = bisect_left(latitudes, south), bisect_right(latitudes, north)
    return [commune for commune in ordered[first:last] if west <= commune.longitude <= east]


def the_one(text: str) -> Commune:
    """The only commune a text names outright: by its name, a postcode, or both. Raises `NotOneCommune`."""
    found = search(text, limit=20)
    exact = [commune for commune in found if _is_named(commune, text)]
    if len(exact) != 1:
        raise NotOneCommune(exact or found)
    return exact[0]


def _is_named(commune: Commune, text: str) -> bool:
    """By its whole name, a whole postcode, or its name and the beginning of a postcode."""
    typed = _words(text)
    names, numbers = [word for word in typed if not word.isdigit()], [word for word in typed if word.isdigit()]
    if not names:
        return any(number in commune.postcodes for number in numbers)
    there = all(any(postcode.startswith(number) for postcode in commune.postcodes) for number in numbers)
    return there and sorted(names) == sorted(_words(commune.name))


def _words(text: str) -> list[str]:
    words = [_SAINTS.get(word, word) for word in fold(text[:100]).split()]
    return words[:1] + [_LINKS.get(word, word) for word in words[1:]]


def _remoteness(commune: Commune, near: Located) -> float:
    """Being ten times closer weighs as much as a hundredfold population (a flat map will do: this runs often)."""
    north = (commune.latitude - near.latitude) * 111
    east = (commune.longitude - near.longitude) * 78
    return math.log10(north * north + east * east + 25) / 10


def _named(name: str) -> dict[str, float]:
    """The communes whose name, from one of its words on, starts as typed; districts only when their number is typed."""
    wants_district = any(character.isdigit() for character in name) and not name.isdigit()
    keys, communes, costs = _index().keys, _all_communes(), dict[str, float]()
    for position in range(bisect_left(keys, (name,)), len(keys)):
        key, cost, code = keys[position]
        if not key.startswith(name):
            break
        if key == name:
            cost -= _WHOLE_NAME_BONUS
        if cost < costs.get(code, math.inf) and (wants_district or not communes[code].parent):
            costs[code] = cost
    return costs


def _named_with_postcode(words: list[str]) -> dict[str, float]:
    """ "Vitré 35", "35500 vitre", "Saint-Denis (97400)"."""
    numbers = [word for word in words if word.isdigit()]
    names = [word for word in words if not word.isdigit()]
    if len(numbers) != 1 or not names:
        return {}
    there = _with_postcode(numbers[0])
    named = _named(" ".join(names)) or _spelt_like(names)
    return {code: cost for code, cost in named.items() if code in there}


def _with_postcode(start: str) -> dict[str, float]:
    postcodes, costs = _index().postcodes, dict[str, float]()
    for position in range(bisect_left(postcodes, (start,)), len(postcodes)):
        postcode, cost, code = postcodes[position]
        if not postcode.startswith(start):
            break
        costs[code] = cost
    return costs


def _spelt_like(words: list[str]) -> dict[str, float]:
    """The communes whose name shares the most groups of three letters with the one typed, then reads the closest."""
    name = " ".join(word for word in words if not word.isdigit())
    if len(name) < 4:
        return {}
    names, trigrams, typed = _index().names, _index().trigrams, _trigrams(name)
    shared: Counter[int] = Counter()
    for trigram in typed:
        shared.update(trigrams.get(trigram, ()))
    candidates = heapq.nlargest(
        _TYPO_CANDIDATES, shared.items(), key=lambda item: item[1] / (len(typed) + len(names[item[0]][0]))
    )
    matcher = SequenceMatcher(b=name, autojunk=False)
    likeness: dict[int, float] = {}
    for position, _ in candidates:
        matcher.set_seq1(names[position][0])
        likeness[position] = matcher.ratio()
    needed = max(_ALIKE, max(likeness.values(), default=0) - _AS_ALIKE)
    return {
        names[position][1]: _CLOSE_SPELLING + 5 * (1 - alike) + names[position][2]
        for position, alike in likeness.items()
        if alike >= needed
    }


def _trigrams(name: str) -> set[str]:
    padded = f"  {name} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


@cache
def _all_communes() -> dict[str, Commune]:
    packed = files("escale.places").joinpath("data/communes.csv.gz").read_bytes()
    rows = csv.reader(gzip.decompress(packed).decode().splitlines())
    next(rows)
    return {
        row[0]: Commune(
            code=row[0],
            name=row[1],
            postcodes=tuple(row[2].split()),
            population=int(row[3]),
            department=row[4],
            epci=row[5],
            latitude=float(row[6]),
            longitude=float(row[7]),
            precision=row[8],
            parent=row[9],
            former_names=tuple(row[10].split("|")) if row[10] else (),
        )
        for row in rows
    }


@cache
def _folded_names() -> frozenset[str]:
    return frozenset(fold(commune.name) for commune in _all_communes().values())


@cache
def _by_latitude() -> tuple[list[float], list[Commune]]:
    exact = [commune for commune in _all_communes().values() if commune.precision == "exact" and not commune.parent]
    ordered = sorted(exact, key=lambda commune: commune.latitude)
    return [commune.latitude for commune in ordered], ordered


class _Index(NamedTuple):
    keys: list[tuple[str, float, str]]  # a name from one of its words on, its cost, the code
    postcodes: list[tuple[str, float, str]]
    names: list[tuple[str, str, float]]  # a name without its article, the code, its weight
    trigrams: dict[str, list[int]]  # positions in `names`


@cache
def _index() -> _Index:
    keys: list[tuple[str, float, str]] = []
    postcodes: list[tuple[str, float, str]] = []
    names: list[tuple[str, str, float]] = []
    trigrams: dict[str, list[int]] = defaultdict(list)
    for commune in _all_communes().values():
        weight = -math.log10(commune.population + 10) / 10
        postcodes += [(postcode, weight, commune.code) for postcode in commune.postcodes]
        for name in (commune.name, *commune.former_names):
            own_weight = weight if name == commune.name else weight + _FORMER_NAME_COST
            words = _words(name)
            first = 1 if len(words) > 1 and words[0] in _ARTICLES else 0
            for at in range(len(words)):
                cost = _FROM_THE_START if at <= first else _FROM_ANOTHER_WORD
                keys.append((" ".join(words[at:]), cost + own_weight, commune.code))
            if not commune.parent:
                bare = " ".join(words[first:])
                for trigram in _trigrams(bare):
                    trigrams[trigram].append(len(names))
                names.append((bare, commune.code, own_weight))
    return _Index(keys=sorted(keys), postcodes=sorted(postcodes), names=names, trigrams=dict(trigrams))
