"""Which days a page of the agenda shows, and how it calls them."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from escale.french.dates import day, day_year, days_range, month_year

DAY, WEEK_LENGTH, SATURDAY = timedelta(days=1), 7, 5
FIRST_DAY, LAST_DAY = date(2001, 1, 1), date(2098, 12, 31)
"""The days a page may be asked for: those around them still have an address."""


class View(StrEnum):
    """What the addresses say."""

    DAY = "jour"
    WEEK = "semaine"
    MONTH = "mois"


NEIGHBOURS = {
    View.DAY: ("Jour précédent", "Jour suivant"),
    View.WEEK: ("Semaine précédente", "Semaine suivante"),
    View.MONTH: ("Mois précédent", "Mois suivant"),
}
WITHIN = {View.DAY: "ce jour-là", View.WEEK: "cette semaine", View.MONTH: "ce mois-ci"}


@dataclass(frozen=True, kw_only=True)
class Period:
    """The days from `first` to `last`, both included, around `on`, the day the address names."""

    view: View
    on: date
    first: date
    last: date

    @classmethod
    def around(cls, view: View, on: date) -> "Period":
        """The day, the week from Monday to Sunday or the whole month that holds this day."""
        match view:
            case View.DAY:
                return cls(view=view, on=on, first=on, last=on)
            case View.WEEK:
                monday = on - timedelta(days=on.weekday())
                return cls(view=view, on=on, first=monday, last=monday + timedelta(days=WEEK_LENGTH - 1))
            case View.MONTH:
                first = on.replace(day=1)
                return cls(view=view, on=on, first=first, last=_month_after(first) - DAY)

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @property
    def previous(self) -> date | None:
        """A day of the period before; none where the addresses end."""
        before = self.first - DAY
        back = before.replace(day=1) if self.view == View.MONTH else self.on - self._step
        return back if back >= FIRST_DAY else None

    @property
    def following(self) -> date | None:
        """A day of the period after; none where the addresses end."""
        ahead = self.last + DAY if self.view == View.MONTH else self.on + self._step
        return ahead if ahead <= LAST_DAY else None

    @property
    def neighbours(self) -> tuple[str, str]:
        """What the two arrows are called."""
        return NEIGHBOURS[self.view]

    @property
    def within(self) -> str:
        """ "cette semaine", as the end of a sentence."""
        return WITHIN[self.view]

    @property
    def _step(self) -> timedelta:
        return timedelta(days=1 if self.view == View.DAY else WEEK_LENGTH)

    def holds(self, on: date) -> bool:
        return self.first <= on <= self.last

    def title(self, shown: list[date], today: date) -> str:
        """The page's title: the day, the days shown of the week, the month."""
        match self.view:
            case View.DAY:
                words = day(self.on) if self.on.year == today.year else day_year(self.on)
            case View.MONTH:
                words = month_year(self.on)
            case View.WEEK:
                words = days_range(shown[0], shown[-1])
                if shown[0].year == shown[-1].year != today.year:
                    words = f"{words} {shown[0].year}"
        return words[:1].upper() + words[1:]


def is_weekend(on: date) -> bool:
    return on.weekday() >= SATURDAY


def _month_after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
