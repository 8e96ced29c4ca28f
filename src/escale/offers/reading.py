"""From an answer to the offers it brings here: understood, ours left aside, far ones left out. Nothing is written."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from escale.offers import meaning, ours
from escale.offers.formats import choice
from escale.offers.meaning import Meant
from escale.offers.models import SourceKind, SourceProblem
from escale.offers.problems import CannotRead
from escale.offers.said import Said
from escale.places import communes
from escale.places.distance import Point, kilometres

MOST_OFFERS = 2000


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is kept of a source: its nature, around where, and what its words mean."""

    kind: SourceKind
    around: str = ""
    within_km: int = 40
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a source brings: each offer with what it means, and what was left aside."""

    offers: list[tuple[Said, Meant]]
    left_out: int
    own_count: int
    far_count: int

    @property
    def unknown_words(self) -> list[str]:
        return meaning.unknown(meant for _, meant in self.offers)


def read(content: bytes, wish: Wish, *, now: datetime, zone: ZoneInfo) -> Reading:
    """The offers of an answer, each once. Raises `CannotRead`, when there are too many among others."""
    found = choice.read(wish.kind, content, now=now, zone=zone)
    others, own_count = ours.apart({said.uid: said for said in found.offers}.values())
    near = [said for said in others if _is_near(said, wish)]
    if len(near) > MOST_OFFERS:
        raise CannotRead(SourceProblem.TOO_MANY)
    return Reading(
        offers=[(said, meaning.meant(said, own=wish.words)) for said in near],
        left_out=found.left_out,
        own_count=own_count,
        far_count=len(others) - len(near),
    )


def _is_near(said: Said, wish: Wish) -> bool:
    """What can be followed from home is near everywhere; what says no place isn't thrown away."""
    origin = communes.by_code(wish.around)
    if origin is None or said.is_online or said.where.latitude is None or said.where.longitude is None:
        return True
    return kilometres(origin, Point(said.where.latitude, said.where.longitude)) <= wish.within_km
