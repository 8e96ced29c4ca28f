"""Whether two offers are one, told twice: at the same instant, at the same place, under nearly the same title. Pure."""

from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from escale.french.plain_text import fold
from escale.places.distance import Point, kilometres

NEAR_KM = 0.4
SAME_WORDS, SAME_SPELLING = 0.6, 0.85
SAYS_LITTLE = frozenset({
    "a", "atelier", "au", "aux", "avec", "cour", "d", "de", "du", "en", "et", "formation", "initiation", "l", "la", "le",
    "me", "mon", "numerique", "pour", "sa", "son", "sur", "un", "une", "votre", "vo",
})  # fmt: skip
"""Words of titles, without their plural, that tell no workshop from another."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is compared of an offer, ours or not."""

    key: int
    title: str
    starts_at: datetime | None = None
    place_name: str = ""
    commune: str = ""
    point: Point | None = None
    is_online: bool = False
    url: str = ""


def are_one(one: Told, other: Told) -> bool:
    """Whether both tell the same thing. One address at one instant is enough; a title alone never is."""
    if one.starts_at != other.starts_at:
        return False
    if one.url and one.url == other.url and one.starts_at is not None:
        return True
    return are_near(one, other) and titles_are_near(one.title, other.title)


def are_near(one: Told, other: Told) -> bool:
    """The same place: both at a distance, a few minutes apart, or so named in the same commune."""
    if one.is_online or other.is_online:
        return one.is_online and other.is_online
    if one.point and other.point and kilometres(one.point, other.point) <= NEAR_KM:
        return True
    # A point may only be the middle of the commune: the name of the place then says more.
    same_commune = bool(one.commune) and one.commune == other.commune
    return same_commune and titles_are_near(one.place_name, other.place_name)


def titles_are_near(one: str, other: str) -> bool:
    """Most of their words in common, or spelt nearly alike."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    shared = len(first & second)
    if shared >= SAME_WORDS * len(first | second) or (shared >= 2 and shared == min(len(first), len(second))):
        return True
    return SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second))).ratio() >= SAME_SPELLING


def _words(text: str) -> frozenset[str]:
    said = [word.rstrip("sx") or word for word in fold(text).split()]
    telling = frozenset(word for word in said if word not in SAYS_LITTLE)
    return telling or frozenset(said)
