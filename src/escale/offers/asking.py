"""Asking a source for what it holds now: careful, and only when something has changed."""

from dataclasses import dataclass

from django.conf import settings

from escale.fetching import asking
from escale.fetching.asking import Answer, Question
from escale.fetching.doors import Door
from escale.fetching.problems import CannotFetch, Obstacle
from escale.offers.formats import choice, recognizing
from escale.offers.models import SourceKind, SourceProblem
from escale.offers.problems import CannotRead

OK, UNCHANGED = 200, 304
LONGEST_SECONDS, LIST_SECONDS = 10.0, 40.0
ACCEPT = "application/json, text/calendar, application/rss+xml, application/atom+xml, text/csv, */*;q=0.5"
NEVER = ("image/", "video/", "audio/", "font/", "application/pdf", "application/zip", "application/javascript")
"""Content types that hold no offer: nothing of them is looked at."""

OBSTACLES = {
    Obstacle.UNREACHABLE: SourceProblem.UNREACHABLE,
    Obstacle.FORBIDDEN: SourceProblem.FORBIDDEN,
    Obstacle.SLOW: SourceProblem.SLOW,
    Obstacle.UNSAFE: SourceProblem.UNSAFE,
    Obstacle.MOVED: SourceProblem.MOVED,
    Obstacle.TOO_BIG: SourceProblem.TOO_BIG,
    Obstacle.GARBLED: SourceProblem.UNREADABLE,
}
STATUSES = {
    401: SourceProblem.REFUSED,
    403: SourceProblem.REFUSED,
    404: SourceProblem.GONE,
    410: SourceProblem.GONE,
    429: SourceProblem.BROKEN_DOWN,
}


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a reading asks: plain values, so that several may be asked at once outside the database."""

    url: str
    kind: SourceKind | None = None
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, kw_only=True)
class Content:
    """What came back, None when nothing has changed since the version asked about; and its version."""

    body: bytes | None
    etag: str = ""
    last_modified: str = ""


def door() -> Door:
    """The door of this instance: the one of its calendars."""
    return Door.from_setting(settings.CALENDAR_HOSTS)


def ask(request: Request) -> Content:
    """Ask, within the time and the size of its kind. Raises `CannotRead`."""
    headers = {"Accept": ACCEPT}
    if request.etag:
        headers["If-None-Match"] = request.etag
    elif request.last_modified:
        headers["If-Modified-Since"] = request.last_modified
    question = Question(address=request.url, headers=headers, most_bytes=choice.most_bytes(request.kind))
    seconds = LIST_SECONDS if request.kind in choice.LISTS else LONGEST_SECONDS
    try:
        answer = asking.fetch(question, door=door(), seconds=seconds)
    except CannotFetch as problem:
        raise CannotRead(OBSTACLES[problem.obstacle]) from problem
    if answer.status == UNCHANGED and len(headers) > 1:
        return Content(body=None, etag=request.etag, last_modified=request.last_modified)
    _refuse_all_but_offers(answer)
    return Content(
        body=answer.body,
        etag=_version(answer, "etag", 200),
        last_modified=_version(answer, "last-modified", 64),
    )


def _version(answer: Answer, header: str, longest: int) -> str:
    """What is sent back as it came; nothing of one that could not be."""
    said = answer.headers.get(header, "")
    return said if said.isascii() and len(said) <= longest else ""


def _refuse_all_but_offers(answer: Answer) -> None:
    if answer.status != OK:
        broken = SourceProblem.BROKEN_DOWN if answer.status >= 500 else SourceProblem.UNREADABLE
        raise CannotRead(STATUSES.get(answer.status, broken))
    if answer.headers.get("content-type", "").casefold().startswith(NEVER):
        raise CannotRead(SourceProblem.UNREADABLE)
    if recognizing.is_page(answer.body):
        raise CannotRead(SourceProblem.A_PAGE)
