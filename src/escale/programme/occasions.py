"""The days and weeks of the year partners make something of: when they are, whom they speak to, which themes suit them."""

from dataclasses import dataclass
from datetime import date, timedelta

MONDAY, TUESDAY = 0, 1


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One of them, from its first to its last day, both included; `words` are stems of the themes that suit it."""

    name: str
    first_on: date
    last_on: date
    audience: str = ""
    words: tuple[str, ...] = ()

    def holds(self, on: date) -> bool:
        return self.first_on <= on <= self.last_on


def of_year(year: int) -> list[Occasion]:
    """The occasions of a civil year, by date.

    Safer Internet Day: the Tuesday between 5 and 11 February. Online tax return: from mid-April to the end of May.
    Semaine bleue: the week of the first Monday from 30 September on. Cybermois: October.
    """
    blue = _next(MONDAY, date(year, 9, 30))
    safer = _next(TUESDAY, date(year, 2, 5))
    return [
        Occasion(
            name="le Safer Internet Day",
            first_on=safer,
            last_on=safer + timedelta(days=5),
            words=("mot de passe", "faux", "arnaque", "securite", "enfant"),
        ),
        Occasion(
            name="la campagne des impôts",
            first_on=date(year, 4, 10),
            last_on=date(year, 5, 31),
            words=("impot", "declar", "revenu"),
        ),
        Occasion(name="la Semaine bleue", first_on=blue, last_on=blue + timedelta(days=6), audience="seniors"),
        Occasion(
            name="le Cybermois",
            first_on=date(year, 10, 1),
            last_on=date(year, 10, 31),
            words=("mot de passe", "faux", "arnaque", "securite"),
        ),
    ]


def during(on: date) -> Occasion | None:
    """The occasion a day falls in, the shortest when there are several."""
    found = [each for each in of_year(on.year) if each.holds(on)]
    return min(found, key=lambda each: each.last_on - each.first_on, default=None)


def _next(weekday: int, first: date) -> date:
    return first + timedelta(days=(weekday - first.weekday()) % 7)
