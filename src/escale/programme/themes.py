"""What a date can be about: words, the question they answer, the workshop of the catalogue that teaches it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Self

from escale.french.plain_text import fold
from escale.programme.models import ProgrammeSlot
from escale.questions.models import HeardFrom, RecurringQuestion
from escale.workshops.models import Audience, Workshop

LONGEST = 60
USUAL_SEATS = 6
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
    """The workshop of the catalogue that has this title, accents and capitals aside."""
    wanted = fold(title)
    return next((each for each in catalogue if fold(each.title) == wanted), None)


def shortened(title: str) -> str:
    """A title within what a poster holds, cut after a word."""
    if len(title) <= LONGEST:
        return title
    kept = title[: LONGEST - 1].rsplit(" ", 1)[0] if " " in title[:LONGEST] else title[: LONGEST - 1]
    return f"{kept.rstrip(' ,:;')}…"
