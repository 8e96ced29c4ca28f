"""A tally: how many, by axis, value and measure. It adds up, takes away, and is kept as one row a month."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

Tally = Counter[tuple[str, str, str]]
"""`tally["topic", "email", "participations"]`; axis "all" has the value ""."""

type Kept = dict[str, dict[str, dict[str, int]]]
"""The same nested, as JSON holds it."""

CAME_AFTER = "people after "
"""What begins the measures of people of a month: "people after 2026-03", and "people after " for the new ones."""


WORK = ("activities", "participations", "minutes")


class Works:
    """Activities, participations and minutes by axis and value, on their way to a tally: one look-up for the three."""

    def __init__(self) -> None:
        self.sums: dict[tuple[str, Any], list[int]] = {}

    def add(self, places: Iterable[tuple[str, Any]], work: Sequence[int]) -> None:
        activities, participations, minutes = work
        for place in places:
            held = self.sums.get(place)
            if held is None:
                self.sums[place] = [*work]
            else:
                held[0] += activities
                held[1] += participations
                held[2] += minutes

    def put_into(self, total: Tally) -> None:
        """What nobody said is on no line."""
        for (axis, value), sums in self.sums.items():
            if value is not None:
                for measure, n in zip(WORK, sums, strict=True):
                    total[axis, str(value), measure] += n


def came_after(month: date | None) -> str:
    """The measure of people of a month whose visit before was in that month, or who never came before."""
    return CAME_AFTER + (month_key(month) if month else "")


def packed(tally: Tally) -> Kept:
    """As a row keeps it; what is nought is left out."""
    kept: Kept = {}
    for (axis, value, measure), n in tally.items():
        if n:
            kept.setdefault(axis, {}).setdefault(value, {})[measure] = n
    return kept


def unpacked(kept: Mapping[str, Mapping[str, Mapping[str, int]]]) -> Tally:
    return Counter(
        {
            (axis, value, measure): n
            for axis, values in kept.items()
            for value, measures in values.items()
            for measure, n in measures.items()
        }
    )


def of_period(months: Iterable[Mapping[str, Mapping[str, Mapping[str, int]]]], *, first: date) -> Tally:
    """Add up months as rows keep them; people who already came in one of them, from `first` on, are counted once."""
    start = CAME_AFTER + month_key(first)
    total: Tally = Counter()
    for kept in months:
        for axis, values in kept.items():
            for value, measures in values.items():
                for measure, n in measures.items():
                    if not measure.startswith(CAME_AFTER):
                        total[axis, value, measure] += n
                    elif measure < start:
                        total[axis, value, "people"] += n
                        if measure == CAME_AFTER:
                            total[axis, value, "new"] += n
    return total


def month_key(day: date) -> str:
    """ "2026-03"."""
    return f"{day.year}-{day.month:02}"


def months_of(since: date, until: date) -> list[date]:
    """The first day of every month touched, both days included."""
    count = (until.year - since.year) * 12 + until.month - since.month + 1
    return [months_later(since.replace(day=1), n) for n in range(count)]


def months_later(first: date, months: int) -> date:
    """The first of a month, that many months later."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)
