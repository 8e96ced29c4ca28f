"""The list as OpenAgenda writes events (v2): what town sites and agendas already read."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings

from escale.appointments import calendar_entries
from escale.french.phone import display
from escale.french.plain_text import fold
from escale.places.models import Venue
from escale.portal.workshops import words
from escale.portal.workshops.coming import Coming, place_of
from escale.portal.workshops.filters import Filters
from escale.workshops.models import Audience, Group, Mode, Session

LONGEST_TITLE = 140
LONGEST_DESCRIPTION = 200
LONGEST_TEXT = 10_000
LONGEST_CONDITIONS = 255
ON_SITE, ONLINE, MIXED = 1, 2, 3
MODES = {Mode.ON_SITE: ON_SITE, Mode.ONLINE: ONLINE, Mode.MIXED: MIXED}
PROGRAMMED, RESCHEDULED, FULL, CANCELED = 1, 2, 5, 6
PUBLISHED = 2
AGES = {Audience.SENIORS: {"min": 60, "max": 120}, Audience.YOUNG: {"min": 15, "max": 25}}
ACCESS = {
    "mi": ("fauteuil", "plain pied", "ascenseur", "rampe", "pmr"),
    "hi": ("boucle magnetique", "langue des signes", "lsf"),
    "vi": ("malvoyant", "aveugle", "loupe", "braille", "gros caracteres"),
    "pi": ("psychique",),
    "ii": ("facile a lire", "falc"),
}
"""What an organization writes of its place, and the code each means."""


def write(found: Sequence[Coming], _filters: Filters) -> bytes:
    """The events as JSON, one a workshop or a cycle with all its hours; beside them, what OpenAgenda has no field for."""
    events = [event(one) for one in found]
    beside = {"site": settings.BASE_URL, "events": {str(one.group.pk): beyond(one) for one in found}}
    return json.dumps({"total": len(events), "events": events, "escale": beside}, ensure_ascii=False).encode()


def event(one: Coming) -> dict[str, Any]:
    """One group; hours carry the offset of the place on their day."""
    group, session = one.group, one.next
    described: dict[str, Any] = {
        "uid": group.pk,
        "slug": group.slug,
        "extIds": [{"key": "escale", "value": str(group.pk)}],
        "title": _text(group.title, LONGEST_TITLE),
        "description": _text(_short(group), LONGEST_DESCRIPTION),
        "longDescription": _text(_long(group), LONGEST_TEXT),
        "conditions": _text(words.price_words(group), LONGEST_CONDITIONS),
        "keywords": {"fr": [topic.label for topic in one.topics]},
        "timings": [_timing(each) for each in (one.sessions or one.canceled)],
        "timezone": session.venue.time_zone,
        "attendanceMode": _mode(session),
        "status": _status(one),
        "state": PUBLISHED,
        "registration": _registration(group, session),
        "accessibility": accessibility(session.venue),
        "createdAt": _instant(group.created_at),
        "updatedAt": _instant(max(filter(None, [group.published_at, group.canceled_at]))),
    }
    if age := AGES.get(Audience(group.audience)):
        described["age"] = age
    if place := place_of(session):
        described["location"] = location(place)
    if described["attendanceMode"] != ON_SITE:
        described["onlineAccessLink"] = settings.BASE_URL + words.address(group)
    return described


def beyond(one: Coming) -> dict[str, Any]:
    """What another Escale needs of a group besides its event: a number for life, our codes, seats, the sentence of access."""
    group = one.group
    return {
        "id": calendar_entries.uid(f"groupe-{group.pk}"),
        "url": settings.BASE_URL + words.address(group),
        "whole": one.is_cycle,
        "topics": list(one.topics),
        "audience": group.audience,
        "is_free": not group.price_note,
        "seats_left": one.seats.left,
        "accessibility": one.next.venue.accessibility if place_of(one.next) else "",
    }


def location(venue: Venue) -> dict[str, Any]:
    """The place as OpenAgenda describes one."""
    return {
        "uid": venue.pk,
        "slug": venue.slug,
        "extIds": [{"key": "escale", "value": str(venue.pk)}],
        "name": venue.name,
        "address": venue.one_line_address,
        "city": venue.commune_name,
        "postalCode": venue.postcode,
        "insee": venue.commune,
        "countryCode": "FR",
        "latitude": venue.latitude,
        "longitude": venue.longitude,
        "timezone": venue.time_zone,
        "phone": display(venue.phone),
        "access": {"fr": " ".join(filter(None, [venue.access_notes, venue.transport]))},
    }


def accessibility(venue: Venue) -> dict[str, bool]:
    """For whom the place says it is ready."""
    said = fold(f"{venue.accessibility} {venue.access_notes}")
    return {code: any(word in said for word in marks) for code, marks in ACCESS.items()}


def _mode(session: Session) -> int:
    return MODES[Mode(session.mode)] if place_of(session) else ONLINE


def _status(one: Coming) -> int:
    if one.is_off:
        return CANCELED
    if not one.has_room:
        return FULL
    return RESCHEDULED if any(session.revision for session in one.sessions) else PROGRAMMED


def _registration(group: Group, session: Session) -> list[dict[str, str]]:
    phone = words.phone_of(session)
    rows = [{"type": "phone", "value": display(phone)}] if phone else []
    return [*rows, {"type": "link", "value": settings.BASE_URL + words.address(group)}]


def _timing(session: Session) -> dict[str, str]:
    return {"begin": session.local_start.isoformat(), "end": session.local_end.isoformat()}


def _short(group: Group) -> str:
    promise = group.workshop.promise
    return f"À la fin, {promise}." if promise else f"{words.kind_label(group)} d’aide au numérique."


def _long(group: Group) -> str:
    """Markdown: what one learns, what to know, what to bring."""
    workshop, parts = group.workshop, [_short(group)]
    for title, lines in (
        ("Ce que vous saurez faire", workshop.things_learnt),
        ("Il faut déjà", workshop.needed_before),
        ("À apporter", workshop.things_to_bring),
    ):
        if lines:
            parts.append("\n".join([f"{title}\u00a0:", "", *(f"- {line}" for line in lines)]))
    return "\n\n".join(parts)


def _text(text: str, longest: int) -> dict[str, str]:
    return {"fr": text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"}


def _instant(moment: Any) -> str:
    return str(moment.isoformat(timespec="seconds"))
