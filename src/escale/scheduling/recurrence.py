"""When something comes back: a rule on local dates, never on instants, so that the wall clock is kept.

The rules are the ones advisers use: one date, every N weeks on chosen days, every N months on the nth weekday. They are
stored as text (`recurrence_text`) and computed by dateutil on naive local dates; hours and zone join them later, in
`wall_clock.to_instants`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self

from dateutil import rrule

MOST_WEEKS_OR_MONTHS = 8
NTHS = (1, 2, 3, 4, -1)
"""First to fourth, and last: a fifth weekday doesn't come every month."""


class BadRecurrence(ValueError):
    """The rule can't be understood or kept; the message is a French sentence for the person who wrote it."""


class Parity(StrEnum):
    """Which weeks of the year, by the ISO number printed in calendars: docs/decisions/0017."""

    EVEN = "even"
    ODD = "odd"

    def holds(self, on: date) -> bool:
        """Whether the day is in such a week."""
        return (on.isocalendar().week % 2 == 0) is (self is Parity.EVEN)


class Frequency(StrEnum):
    """How a recurrence comes back."""

    ONCE = "once"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule that yields local dates; make one with `once`, `weekly` or `monthly`, or read one from its text.

    Weekdays are numbered as in `date.weekday()` (Monday 0). `until` is a date, included. `count` counts as RRULE does:
    excluded dates are counted. Weeks begin on Monday, so "every two weeks" counts from the week of `starts_on`.
    Raises BadRecurrence when the parts don't make one of the three rules.
    """

    starts_on: date
    frequency: Frequency
    every: int = 1
    weekdays: frozenset[int] = frozenset()
    nth: int | None = None
    until: date | None = None
    count: int | None = None
    excluded: frozenset[date] = frozenset()
    parity: Parity | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.every <= MOST_WEEKS_OR_MONTHS:
            raise BadRecurrence(f"La répétition va de 1 à {MOST_WEEKS_OR_MONTHS} semaines ou mois.")
        if not all(0 <= day <= 6 for day in self.weekdays):
            raise BadRecurrence("Un des jours choisis n’est pas un jour de la semaine.")
        if self.frequency is Frequency.WEEKLY and not self.weekdays:
            raise BadRecurrence("Choisissez au moins un jour de la semaine.")
        if self.frequency is Frequency.MONTHLY and (len(self.weekdays) != 1 or self.nth not in NTHS):
            raise BadRecurrence("Choisissez un jour du mois, par exemple le premier mardi ou le dernier vendredi.")
        if self.parity and (self.frequency is not Frequency.WEEKLY or self.every != 1 or self.count is not None):
            raise BadRecurrence("Les semaines paires ou impaires vont avec « chaque semaine », sans nombre de fois.")
        if self.until is not None and self.count is not None:
            raise BadRecurrence("Choisissez une date de fin ou un nombre de fois, pas les deux.")
        if self.count is not None and self.count < 1:
            raise BadRecurrence("Le nombre de fois est au moins 1.")
        if self.until is not None and self.until < self.starts_on:
            raise BadRecurrence("La date de fin vient avant la date de début.")

    @classmethod
    def once(cls, on: date) -> Self:
        """Make the rule of a single date."""
        return cls(starts_on=on, frequency=Frequency.ONCE)

    @classmethod
    def weekly(
        cls,
        *,
        starts_on: date,
        weekdays: Iterable[int],
        every: int = 1,
        until: date | None = None,
        count: int | None = None,
        excluded: Iterable[date] = (),
        parity: Parity | None = None,
    ) -> Self:
        """Make "every N weeks on these weekdays", counted from the week of the start, or "even weeks", by their ISO number."""
        return cls(
            starts_on=starts_on,
            frequency=Frequency.WEEKLY,
            every=every,
            weekdays=frozenset(weekdays),
            until=until,
            count=count,
            excluded=frozenset(excluded),
            parity=parity,
        )

    @classmethod
    def monthly(
        cls,
        *,
        starts_on: date,
        weekday: int,
        nth: int,
        every: int = 1,
        until: date | None = None,
        count: int | None = None,
        excluded: Iterable[date] = (),
    ) -> Self:
        """Make "every N months on the nth weekday": nth from 1 to 4, or -1 for the last."""
        return cls(
            starts_on=starts_on,
            frequency=Frequency.MONTHLY,
            every=every,
            weekdays=frozenset({weekday}),
            nth=nth,
            until=until,
            count=count,
            excluded=frozenset(excluded),
        )

    def dates(self, first: date, last: date) -> Iterator[date]:
        """Yield the dates of the rule from `first` to `last`, both included, in order, excluded dates left out."""
        if self.frequency is Frequency.ONCE:
            candidates: Iterable[date] = (self.starts_on,)
        else:
            rule = self._rule(self._start_aligned_with(first))
            candidates = (instant.date() for instant in rule)
        for on in candidates:
            if on > last:
                return
            if on >= first and on not in self.excluded and (self.parity is None or self.parity.holds(on)):
                yield on

    def _start_aligned_with(self, first: date) -> date:
        """Bring the start near the window without changing the phase: a rule of every two weeks keeps its weeks.

        A counted rule must be unrolled from its real start, otherwise its last dates would move.
        """
        if first <= self.starts_on or self.count is not None:
            return self.starts_on
        if self.frequency is Frequency.WEEKLY:
            weeks = (first - self.starts_on).days // 7
            return self.starts_on + timedelta(weeks=weeks - weeks % self.every)
        months = (first.year - self.starts_on.year) * 12 + first.month - self.starts_on.month
        months -= months % self.every
        if months == 0:
            return self.starts_on
        year, month = divmod(self.starts_on.year * 12 + self.starts_on.month - 1 + months, 12)
        return date(year, month + 1, 1)

    def _rule(self, starts_on: date) -> rrule.rrule:
        weekly = self.frequency is Frequency.WEEKLY
        return rrule.rrule(
            rrule.WEEKLY if weekly else rrule.MONTHLY,
            dtstart=datetime.combine(starts_on, time.min),
            interval=self.every,
            wkst=rrule.MO,
            byweekday=[rrule.weekday(day, self.nth) for day in sorted(self.weekdays)],
            until=None if self.until is None else datetime.combine(self.until, time.min),
            count=self.count,
        )
