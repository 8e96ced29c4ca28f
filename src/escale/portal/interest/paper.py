"""The sheet of paper: the same questions, with boxes to tick."""

from collections.abc import Sequence
from dataclasses import dataclass

from escale.french.dates import DAYS
from escale.portal.interest.forms import NEEDS
from escale.workshops import positioning
from escale.workshops.availability import HALF_WORDS
from escale.workshops.models import WEEKDAYS
from escale.workshops.positioning import Question

MOST_VENUES = 4


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What the two sides show. The venues are left out when there is no choice, or too much of it."""

    days: Sequence[str]
    halves: Sequence[str]
    needs: Sequence[str]
    venues: Sequence[str]
    parts: Sequence[tuple[str, Sequence[Question]]]


def sheet(venues: Sequence[str]) -> Sheet:
    """The sheet of an organization with these venues."""
    return Sheet(
        days=[name.capitalize() for name, _ in zip(DAYS, WEEKDAYS, strict=False)],
        halves=[half.capitalize() for half in HALF_WORDS.values()],
        needs=list(NEEDS.values()),
        venues=list(venues) if 1 < len(venues) <= MOST_VENUES else [],
        parts=[
            ("Pour commencer", positioning.FIRST),
            ("Les premiers pas", positioning.BASICS),
            ("Pour aller plus loin", positioning.MORE),
        ],
    )
