"""The terms a programme is proposed for: quarters that begin and end outside school holidays, or from holidays to holidays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from escale.french.dates import MONTHS
from escale.french.elision import of
from escale.scheduling import french_calendar
from escale.scheduling.french_calendar import SchoolHoliday, SchoolZone

QUARTERS = ((1, 3), (4, 6), (9, 12))
"""First and last month. Nothing is proposed for the summer: whoever works then says her own days."""

DAY = timedelta(days=1)
YEAR = timedelta(days=365)
SHORTEST = timedelta(weeks=3)
"""Less than that between two holidays is a bridge, not a term."""


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term, from its first to its last day, both included."""

    starts_on: date
    ends_on: date

    @property
    def months(self) -> str:
        """ "janvier à mars", "juin"."""
        first, last = MONTHS[self.starts_on.month - 1], MONTHS[self.ends_on.month - 1]
        return first if first == last else f"{first} à {last}"

    @property
    def title(self) -> str:
        """ "Programme de janvier à mars", "Programme d’avril à juin"."""
        return f"Programme {of(self.months)}"


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """The terms to come; the school calendar is known for all of them or isn't."""

    quarters: Sequence[Term]
    between_holidays: Sequence[Term]
    school_calendar_known: bool


def proposed(zone: SchoolZone | None, *, on: date) -> Proposed:
    """The terms that end after that day, within the year: the one under way first."""
    quarters = [
        Term(starts_on=date(year, first, 1), ends_on=_last_day(year, last))
        for year in (on.year, on.year + 1)
        for first, last in QUARTERS
    ]
    coming = [each for each in quarters if each.ends_on > on and each.starts_on < on + YEAR]
    holidays = _holidays(zone, on - YEAR, max(each.ends_on for each in coming) + DAY)
    trimmed = [_trimmed(each, holidays) for each in coming]
    return Proposed(
        quarters=[each for each in trimmed if each.ends_on > on],
        between_holidays=[each for each in _between(holidays) if each.ends_on > on],
        school_calendar_known=bool(holidays),
    )


def next_one(terms: Proposed, *, on: date) -> Term:
    """The quarter one prepares that day: the first that hasn't begun."""
    return next(each for each in terms.quarters if each.starts_on > on)


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - DAY


def _holidays(zone: SchoolZone | None, first: date, last: date) -> list[SchoolHoliday]:
    found = french_calendar.school_holidays(zone, first, min(last, french_calendar.school_calendar_known_until()))
    return found if isinstance(found, list) else []


def _trimmed(term: Term, holidays: Sequence[SchoolHoliday]) -> Term:
    starts_on, ends_on = term.starts_on, term.ends_on
    for each in holidays:
        if each.first_on <= starts_on <= each.last_on:
            starts_on = each.last_on + DAY
        if each.first_on <= ends_on <= each.last_on:
            ends_on = each.first_on - DAY
    return Term(starts_on=starts_on, ends_on=ends_on)


def _between(holidays: Sequence[SchoolHoliday]) -> list[Term]:
    gaps = [Term(starts_on=before.last_on + DAY, ends_on=after.first_on - DAY) for before, after in pairwise(holidays)]
    return [each for each in gaps if each.ends_on - each.starts_on >= SHORTEST]
