"""What a date can be about: words, the question they answer, the workshop of the catalogue that teaches it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Self

from escale.french.plain_text import fold
from escale.programme.models import ProgrammeSlot
from escale.questions import wordings
from escale.questions.models import HeardFrom, RecurringQuestion
from escale.questions.wordings import Wording
from escale.workshops.models import Audience, Workshop

LONGEST = 60
USUAL_SEATS = 6
SURE = 0.7
"""From this likeness on, two titles are taken for the same without asking anybody."""

AUDIENCE_OF = {HeardFrom.SENIORS: Audience.SENIORS, HeardFrom.YOUNG: Audience.YOUNG}


@dataclass(frozen=True, kw_only=True)
class Theme:
    """What is done on a date. The empty theme is a free date."""

    title: str = ""
    question: RecurringQuestion | None = None
    workshop: Workshop | None = None
    audience: str = Audience.EVERYONE
    level: str = ""
    seats: int = USUAL_SEATS
    co_host: str = ""

    @classmethod
    def of(cls, slot: ProgrammeSlot) -> Self:
        """The theme of a date; give it with its question and its workshop."""
        return cls(
            title=slot.title,
            question=slot.question,
            workshop=slot.workshop,
            audience=slot.audience,
            level=slot.level,
            seats=slot.seats,
            co_host=slot.co_host,
        )

    @classmethod
    def of_workshop(cls, workshop: Workshop, *, question: RecurringQuestion | None = None, title: str = "") -> Self:
        """What the catalogue says of a workshop, under its own title or that of a question."""
        return cls(
            title=shortened(title or workshop.title),
            question=question,
            workshop=workshop,
            audience=workshop.audience,
            level=workshop.level,
            seats=workshop.seats,
        )

    @property
    def audience_words(self) -> str:
        """ "les seniors"."""
        return Audience(self.audience).label

    def columns(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "question_id": self.question.pk if self.question else None,
            "workshop_id": self.workshop.pk if self.workshop else None,
            "audience": self.audience,
            "level": self.level,
            "seats": self.seats,
            "co_host": self.co_host,
        }


def of_question(
    question: RecurringQuestion, *, publics: Collection[str] = (), catalogue: Iterable[Workshop] = ()
) -> Theme:
    """The theme a question asks for: its words, its public when it has one alone, the workshop that teaches it if any."""
    found = workshop_for(question.title, catalogue)
    alone = next(iter(publics), "") if len(publics) == 1 else ""
    audience = AUDIENCE_OF.get(HeardFrom(alone)) if alone else None
    if found is None:
        return Theme(title=shortened(question.title), question=question, audience=audience or Audience.EVERYONE)
    theme = Theme.of_workshop(found, question=question, title=question.title)
    return replace(theme, audience=audience) if audience and theme.audience == Audience.EVERYONE else theme


def workshop_for(title: str, catalogue: Iterable[Workshop]) -> Workshop | None:
    """The workshop of the catalogue that teaches it: the one of that title, else the one that surely says the same."""
    return nearest(title, catalogue, at_least=SURE)


def nearest[T: (Workshop, RecurringQuestion)](title: str, among: Iterable[T], *, at_least: float) -> T | None:
    """What says the same as a title, the very title first; None when nothing is that near."""
    scored = [(likeness(title, each.title), each) for each in among]
    score, found = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return found if score >= at_least else None


def likeness(one: str, other: str) -> float:
    """From 0 to 1, how much two titles ask the same; 2 when they are the same, accents and capitals aside."""
    return 2.0 if fold(one) == fold(other) else wordings.likeness(_read(one), _read(other))


@lru_cache(maxsize=4096)
def _read(title: str) -> Wording:
    return wordings.read(title)


def shortened(title: str) -> str:
    """A title within what a poster holds, cut after a word."""
    if len(title) <= LONGEST:
        return title
    kept = title[: LONGEST - 1].rsplit(" ", 1)[0] if " " in title[:LONGEST] else title[: LONGEST - 1]
    return f"{kept.rstrip(' ,:;')}…"
