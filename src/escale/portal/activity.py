"""One thing that can be done at a place on a day, as public lists show it."""

from dataclasses import dataclass
from datetime import date

from escale.french.dates import SHORT_DAYS, SHORT_MONTHS, day
from escale.french.typography import NB
from escale.places.distance import Point


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A card of the list, in words. `kind` draws the flag; `tone` colours the note: ok, warn or bad.

    `on` is None for a place open at all times. `phone` is the number to call about it (E.164), `seen_on` the site it was read
    on when it isn't ours; `spot` and `spot_name` are where one goes, for the map.
    """

    kind: str
    kind_label: str
    on: date | None
    title: str
    when: str
    where: str
    address: str
    action: str
    note: str = ""
    tone: str = "ok"
    quiet: bool = False
    phone: str = ""
    seen_on: str = ""
    spot: Point | None = None
    spot_name: str = ""
    spot_address: str = ""

    @property
    def short_day(self) -> str:
        return SHORT_DAYS[self.on.weekday()] if self.on else ""

    @property
    def short_month(self) -> str:
        return SHORT_MONTHS[self.on.month - 1] if self.on else ""

    @property
    def day(self) -> str:
        return day(self.on) if self.on else ""

    @property
    def sentence(self) -> str:
        """Everything said at once, for paper: "Mardi 17 novembre, de 14 h à 16 h : Mes photos. Centre social, à 8 km."."""
        when = ", ".join(filter(None, [self.day.capitalize(), self.when]))
        return f"{when}{NB}: {self.title}. {self.where}." if when else f"{self.title}. {self.where}."
