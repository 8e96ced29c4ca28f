"""What an agenda shows, before any layout: who, when on the clock of its place, and its words."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from escale.french.dates import hour


class Layer(StrEnum):
    """Bands lie under; everything else stands on them, side by side when it overlaps."""

    BAND = "band"
    EVENT = "event"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing of the agenda. `start` and `end` are read on the clock of its place, half-open.

    `kind` is its class and its flag; `name` is what `data-item` says of it. `resource_id` is who or what it keeps busy.
    """

    kind: str
    name: str
    start: datetime
    end: datetime
    resource_id: int
    venue_id: int | None = None
    layer: Layer = Layer.EVENT
    title: str = ""
    sub: str = ""
    href: str = ""
    css: str = ""
    spoken: str = ""
    clock: str = ""
    pk: int | None = None
    move: str = ""
    has_flag: bool = True
    count: int = 1

    @property
    def wall_start(self) -> str:
        """ "2026-11-24T14:00", on the clock of the place."""
        return self.start.replace(tzinfo=None).isoformat(timespec="minutes")

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds() // 60)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last local day it touches."""
        last = self.end.date()
        ends_at_midnight = self.end.time() == time(0) and last > self.start.date()
        return self.start.date(), date.fromordinal(last.toordinal() - 1) if ends_at_midnight else last

    def touches(self, on: date) -> bool:
        first, last = self.days
        return first <= on <= last

    def fills(self, on: date) -> bool:
        """Whether it covers that whole local day."""
        begins = self.start.date() < on or self.start.time() == time(0)
        return begins and self.start.date() <= on < self.end.date()

    def hour_on(self, on: date) -> str:
        """When it begins, that day: "14 h"; nothing when it fills the day."""
        if self.start.date() == on and not self.fills(on):
            return f"{hour(self.start)}{self.clock}"
        return "" if self.fills(on) else f"Jusqu’à {hour(self.end)}{self.clock}"


@dataclass(frozen=True, kw_only=True)
class Note:
    """What a whole day is: a holiday, a closure. `is_off` when nobody works."""

    title: str
    sub: str = ""
    is_off: bool = True
