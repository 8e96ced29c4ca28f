"""From where a calendar is kept to the calendars it holds."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from escale.agenda.calendars import caldav
from escale.agenda.calendars.problems import CannotRead
from escale.agenda.calendars.sealing import Source
from escale.agenda.models import CalendarKind, ReadingProblem
from escale.fetching import asking
from escale.fetching.asking import Answer, Question
from escale.fetching.doors import Door
from escale.fetching.problems import CannotFetch, Obstacle

UNCHANGED = 304
MULTI_STATUS = 207
OK = 200

OBSTACLES = {
    Obstacle.UNREACHABLE: ReadingProblem.UNREACHABLE,
    Obstacle.FORBIDDEN: ReadingProblem.FORBIDDEN,
    Obstacle.SLOW: ReadingProblem.SLOW,
    Obstacle.UNSAFE: ReadingProblem.UNSAFE,
    Obstacle.MOVED: ReadingProblem.MOVED,
    Obstacle.TOO_BIG: ReadingProblem.TOO_BIG,
    Obstacle.GARBLED: ReadingProblem.NOT_A_CALENDAR,
}
PROBLEMS = {404: ReadingProblem.GONE, 410: ReadingProblem.GONE}


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a reading asks: plain values, so that several may be asked at once outside the database."""

    kind: CalendarKind
    source: Source
    start: datetime
    end: datetime
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, kw_only=True)
class Content:
    """The calendars found, None when nothing has changed since the version asked about; and their version."""

    calendars: list[bytes] | None
    etag: str = ""
    last_modified: str = ""


def door() -> Door:
    """The door of this instance."""
    return Door.from_setting(settings.CALENDAR_HOSTS)


def read(request: Request) -> Content:
    """Ask the calendar for its events. Raises `CannotRead`."""
    match request.kind:
        case CalendarKind.FILE:
            return Content(calendars=[request.source.content.encode()])
        case CalendarKind.CALDAV:
            return _caldav(request)
        case _:
            return _address(request)


def _address(request: Request) -> Content:
    headers = {"Accept": "text/calendar, */*;q=0.5"}
    if request.etag:
        headers["If-None-Match"] = request.etag
    elif request.last_modified:
        headers["If-Modified-Since"] = request.last_modified
    answer = _fetched(Question(address=request.source.address, headers=headers))
    if answer.status == UNCHANGED and len(headers) > 1:
        return Content(calendars=None, etag=request.etag, last_modified=request.last_modified)
    _refuse_all_but(OK, answer, refused=ReadingProblem.REFUSED)
    return Content(
        calendars=[answer.body],
        etag=answer.headers.get("etag", "")[:255],
        last_modified=answer.headers.get("last-modified", "")[:64],
    )


def _caldav(request: Request) -> Content:
    question = Question(
        address=request.source.address,
        method="REPORT",
        headers=caldav.HEADERS,
        body=caldav.query(request.start, request.end),
        credentials=(request.source.user, request.source.password),
    )
    answer = _fetched(question)
    _refuse_all_but(MULTI_STATUS, answer, refused=ReadingProblem.PASSWORD)
    return Content(calendars=caldav.calendars(answer.body))


def _fetched(question: Question) -> Answer:
    try:
        return asking.fetch(question, door=door())
    except CannotFetch as problem:
        raise CannotRead(OBSTACLES[problem.obstacle]) from problem


def _refuse_all_but(expected: int, answer: Answer, *, refused: ReadingProblem) -> None:
    if answer.status == expected:
        return
    if answer.status in {401, 403}:
        raise CannotRead(refused)
    if answer.status in {429} or answer.status >= 500:
        raise CannotRead(ReadingProblem.BROKEN_DOWN)
    raise CannotRead(PROBLEMS.get(answer.status, ReadingProblem.NOT_A_CALENDAR))
