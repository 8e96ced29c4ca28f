"""Events of a public calendar (iCalendar), one offer for each time they take place."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from escale.agenda.calendars import events
from escale.agenda.calendars.events import Occurrence, Window
from escale.agenda.calendars.problems import CannotRead as CannotReadCalendar
from escale.agenda.models import ReadingProblem
from escale.offers.formats import cleaning
from escale.offers.models import ForeignKind, SourceProblem
from escale.offers.problems import CannotRead
from escale.offers.said import CannotUse, Found, Said, Where

MONTHS_AHEAD = relativedelta(months=13)


def read(content: bytes, *, now: datetime, zone: ZoneInfo) -> Found:
    """The events to come that are not called off. Raises `CannotRead`."""
    window = Window(start=now, end=now + MONTHS_AHEAD, zone=zone)
    try:
        found, left_out = events.read(events.parse([content]), window=window, own_host="", make=_read_or_skip)
    except CannotReadCalendar as problem:
        too_many = problem.problem == ReadingProblem.TOO_BIG
        raise CannotRead(SourceProblem.TOO_MANY if too_many else SourceProblem.UNREADABLE) from problem
    offers = [said for said in found.values() if said is not UNUSABLE]
    return Found(offers=offers, left_out=left_out + len(found) - len(offers))


UNUSABLE = Said(uid="", kind=ForeignKind.SESSION, title="")
"""Stands for an event that says too little, so that it is counted."""


def _read_or_skip(occurrence: Occurrence) -> Said | None:
    if str(occurrence.event.get("STATUS", "")).upper() == "CANCELLED":
        return None
    try:
        return _said(occurrence)
    except CannotUse:
        return UNUSABLE


def _said(occurrence: Occurrence) -> Said:
    event = occurrence.event
    url = cleaning.page(str(event.get("URL", "")))
    return Said(
        uid=cleaning.identifier(str(event.get("UID", "")), occurrence.key),
        kind=ForeignKind.SESSION,
        title=cleaning.title(str(event.get("SUMMARY", ""))),
        text=cleaning.paragraphs(str(event.get("DESCRIPTION", ""))),
        starts_at=occurrence.starts_at,
        ends_at=occurrence.ends_at,
        where=_where(event),
        url=url,
        words=cleaning.words(_categories(event)),
        links=(url,),
    )


def _where(event: Any) -> Where:
    point = event.get("GEO")
    return cleaning.where_in_one_line(
        str(event.get("LOCATION", "")),
        latitude=getattr(point, "latitude", None),
        longitude=getattr(point, "longitude", None),
    )


def _categories(event: Any) -> list[str]:
    said = event.get("CATEGORIES")
    groups = said if isinstance(said, list) else [said] if said is not None else []
    return [str(each) for group in groups for each in getattr(group, "cats", [])]
