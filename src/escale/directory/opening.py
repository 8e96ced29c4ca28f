"""Whether a place is open, until when, or when next: in its own zone, with the public holidays of its territory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State, validate

from escale.directory.models import Partner
from escale.french.dates import hour, relative_day
from escale.scheduling.french_calendar import METROPOLE, UnknownCommune, public_holidays, territory_of

LOOKED_AHEAD = timedelta(days=28)
LONGEST_DAY = timedelta(hours=24)
"""What is open longer in a row never closes in the evening, nor on a public holiday."""


class Span(NamedTuple):
    """A time it is open, half-open, in the zone of the place; `note` is what the hours say of it ("sur rendez-vous")."""

    start: datetime
    end: datetime
    note: str


@dataclass(frozen=True, kw_only=True)
class Opening:
    """How a place stands at an instant, all hours in its zone: `until` is when it closes, `opens` when it opens next.

    Neither when that isn't within four weeks: it never closes, or nobody knows.
    """

    at: datetime
    is_open: bool
    until: datetime | None = None
    opens: datetime | None = None
    is_holiday: bool = False
    note: str = ""

    @property
    def words(self) -> str:
        """ "Ouvert jusqu’à 17 h 30", "Fermé, ouvre lundi 16 novembre à 9 h", "Fermé, jour férié"."""
        note = f", {self.note}" if self.note else ""
        if self.is_open:
            return f"Ouvert{self._until}{note}"
        closed = "Fermé, jour férié" if self.is_holiday else "Fermé"
        return f"{closed}, ouvre {self._when(self.opens)}{note}" if self.opens else closed

    @property
    def _until(self) -> str:
        if self.until is None:
            return ""
        return f" jusqu’à {hour(self.until)}" if self._is_today(self.until) else f" jusqu’à {self._when(self.until)}"

    def _when(self, then: datetime) -> str:
        return f"à {hour(then)}" if self._is_today(then) else f"{self._day(then)} à {hour(then)}"

    def _day(self, then: datetime) -> str:
        return relative_day(then.date(), self.at.date())

    def _is_today(self, then: datetime) -> bool:
        return then.date() == self.at.date()


def of(partner: Partner, *, now: datetime) -> Opening | None:
    """How a partner stands; None when its hours aren't known, or can't be read."""
    hours = readable(partner.hours, time_zone=partner.time_zone, on_holidays="PH" in partner.hours)
    if hours is None:
        return None
    at = now.astimezone(ZoneInfo(partner.time_zone))
    is_holiday = at.date() in public_holidays(_territory(partner), at.year)
    span = next(_open_days(partner, hours, at), None)
    if span is None:
        return Opening(at=at, is_open=False, is_holiday=is_holiday)
    if span.start <= at:
        until = span.end if span.end < at + LOOKED_AHEAD else None
        return Opening(at=at, is_open=True, until=until, note=span.note)
    return Opening(at=at, is_open=False, opens=span.start, is_holiday=is_holiday, note=span.note)


def spans(hours: OpeningHours, first: datetime, last: datetime) -> Iterator[Span]:
    """The times it is open from one instant to another, in order."""
    for start, end, state, note in hours.intervals(first, last):
        if state == State.OPEN:
            yield Span(start, end, note)


@lru_cache(maxsize=4096)
def readable(hours: str, *, time_zone: str = "", on_holidays: bool = False) -> OpeningHours | None:
    """Hours ready to be asked; None when they aren't written as OpenStreetMap does. Without a zone, clocks are bare."""
    if not validate(hours):
        return None
    return OpeningHours(
        hours,
        timezone=ZoneInfo(time_zone) if time_zone else None,
        country="FR" if on_holidays else None,
        auto_country=False,
        auto_timezone=False,
    )


def _open_days(partner: Partner, hours: OpeningHours, at: datetime) -> Iterator[Span]:
    """When it is open in the weeks to come. Hours that don't speak of public holidays are those of the other days."""
    says_holidays, territory = "PH" in partner.hours, _territory(partner)
    for span in spans(hours, at, at + LOOKED_AHEAD):
        is_holiday = span.start.date() in public_holidays(territory, span.start.year)
        if says_holidays or not is_holiday or span.end - span.start > LONGEST_DAY:
            yield span


@lru_cache(maxsize=1024)
def _territory_of(commune: str) -> str:
    try:
        return territory_of(commune)
    except UnknownCommune:
        return METROPOLE


def _territory(partner: Partner) -> str:
    """The one whose public holidays hold there; the mainland's when its commune isn't known."""
    return _territory_of(partner.commune)
