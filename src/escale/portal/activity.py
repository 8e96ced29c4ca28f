"""One thing that can be done at a place on a day, as public lists show it."""

from dataclasses import dataclass
from datetime import date

from escale.french.dates import SHORT_DAYS, SHORT_MONTHS, day


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A card of the list, in words. `kind` draws the flag; `tone` colours the note: ok, warn or bad."""

    kind: str
    kind_label: str
    on: date
    title: str
    when: str
    where: str
    address: str
    action: str
    note: str = ""
    tone: str = "ok"
    quiet: bool = False

    @property
    def short_day(self) -> str:
        return SHORT_DAYS[self.on.weekday()]

    @property
    def short_month(self) -> str:
        return SHORT_MONTHS[self.on.month - 1]

    @property
    def day(self) -> str:
        return day(self.on)
