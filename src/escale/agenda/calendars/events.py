"""From iCalendar text (RFC 5545) to the hours it makes busy: zones, recurrence, exceptions, cancellations.

What is read here was written by somebody else, perhaps to do harm. Nothing is trusted to be small or well formed: rules
that repeat by the minute are left out, and the whole stops when its time is over. What can't be read is counted.
"""

import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Component

from escale.agenda.calendars.problems import CannotRead
from escale.agenda.models import ReadingProblem
from escale.scheduling.wall_clock import day_bounds

LONGEST_SECONDS = 10.0
MOST_EVENTS = 5000
LONGEST_TITLE = 120
REPEATS = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
MOST_TIMES_A_DAY = 24
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what follows: a title could lie about the words beside it."""
TIMING = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})


@dataclass(frozen=True, kw_only=True)
class BusyTime:
    """An event that makes busy: half-open instants in UTC. `key` is the same at every reading."""

    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    all_day: bool


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One time an event takes place: half-open instants in UTC. `key` is the same at every reading."""

    key: str
    event: Component
    starts_at: datetime
    ends_at: datetime
    all_day: bool


@dataclass(frozen=True, kw_only=True)
class Window:
    """The instants read, and the clock by which whole days and hours without a zone are understood."""

    start: datetime
    end: datetime
    zone: ZoneInfo


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was understood, earliest first, and how many events were not."""

    busy: list[BusyTime]
    left_out: int


def parse(texts: Iterable[bytes]) -> list[Calendar]:
    """Read each text as one or several calendars. Raises `CannotRead` when one holds none, or is cut short."""
    calendars: list[Calendar] = []
    for text in texts:
        try:
            found = Calendar.from_ical(text, multiple=True)
        except Exception as problem:  # The library promises no list of what it raises on what isn't a calendar.
            raise CannotRead(ReadingProblem.NOT_A_CALENDAR) from problem
        # A text cut short, or of another nature, must never pass for a calendar from which everything was removed.
        if not found or any(each.name != "VCALENDAR" for each in found) or not _is_whole(text):
            raise CannotRead(ReadingProblem.NOT_A_CALENDAR)
        calendars += found
    return calendars


def busy_times(calendars: Iterable[Calendar], *, window: Window, own_host: str) -> Reading:
    """The events that make busy in the window. Ours, come back by a long way, are left aside: `own_host` tells them.

    Raises `CannotRead` when it takes too long, or when there are too many.
    """
    found, left_out = read(calendars, window=window, own_host=own_host, make=_busy)
    return Reading(busy=sorted(found.values(), key=lambda busy: (busy.starts_at, busy.key)), left_out=left_out)


def read[T](
    calendars: Iterable[Calendar], *, window: Window, own_host: str, make: Callable[[Occurrence], T | None]
) -> tuple[dict[str, T], int]:
    """What `make` gives of each occurrence in the window (None: nothing), by key; and how many events were not understood.

    Those written by `own_host` are left aside. Raises `CannotRead` when it takes too long, or when there are too many.
    """
    ends = time.monotonic() + LONGEST_SECONDS
    found: dict[str, T] = {}
    left_out = 0
    for calendar in calendars:
        left_out += _drop_unreasonable(calendar, own_host=own_host)
        readable = _series_of(calendar)
        left_out += len({str(event["UID"]) for event in calendar.walk("VEVENT")}) - len(readable)
        for series in readable:
            if time.monotonic() > ends or len(found) > MOST_EVENTS:
                raise CannotRead(ReadingProblem.TOO_BIG)
            try:
                made = ((each.key, make(each)) for each in islice(_occurrences(series, window), MOST_EVENTS + 1))
                found |= {key: kept for key, kept in made if kept is not None}
            except Exception:  # See `_ReadableSeries`.
                left_out += 1
    if len(found) > MOST_EVENTS:
        raise CannotRead(ReadingProblem.TOO_BIG)
    return found, left_out


def _is_whole(text: bytes) -> bool:
    lines = [line.strip() for line in text.upper().splitlines()]
    return lines.count(b"BEGIN:VCALENDAR") == lines.count(b"END:VCALENDAR")


def is_ours(uid: str, own_host: str) -> bool:
    """Whether an event was written by this instance."""
    return uid.startswith("escale-") and uid.endswith(f"@{own_host}")


class _ReadableSeries(recurring_ical_events.CalendarQuery):  # type: ignore[misc] # the library gives no types
    """The series that can be understood: one that can't, whatever the reason, doesn't hide the others."""

    suppressed_errors: ClassVar[list[type[Exception]]] = [Exception]


def _series_of(calendar: Calendar) -> list[Any]:
    try:
        found = recurring_ical_events.of(calendar, skip_bad_series=True, calendar_query=_ReadableSeries)
    except Exception as problem:  # See `parse`.
        raise CannotRead(ReadingProblem.NOT_A_CALENDAR) from problem
    return list(found.series)


def _drop_unreasonable(calendar: Calendar, *, own_host: str) -> int:
    """Take out what must not be read: our own events, and rules made to be endless. Give how many of the latter."""
    kept, dropped = [], 0
    for component in calendar.subcomponents:
        if component.name == "VEVENT":
            if is_ours(str(component.get("UID", "")), own_host):
                continue
            if TIMING & {name for name, _ in component.errors} or not _is_reasonable(component):
                dropped += 1
                continue
            if "UID" not in component:
                component["UID"] = sha256(component.to_ical()).hexdigest()
        kept.append(component)
    calendar.subcomponents = kept
    return dropped


def _is_reasonable(event: Component) -> bool:
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        times = 1
        for part in ("BYHOUR", "BYMINUTE", "BYSECOND"):
            times *= max(1, len(rule.get(part, [])))
        if str(rule.get("FREQ", [""])[0]).upper() not in REPEATS or times > MOST_TIMES_A_DAY:
            return False
    return True


def _busy(occurrence: Occurrence) -> BusyTime | None:
    event = occurrence.event
    if event.get("STATUS") == "CANCELLED" or event.get("TRANSP") == "TRANSPARENT":
        return None
    return BusyTime(
        key=occurrence.key,
        title=one_line(str(event.get("SUMMARY", "")))[:LONGEST_TITLE],
        starts_at=occurrence.starts_at,
        ends_at=occurrence.ends_at,
        all_day=occurrence.all_day,
    )


def _occurrences(series: Any, window: Window) -> Iterator[Occurrence]:
    # A margin on each side: an hour without a zone may fall a day away from where UTC would put it.
    margin = timedelta(days=1)
    for occurrence in series.between(window.start - margin, window.end + margin):
        starts_at, ends_at = _instant(occurrence.start, window.zone), _instant(occurrence.end, window.zone)
        if starts_at < ends_at and starts_at < window.end and ends_at > window.start:
            yield Occurrence(
                key=_key(occurrence),
                event=occurrence.as_component(False),
                starts_at=starts_at,
                ends_at=ends_at,
                all_day=not isinstance(occurrence.start, datetime),
            )


def _instant(moment: date, zone: ZoneInfo) -> datetime:
    """A day begins at its first instant on the clock of the zone; an hour without a zone is read on that clock."""
    if not isinstance(moment, datetime):
        return day_bounds(moment, zone).start
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)).astimezone(UTC)


def _key(occurrence: Any) -> str:
    """The UID, and the hour the occurrence stands for in its series, whenever it takes place."""
    stands_for = occurrence.id.recurrence_id or occurrence.start
    return sha256(f"{occurrence.uid}\n{stands_for.isoformat()}".encode("utf-8", "replace")).hexdigest()


def one_line(text: str) -> str:
    """One line of signs that any database and any calendar can hold, none of which turns the text around."""
    whole = text.encode("utf-8", "replace").decode()
    return " ".join("".join(" " if _breaks(sign) else sign for sign in whole).split())


def _breaks(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} or sign in TURNING
