"""Items of a feed (RSS 2.0, RSS 1.0, Atom): those that say when they take place, by a field of dates or in their words."""

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from zoneinfo import ZoneInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from escale.offers.formats import cleaning, spoken_dates
from escale.offers.models import ForeignKind, SourceProblem
from escale.offers.problems import CannotRead
from escale.offers.said import CannotUse, Found, Said, Where

MOST_ITEMS = 2000
ROOTS = frozenset({"rss", "RDF", "feed"})
STARTS = frozenset({"startdate", "dtstart", "start"})
ENDS = frozenset({"enddate", "dtend", "end"})
USUALLY_LASTS = timedelta(hours=2)


def read(content: bytes, *, now: datetime, zone: ZoneInfo) -> Found:
    """The items to come; those that say no date are counted as not understood. Raises `CannotRead`."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as problem:
        raise CannotRead(SourceProblem.UNREADABLE) from problem
    if _name(root) == "html":
        raise CannotRead(SourceProblem.A_PAGE)
    if _name(root) not in ROOTS:
        raise CannotRead(SourceProblem.UNREADABLE)
    items = [each for each in root.iter() if _name(each) in {"item", "entry"}]
    if len(items) > MOST_ITEMS:
        raise CannotRead(SourceProblem.TOO_MANY)
    offers: list[Said] = []
    left_out = 0
    for item in items:
        try:
            said = _said(item, now=now, zone=zone)
        except CannotUse:
            left_out += 1
        else:
            offers += [said] if said.ends_at is None or said.ends_at > now else []
    return Found(offers=offers, left_out=left_out)


def _said(item: Element, *, now: datetime, zone: ZoneInfo) -> Said:
    fields: dict[str, Any] = {}
    for part in item:
        fields.setdefault(_name(part).casefold(), part.text or "")
    link = fields.get("link") or next((part.get("href", "") for part in item if _name(part) == "link"), "")
    url, heading = cleaning.page(link), cleaning.title(fields.get("title"))
    text = cleaning.paragraphs(fields.get("description") or fields.get("content") or fields.get("summary"))
    if heading.casefold().startswith("annulé"):
        raise CannotUse
    starts_at, ends_at = _hours(fields, heading, text, now=now, zone=zone)
    return Said(
        uid=cleaning.identifier(fields.get("guid") or fields.get("id") or url or heading, starts_at.isoformat()),
        kind=ForeignKind.SESSION,
        title=spoken_dates.without(heading),
        text=text,
        starts_at=starts_at,
        ends_at=ends_at,
        where=_where(fields),
        url=url,
        words=cleaning.words([part.text or part.get("term") or "" for part in item if _name(part) == "category"]),
        links=(url, cleaning.page(fields.get("guid"))),
    )


def _hours(
    fields: dict[str, Any], heading: str, text: str, *, now: datetime, zone: ZoneInfo
) -> tuple[datetime, datetime]:
    """By a field of dates, else by the first date of its words, read after the day it was published."""
    begins = next((value for name, value in fields.items() if name in STARTS and value), "")
    if not begins:
        found = spoken_dates.first(f"{heading}. {text}", after=now.astimezone(zone).date(), zone=zone)
        if found is None:
            raise CannotUse
        return found.astimezone(UTC), found.astimezone(UTC) + USUALLY_LASTS
    starts_at = cleaning.instant(begins, zone=zone)
    ends = next((value for name, value in fields.items() if name in ENDS and value), "")
    return cleaning.in_order(starts_at, cleaning.instant(ends, zone=zone) if ends else starts_at + USUALLY_LASTS)


def _where(fields: dict[str, Any]) -> Where:
    """A place by its name alone, or with the point of GeoRSS or of the W3C vocabulary."""
    latitude, longitude = fields.get("lat"), fields.get("long")
    match str(fields.get("point", "")).split():
        case [north, east]:
            latitude, longitude = north, east
    return cleaning.where_in_one_line(fields.get("location"), latitude=latitude, longitude=longitude)


def _name(element: Element) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]
