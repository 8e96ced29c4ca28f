"""What the list of questions shows: each one with its trend, its publics, what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from escale.accounts.models import Organization
from escale.desk.questions.forms import SHORT_PUBLICS
from escale.places.zones import venues_of
from escale.programme import handled
from escale.programme.handled import Handling
from escale.questions import ranking, searches
from escale.questions.models import HeardFrom
from escale.questions.ranking import Ranked
from escale.questions.searches import Unanswered

NEVER = "jamais"
VIEWS = (("", "Tous"), (HeardFrom.SENIORS, "Seniors"), (HeardFrom.YOUNG, "15–25 ans"), (NEVER, "Jamais traité"))
MOST_SEARCHES = 6
STILL_ASKED = 0.25
"""A workshop helped when, of all the times a question was heard, no more than this share came after it."""


@dataclass(frozen=True, kw_only=True)
class Tag:
    label: str
    tone: str
    icon: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """One question of the list, in words."""

    ranked: Ranked
    handling: Handling

    @property
    def facts(self) -> str:
        """ "Seniors · Jamais traité en atelier. · Demandé par la résidence"."""
        public = "Tous publics" if self.ranked.public == HeardFrom.ANYONE else SHORT_PUBLICS[self.ranked.public]
        return " · ".join(filter(None, (public, self.handling.words.rstrip("."), asked_by_words(self.ranked.asked_by))))

    @property
    def tag(self) -> Tag:
        """A workshop that helped is worth saying even when another one is planned."""
        if self._helped:
            return Tag(label="L’atelier a aidé", tone="ok", icon="check")
        if self.handling.planned_on:
            return Tag(label="Prévu", tone="tide", icon="calendar")
        if self.handling.is_never_treated:
            return Tag(label="Jamais traité", tone="warn", icon="clock")
        return Tag(label="Revient encore", tone="warn", icon="refresh-cw")

    @property
    def _helped(self) -> bool:
        few = max(1, STILL_ASKED * self.ranked.times)
        return self.handling.last_on is not None and self.handling.again_since <= few

    @property
    def is_never_treated(self) -> bool:
        return self.handling.is_never_treated and not self.handling.planned_on


def cards(organization: Organization, *, view: str, asked: str, now: datetime, on: date) -> list[Card]:
    """The questions that answer, the most heard first. Five queries, whatever their number."""
    found = ranking.ranked(organization, on=on, asked=asked)
    if view in (HeardFrom.SENIORS, HeardFrom.YOUNG):
        found = [one for one in found if one.is_heard_from(HeardFrom(view))]
    handlings = handled.of([one.question for one in found], now=now)
    shown = [Card(ranked=one, handling=handlings[one.question.pk]) for one in found]
    return [card for card in shown if card.is_never_treated] if view == NEVER else shown


def unanswered(organization: Organization, *, on: date) -> list[Unanswered]:
    """What was looked for near its places on the public site, and not found."""
    codes = {venue.commune for venue in venues_of(organization) if venue.commune}
    return searches.near(codes, on=on)[:MOST_SEARCHES]


def asked_by_words(labels: Sequence[str]) -> str:
    """ "Demandé par la résidence et le CLIC"."""
    *first, last = labels or [""]
    return f"Demandé par {', '.join(first)}{' et ' if first else ''}{last}" if last else ""
