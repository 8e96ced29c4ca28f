"""From the nature of a source to how its answers are read, and how large they may be."""

from datetime import datetime
from zoneinfo import ZoneInfo

from escale.offers.formats import calendar, news, openagenda, places
from escale.offers.models import SourceKind
from escale.offers.said import Found

MEGABYTE = 1024 * 1024
LISTS = frozenset({SourceKind.PLACES, SourceKind.SERVICES})
"""National lists: once a night, and large."""


def read(kind: SourceKind, content: bytes, *, now: datetime, zone: ZoneInfo) -> Found:
    """The offers of an answer. Raises `CannotRead`."""
    match kind:
        case SourceKind.ESCALE | SourceKind.OPENAGENDA:
            return openagenda.read(content, now=now, zone=zone)
        case SourceKind.CALENDAR:
            return calendar.read(content, now=now, zone=zone)
        case SourceKind.NEWS:
            return news.read(content, now=now, zone=zone)
        case SourceKind.PLACES | SourceKind.SERVICES:
            return places.read(content, now=now)


def most_bytes(kind: SourceKind | None) -> int:
    """What is read at most; None: not known yet."""
    return (25 if kind is None or kind in LISTS else 5) * MEGABYTE
