"""Reading the calendars that are due: claim, ask, understand, write. Any number of workers may do it at once."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.db.models import F

from escale.agenda.calendars import events, sealing, sources, writing
from escale.agenda.calendars.events import Window
from escale.agenda.calendars.problems import CannotRead
from escale.agenda.calendars.sources import Content, Request
from escale.agenda.calendars.zones import zone_of_adviser
from escale.agenda.models import CalendarKind, ExternalCalendar, ExternalCalendarQuerySet, ReadingProblem
from escale.agenda.models.calendars import LEASE

log = logging.getLogger(__name__)

EVERY = {
    CalendarKind.ADDRESS: timedelta(minutes=15),
    CalendarKind.CALDAV: timedelta(minutes=15),
    # A file never changes, but the days it is read for move on.
    CalendarKind.FILE: timedelta(days=1),
}
LONGEST_PAUSE = timedelta(hours=6)
WHOLE_EVERY = timedelta(days=1)
"""How long “nothing has changed” is enough: series are only written for the days of the window, which moves on."""
DAYS_BEHIND = timedelta(days=7)
MONTHS_AHEAD = relativedelta(months=13)
BATCH = 16
AT_ONCE = 8


def read_due(*, now: datetime, limit: int = BATCH) -> int:
    """Read the calendars that are due, several at once; give how many. One that fails keeps what was read before."""
    claimed = _claim(now=now, limit=limit)
    if not claimed:
        return 0
    windows = [_window(calendar, now=now) for calendar in claimed]
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        answers = list(pool.map(_ask, claimed, windows, [now] * len(claimed)))
    for calendar, window, answer in zip(claimed, windows, answers, strict=True):
        _settle(calendar, answer, window=window, now=now)
    return len(claimed)


def read_at_once(calendar: ExternalCalendar, *, now: datetime) -> None:
    """Read a calendar that asks nothing of the network: a file."""
    window = _window(calendar, now=now)
    _settle(calendar, _ask(calendar, window, now), window=window, now=now)


def next_try(kind: CalendarKind, *, failures: int, now: datetime) -> datetime:
    """When a calendar that failed that many times in a row is read again: later and later, six hours at most."""
    every = EVERY[kind]
    later: timedelta = every * 2 ** min(failures, 10)
    return now + max(every, min(later, LONGEST_PAUSE))


def _claim(*, now: datetime, limit: int) -> list[ExternalCalendar]:
    """Take due calendars for this worker: the UPDATE of a second one finds them taken."""
    due = ExternalCalendar.objects.due(now=now)
    claimed = []
    for calendar in due.order_by("next_read_at", "pk")[:limit]:
        if due.filter(pk=calendar.pk).update(next_read_at=now + LEASE, read_started_at=now):
            claimed.append(calendar)
    return claimed


def _window(calendar: ExternalCalendar, *, now: datetime) -> Window:
    zone = zone_of_adviser(calendar.resource_id, now=now)
    return Window(start=now - DAYS_BEHIND, end=now + MONTHS_AHEAD, zone=zone)


def _ask(calendar: ExternalCalendar, window: Window, now: datetime) -> Content | ReadingProblem:
    """Ask where the calendar is kept. Runs beside others, without the database."""
    known = calendar.whole_read_at is not None and now - calendar.whole_read_at < WHOLE_EVERY
    try:
        return sources.read(
            Request(
                kind=CalendarKind(calendar.kind),
                source=sealing.unseal(calendar.sealed),
                start=window.start,
                end=window.end,
                etag=calendar.etag if known else "",
                last_modified=calendar.last_modified if known else "",
            )
        )
    except CannotRead as problem:
        return problem.problem
    except Exception:  # A server that answers what nobody foresaw must not keep the others' calendars from being read.
        log.exception("calendar %s", calendar.pk)
        return ReadingProblem.BROKEN_DOWN


def _settle(calendar: ExternalCalendar, answer: Content | ReadingProblem, *, window: Window, now: datetime) -> None:
    """Write what came back, or why nothing did."""
    if isinstance(answer, ReadingProblem):
        _fail(calendar, answer, now=now)
    elif answer.calendars is None:
        _same_source(calendar).update(**_healthy(calendar, now=now))
    else:
        try:
            read = events.busy_times(
                events.parse(answer.calendars), window=window, own_host=urlsplit(settings.BASE_URL).hostname or ""
            )
        except CannotRead as problem:
            _fail(calendar, problem.problem, now=now)
        else:
            _write(calendar, answer, read, now=now)


@transaction.atomic
def _write(calendar: ExternalCalendar, content: Content, read: events.Reading, *, now: datetime) -> None:
    current = _same_source(calendar).locked().get_or_none()
    if current is None:  # Removed, or corrected, while it was read.
        return
    writing.write(current, read.busy, now=now)
    _same_source(calendar).update(
        **_healthy(calendar, now=now),
        whole_read_at=now,
        etag=content.etag,
        last_modified=content.last_modified,
        event_count=len(read.busy),
        left_out=read.left_out,
        sealed=sealing.sealed_anew(calendar.sealed),
    )


def _fail(calendar: ExternalCalendar, problem: ReadingProblem, *, now: datetime) -> None:
    _same_source(calendar).update(
        problem=problem,
        failing_since=calendar.failing_since or now,
        failures=F("failures") + 1,
        next_read_at=next_try(CalendarKind(calendar.kind), failures=calendar.failures + 1, now=now),
    )


def _same_source(calendar: ExternalCalendar) -> ExternalCalendarQuerySet:
    """The calendar as it was when it was asked: nothing is written about an address that was corrected meanwhile."""
    return ExternalCalendar.objects.filter(pk=calendar.pk, sealed=calendar.sealed)


def _healthy(calendar: ExternalCalendar, *, now: datetime) -> dict[str, object]:
    return {
        "last_read_at": now,
        "next_read_at": now + EVERY[CalendarKind(calendar.kind)],
        "problem": "",
        "failing_since": None,
        "failures": 0,
    }
