"""What a source would bring, looked at before it is added. Nothing is written."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from escale.offers import asking, reading
from escale.offers.asking import Request
from escale.offers.formats import choice, recognizing
from escale.offers.keeping import whole_address
from escale.offers.models import SourceKind, SourceProblem
from escale.offers.problems import CannotRead
from escale.offers.reading import Reading, Wish


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The address that would be read, what it is, and what it would bring."""

    url: str
    kind: SourceKind
    reading: Reading


def look(url: str, *, around: str, within_km: int, now: datetime) -> Preview:
    """Ask an address what it holds, and recognize what that is. Raises `CannotRead`.

    Behind the home page of a site stands perhaps another Escale: its list is tried before giving up.
    """
    try:
        return _look(url, around=around, within_km=within_km, now=now)
    except CannotRead as problem:
        own_list = whole_address(url, SourceKind.ESCALE)
        if problem.problem != SourceProblem.A_PAGE or own_list == url:
            raise
    try:
        return _look(own_list, around=around, within_km=within_km, now=now)
    except CannotRead as problem:
        raise CannotRead(SourceProblem.A_PAGE) from problem


def _look(url: str, *, around: str, within_km: int, now: datetime) -> Preview:
    body = asking.ask(Request(url=url)).body or b""
    kind = recognizing.kind_of(body)
    if len(body) > choice.most_bytes(kind):
        raise CannotRead(SourceProblem.TOO_BIG)
    wish = Wish(kind=kind, around=around, within_km=within_km)
    return Preview(
        url=url, kind=kind, reading=reading.read(body, wish, now=now, zone=ZoneInfo(settings.DEFAULT_TIME_ZONE))
    )
