"""Who is placed in groups, where they could meet, and what makes somebody fit there. Pure: no Django, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

BEGINNER = "beginner"
FARTHEST_KM = 15
"""Beyond that, somebody who needs help to come isn't placed."""


class First(StrEnum):
    """What a group has in common before all."""

    LEVEL = "level"
    AVAILABILITY = "availability"
    VENUE = "venue"


class Band(StrEnum):
    """Who learns together: from the beginning, further on, or everybody."""

    BASICS = "basics"
    FURTHER = "further"
    MIXED = "mixed"


@dataclass(frozen=True, kw_only=True)
class Learner:
    """Somebody to place. An empty `availability` is not known; `came_from` is the group she learnt in before."""

    id: int
    name: str
    since: datetime
    level: str = ""
    availability: frozenset[str] = frozenset()
    venue: int | None = None
    wants_basics: bool = False
    on_phone_only: bool = False
    needs_transport: bool = False
    town: str = ""
    kilometres: Mapping[int, float] = field(default_factory=dict)
    came_from: int | None = None
    came_from_words: str = ""
    silent_since: date | None = None
    set_aside: bool = False
    phone: str = ""

    @property
    def turn(self) -> tuple[datetime, int]:
        return self.since, self.id

    @property
    def band(self) -> Band:
        return Band.BASICS if self.level == BEGINNER or self.wants_basics else Band.FURTHER

    def is_free(self, code: str) -> bool:
        return not self.availability or code in self.availability


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A half-day a group could meet. `kept` are the learners put there by hand; `band` is set when the level is chosen."""

    id: int
    venue: int
    code: str
    start: time
    end: time
    seats: int
    computers: int = 0
    kept: frozenset[int] = frozenset()
    band: Band | None = None


@dataclass(frozen=True, kw_only=True)
class Rules:
    smallest: int
    largest: int
    first: First = First.LEVEL

    def room(self, opening: Opening) -> int:
        return min(self.largest, opening.seats)


def fits(learner: Learner, opening: Opening, rules: Rules, *, band: Band) -> bool:
    """Whether she could join a group of this kind there."""
    same_level = band in {Band.MIXED, learner.band}
    return same_level and learner.is_free(opening.code) and may_come(learner, opening, rules)


def may_come(learner: Learner, opening: Opening, rules: Rules) -> bool:
    if learner.needs_transport and is_far(learner, opening):
        return False
    return rules.first != First.VENUE or learner.venue in {None, opening.venue}


def is_far(learner: Learner, opening: Opening) -> bool:
    return learner.kilometres.get(opening.venue, 0) > FARTHEST_KM
