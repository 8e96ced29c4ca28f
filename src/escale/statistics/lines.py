"""The parts of figures: totals, months, lines of a table."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Totals:
    """`people` have a file and are different; `unnamed` are participations of people who gave no name."""

    activities: int
    individual: int
    collective: int
    participations: int
    individual_participations: int
    collective_participations: int
    minutes: int
    people: int
    new_people: int
    unnamed: int
    unnamed_new: int

    @property
    def returning_people(self) -> int:
        return self.people - self.new_people


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month of the period, whole or not; participations, by kind."""

    first: date
    activities: int
    participations: int
    individual: int
    collective: int


@dataclass(frozen=True, kw_only=True)
class ActivityLine:
    """What is counted of activities with one value: an activity with two topics is in two lines."""

    value: str
    label: str
    activities: int
    participations: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class PeopleLine:
    """Different people with one value, those who are new among them, and participations without a name beside."""

    value: str
    label: str
    people: int
    new: int
    unnamed: int


@dataclass(frozen=True, kw_only=True)
class Meetings:
    """Appointments whose outcome is noted: who came, who didn't; those a reminder left for, and the wait for the day."""

    seen: int
    missed: int
    seen_reminded: int
    missed_reminded: int
    waited: int
    waited_days: float

    @property
    def no_show_rate(self) -> int | None:
        """Out of a hundred; None when nothing is noted."""
        return rate(self.missed, self.seen)

    @property
    def no_show_rate_reminded(self) -> int | None:
        return rate(self.missed_reminded, self.seen_reminded)

    @property
    def no_show_rate_not_reminded(self) -> int | None:
        return rate(self.missed - self.missed_reminded, self.seen - self.seen_reminded)

    @property
    def waiting_days(self) -> float | None:
        """Days between taking an hour and the appointment, on average."""
        return self.waited_days / self.waited if self.waited else None


def rate(these: int, others: int) -> int | None:
    """These out of a hundred of all; None when there is nothing."""
    return round(100 * these / (these + others)) if these + others else None
