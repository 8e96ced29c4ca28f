"""Workshops as schema.org describes events, for search engines: a block of data, which no browser runs."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from escale.portal.venue_page import NO_MARKUP, where_it_is
from escale.portal.workshops import words
from escale.portal.workshops.coming import is_off, place_of
from escale.portal.workshops.group_page import AboutGroup
from escale.workshops.models import Audience, Mode, Session

MODES = {
    Mode.ON_SITE: "OfflineEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.MIXED: "MixedEventAttendanceMode",
}
AGES = {Audience.SENIORS: "60-", Audience.YOUNG: "15-25"}
SCHEMA = "https://schema.org/"


def block(about: AboutGroup) -> SafeString:
    """The page's group, its sessions within it when it is a cycle."""
    written = json.dumps(described(about), ensure_ascii=False).translate(NO_MARKUP)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(written))


def described(about: AboutGroup) -> dict[str, Any]:
    group, sessions = about.group, about.sessions or [about.shown]
    event: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "EducationEvent",
        "@id": settings.BASE_URL + words.address(group),
        "url": settings.BASE_URL + words.address(group),
        "name": group.title,
        "description": group.workshop.promise,
        "inLanguage": "fr",
        "isAccessibleForFree": not group.price_note,
        "maximumAttendeeCapacity": about.seats.total,
        "remainingAttendeeCapacity": max(about.seats.left, 0),
        "organizer": {"@type": "Organization", "name": group.organization.name},
        **_whole(about, sessions),
    }
    if not group.price_note:
        event["offers"] = {
            "@type": "Offer",
            "price": 0,
            "priceCurrency": "EUR",
            "availability": f"{SCHEMA}{'InStock' if about.standing == 'open' else 'SoldOut'}",
            "url": event["url"],
        }
    if age := AGES.get(Audience(group.audience)):
        event["typicalAgeRange"] = age
    if about.cycle:
        event["subEvent"] = [_session(one, name=f"{group.title}, {words.session_name(one, of=0)}") for one in sessions]
    return event


def _whole(about: AboutGroup, sessions: Sequence[Session]) -> dict[str, Any]:
    """From the first hour to the last."""
    ends = {"startDate": _iso(sessions[0].local_start), "endDate": _iso(sessions[-1].local_end)}
    return _session(about.shown, name=about.group.title) | ends


def _session(session: Session, *, name: str) -> dict[str, Any]:
    return {
        "@type": "EducationEvent",
        "name": name,
        "startDate": _iso(session.local_start),
        "endDate": _iso(session.local_end),
        "eventStatus": SCHEMA + ("EventCancelled" if is_off(session) else "EventScheduled"),
        "eventAttendanceMode": SCHEMA + MODES[Mode(session.mode)],
        "location": _location(session),
    }


def _location(session: Session) -> dict[str, Any]:
    """Where one goes; the address of a video meeting is for those who are enrolled."""
    venue = place_of(session)
    if venue is None:
        return {"@type": "VirtualLocation", "url": settings.BASE_URL + words.address(session.group)}
    return {"@type": "Place", "name": venue.name, **where_it_is(venue)}


def _iso(local: datetime) -> str:
    return local.isoformat(timespec="minutes")
