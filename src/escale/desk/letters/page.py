"""What the pages of letters say: where each stands, what became of its copies, how it reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from escale.desk.mailing.page import outcomes
from escale.french.dates import day, day_hour
from escale.media.letters import preparing, sending, words
from escale.media.models import Letter


@dataclass(frozen=True, kw_only=True)
class Row:
    """One letter in the list: where it stands, in which tone, and what became of its copies."""

    letter: Letter
    standing: str
    tone: str
    outcomes: str


def rows(letters: Sequence[Letter], *, zone: ZoneInfo, now: datetime) -> list[Row]:
    """The letters of a page of the list. Two queries."""
    states, today = sending.counts(letters), now.astimezone(zone).date()
    return [
        Row(
            letter=letter,
            standing=standing(letter, today=today, zone=zone),
            tone="ok" if letter.left_at else "" if letter.reviewed_at else "warn",
            outcomes=outcomes(states[letter.pk]),
        )
        for letter in letters
    ]


def standing(letter: Letter, *, today: date, zone: ZoneInfo) -> str:
    """ "Partie mercredi 25 novembre à 9 h", "Relue : elle part mercredi 25 novembre", "À relire avant…"."""
    if letter.left_at:
        return f"Partie {day_hour(letter.left_at.astimezone(zone))}"
    on, is_late = day(letter.planned_on), letter.planned_on < today
    if letter.reviewed_at:
        return f"Relue : elle part {'dans quelques minutes' if is_late else on}"
    return f"À relire : elle devait partir {on}" if is_late else f"À relire avant {on}"


def preview(letter: Letter, *, now: datetime) -> tuple[words.Written, str]:
    """How it reads today, as a mail and as its text alone. One query."""
    written = words.write(letter, preparing.articles_of(letter, now=now))
    return written, words.as_text(written)
