"""Events as OpenAgenda writes them (v2), one offer for each time they take place; and what another Escale adds beside them."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from escale.offers.formats import cleaning
from escale.offers.models import ForeignKind, SourceProblem
from escale.offers.problems import CannotRead
from escale.offers.said import CannotUse, Found, Said, Where
from escale.topics import Topic
from escale.workshops.models import Audience

MOST_EVENTS, MOST_TIMINGS, MOST_TIMES = 5000, 800, 20_000
REFUSED, FULL, CANCELED, POSTPONED = -1, 5, 6, 4
ON_SITE, ONLINE = 1, 2
READY_FOR = {
    "mi": "Accessible aux personnes à mobilité réduite",
    "hi": "Accessible aux personnes sourdes ou malentendantes",
    "vi": "Accessible aux personnes aveugles ou malvoyantes",
    "pi": "Accessible aux personnes ayant un handicap psychique",
    "ii": "Accessible aux personnes ayant un handicap intellectuel",
}
FREE_WORDS = ("gratuit", "libre", "sans frais", "0 €", "entrée libre")


def parse(content: bytes) -> Any:
    """What a JSON text holds. Raises `CannotRead`."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise CannotRead(SourceProblem.UNREADABLE) from problem


def read(content: bytes, *, now: datetime, zone: ZoneInfo) -> Found:
    """The events to come. Raises `CannotRead` for what isn't a list of events."""
    answer = parse(content)
    events = answer.get("events") if isinstance(answer, dict) else None
    if not isinstance(events, list):
        raise CannotRead(SourceProblem.UNREADABLE)
    if len(events) > MOST_EVENTS:
        raise CannotRead(SourceProblem.TOO_MANY)
    beside = _beside(answer)
    offers: list[Said] = []
    left_out = 0
    for event in events:
        try:
            offers += _offers(event, _dict(beside.get(str(_dict(event).get("uid")))), now=now, zone=zone)
        except CannotUse:
            left_out += 1
        if len(offers) > MOST_TIMES:
            raise CannotRead(SourceProblem.TOO_MANY)
    return Found(offers=offers, left_out=left_out)


def _beside(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """What another Escale says of its events and OpenAgenda has no field for, by their numbers."""
    return _dict(_dict(answer.get("escale")).get("events"))


def _offers(event: Any, more: Mapping[str, Any], *, now: datetime, zone: ZoneInfo) -> list[Said]:
    if not isinstance(event, dict):
        raise CannotUse
    if event.get("status") in {CANCELED, POSTPONED} or event.get("state", 2) == REFUSED:
        return []
    timings = list(_timings(event, zone=zone))
    if not timings:
        raise CannotUse
    coming = sorted(timing for timing in timings if timing[1] > now)
    if more.get("whole") is True:  # A cycle is joined as a whole: its next session speaks for it.
        coming = coming[:1]
    number = cleaning.line(more.get("id"), 120) or event.get("uid") or event.get("slug") or ""
    # One that has a single time keeps its number when it is moved; those of one with several are told by their hours.
    alone = len(timings) == 1 or more.get("whole") is True
    return [_offer(event, more, (number, "" if alone else timing[0].isoformat()), timing) for timing in coming]


def _offer(
    event: Mapping[str, Any], more: Mapping[str, Any], number: tuple[object, str], timing: tuple[datetime, datetime]
) -> Said:
    starts_at, ends_at = timing
    links = [page for each in _registration(event, "link") if (page := cleaning.page(each))]
    url = cleaning.page(more.get("url")) or cleaning.page(event.get("canonicalUrl")) or next(iter(links), "")
    conditions = cleaning.line(_french(event.get("conditions")), 255).casefold()
    is_online = event.get("attendanceMode") == ONLINE
    return Said(
        uid=cleaning.identifier(*number),
        kind=ForeignKind.SESSION,
        title=cleaning.title(_french(event.get("title"))),
        text=cleaning.paragraphs(_french(event.get("longDescription")) or _french(event.get("description"))),
        starts_at=starts_at,
        ends_at=ends_at,
        where=Where() if is_online else _where(event),
        topics=tuple(code for code in _list(more.get("topics")) if code in Topic),
        audience=str(more["audience"]) if more.get("audience") in Audience else _of_age(event),
        is_free=_flag(more.get("is_free"), otherwise=any(word in conditions for word in FREE_WORDS) or None),
        is_online=is_online,
        is_full=event.get("status") == FULL,
        seats_left=cleaning.whole_number(more.get("seats_left")),
        languages=tuple(cleaning.line(code, 3) for code in _list(more.get("languages"))[:10]),
        accessibility=_accessibility(event, more),
        phone=next(filter(None, map(cleaning.phone, _registration(event, "phone"))), ""),
        url=url,
        words=cleaning.words(_french(event.get("keywords"))),
        links=(url, *links),
    )


def _timings(event: Mapping[str, Any], *, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    for timing in islice(_list(event.get("timings")), MOST_TIMINGS):
        said = _dict(timing)
        yield cleaning.in_order(
            cleaning.instant(said.get("begin"), zone=zone), cleaning.instant(said.get("end"), zone=zone)
        )


def _where(event: Mapping[str, Any]) -> Where:
    place = _dict(event.get("location"))
    return cleaning.where(
        name=place.get("name"),
        address=place.get("address"),
        postcode=place.get("postalCode"),
        town=place.get("city") or place.get("adminLevel4"),
        insee=place.get("insee"),
        latitude=place.get("latitude"),
        longitude=place.get("longitude"),
    )


def _accessibility(event: Mapping[str, Any], more: Mapping[str, Any]) -> str:
    if own := cleaning.line(more.get("accessibility"), 600):
        return own
    said = _dict(event.get("accessibility"))
    return ". ".join(sentence for code, sentence in READY_FOR.items() if said.get(code) is True)


def _of_age(event: Mapping[str, Any]) -> str:
    age = _dict(event.get("age"))
    first, last = cleaning.whole_number(age.get("min")), cleaning.whole_number(age.get("max"))
    if first is not None and first >= 55:
        return Audience.SENIORS
    return Audience.YOUNG if last is not None and first is not None and first >= 12 and last <= 30 else ""


def _registration(event: Mapping[str, Any], kind: str) -> list[Any]:
    return [each.get("value") for each in map(_dict, _list(event.get("registration"))) if each.get("type") == kind]


def _french(said: Any) -> Any:
    """The French of a text by language, else its first language; a plain text as it is."""
    return said.get("fr") or next(iter(said.values()), "") if isinstance(said, dict) else said


def _flag(said: Any, *, otherwise: bool | None) -> bool | None:
    return said if isinstance(said, bool) else otherwise


def _dict(said: Any) -> Mapping[str, Any]:
    return said if isinstance(said, dict) else {}


def _list(said: Any) -> list[Any]:
    return said if isinstance(said, list) else []
