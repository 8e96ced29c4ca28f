"""Suggesting what to do on the free dates of a programme, and why. Pure: dates and themes in, pairs and reasons out.

Weeks of partners are served first. Then, date after date, the theme that is asked most, for a public that has had little so
far, of the level that suits that moment of the term, where it was asked, and that filled last time. The same facts always
give the same programme.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from escale.french.plain_text import fold
from escale.programme.occasions import Occasion

EVERYONE = "everyone"
BALANCE, LEVEL, VENUE, FILLED, OCCASION = 0.5, 0.25, 0.15, 0.25, 2.0
"""What each reason weighs beside demand, whose most asked theme counts for one. An occasion outweighs it."""

MOMENT_OF = {"beginner": 0.0, "intermediate": 0.5, "advanced": 1.0}
"""When in the term a level has its place, from its first date to its last."""
ENOUGH_FILLED = 80
"""Out of a hundred: from there on a workshop has filled."""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A free date."""

    key: int
    on: date
    venue: int


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A theme that could be placed. `asked` says in words what `weight` counts; `percent_filled` is last year's."""

    key: str
    title: str
    weight: int
    asked: str = ""
    audience: str = EVERYONE
    level: str = ""
    venue: int | None = None
    venue_name: str = ""
    percent_filled: int | None = None


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """One theme for one date, and why, in words."""

    spot: Spot
    candidate: Candidate
    reasons: tuple[str, ...] = ()


def suggest(
    spots: Sequence[Spot],
    candidates: Sequence[Candidate],
    *,
    audiences: Collection[str] = (),
    occasions: Sequence[Occasion] = (),
    publics: dict[str, str],
) -> list[Suggestion]:
    """One theme for each date as long as there are any, by date.

    `audiences` are those of the dates already filled; `publics` says their words: {"young": "les 15-25 ans"}.
    """
    known = {each.key: each for each in candidates}.values()
    left = sorted(known, key=lambda each: (-each.weight, fold(each.title), each.key))
    dates = sorted(spots, key=lambda spot: (spot.on, spot.key))
    term = _Term(dates=dates, left=left, given=Counter(audiences), publics=publics)
    found: list[Suggestion] = []
    for spot in sorted(dates, key=lambda spot: _occasion(spot, occasions) is None):
        occasion = _occasion(spot, occasions)
        best = max(left, key=lambda each: term.score(each, spot, occasion), default=None)
        if best is None:
            break
        found.append(Suggestion(spot=spot, candidate=best))
        left.remove(best)
        term.given[best.audience] += 1
    return _with_reasons(found, replace(term, given=Counter(audiences)), occasions)


def _with_reasons(found: Sequence[Suggestion], term: "_Term", occasions: Sequence[Occasion]) -> list[Suggestion]:
    """The suggestions by date, each with why: a public is forgotten until a date has it."""
    said: list[Suggestion] = []
    for each in sorted(found, key=lambda each: (each.spot.on, each.spot.key)):
        reasons = term.reasons(each.candidate, each.spot, _occasion(each.spot, occasions))
        said.append(replace(each, reasons=tuple(reasons)))
        term.given[each.candidate.audience] += 1
    return said


@dataclass(frozen=True, kw_only=True)
class _Term:
    """The dates to fill, what could fill them, and how many dates each public has had so far."""

    dates: Sequence[Spot]
    left: Sequence[Candidate]
    given: Counter[str]
    publics: dict[str, str]

    def score(self, candidate: Candidate, spot: Spot, occasion: Occasion | None) -> float:
        most = max((each.weight for each in self.left), default=0) or 1
        return (
            candidate.weight / most
            + BALANCE * self._is_forgotten(candidate)
            + LEVEL * self._suits_moment(candidate, spot)
            + VENUE * (candidate.venue == spot.venue)
            + FILLED * ((candidate.percent_filled or 0) >= ENOUGH_FILLED)
            + OCCASION * _suits(candidate, occasion)
        )

    def reasons(self, candidate: Candidate, spot: Spot, occasion: Occasion | None) -> list[str]:
        """Why this theme, most telling first; never empty."""
        found: list[str] = []
        if occasion and _suits(candidate, occasion):
            found.append(f"C’est {occasion.name}")
        if candidate.asked:
            found.append(candidate.asked)
        if self._is_forgotten(candidate):
            found.append(f"Rien d’autre pour {self.publics[candidate.audience]} jusqu’ici")
        if candidate.venue == spot.venue and candidate.venue_name and len({each.venue for each in self.dates}) > 1:
            found.append(f"Demandé là\u00a0: {candidate.venue_name}")
        if (candidate.percent_filled or 0) >= ENOUGH_FILLED:
            found.append(f"Il a rempli {candidate.percent_filled}\u00a0% de ses places")
        if candidate.level == "beginner" and self._suits_moment(candidate, spot) > 0.5:
            found.append("Pour débuter, en début de programme")
        return found or ["Il est dans votre catalogue"]

    def _is_forgotten(self, candidate: Candidate) -> bool:
        return candidate.audience in self.publics and not self.given[candidate.audience]

    def _suits_moment(self, candidate: Candidate, spot: Spot) -> float:
        if candidate.level not in MOMENT_OF or len(self.dates) < 2:
            return 0.5
        at = self.dates.index(spot) / (len(self.dates) - 1)
        return 1 - abs(at - MOMENT_OF[candidate.level])


def _occasion(spot: Spot, occasions: Sequence[Occasion]) -> Occasion | None:
    """What a date falls in, the shortest when there are several."""
    found = [each for each in occasions if each.holds(spot.on)]
    return min(found, key=lambda each: each.last_on - each.first_on, default=None)


def _suits(candidate: Candidate, occasion: Occasion | None) -> bool:
    if occasion is None:
        return False
    title = fold(candidate.title)
    for_its_public = bool(occasion.audience) and candidate.audience == occasion.audience
    return for_its_public or any(word in title for word in occasion.words)
