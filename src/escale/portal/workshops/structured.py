"""What the page of a workshop says of itself to search engines: in a sentence, and as schema.org describes events."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from escale.portal import heads, structured_data
from escale.portal.workshops import words
from escale.portal.workshops.coming import is_off, place_of
from escale.portal.workshops.group_page import AboutGroup, Standing
from escale.ui.heads import Head
from escale.workshops.models import Audience, Mode, Session

MODES = {
    Mode.ON_SITE: "OfflineEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.MIXED: "MixedEventAttendanceMode",
}
AGES = {Audience.SENIORS: "60-", Audience.YOUNG: "15-25"}
SCHEMA = "https://schema.org/"


def head(about: AboutGroup) -> Head:
    """Its title, its day and its place in a sentence, what it is in data."""
    group, promise = about.group, about.group.workshop.promise
    ends = f" À la fin, {promise}." if promise else ""
    return heads.of(
        title=group.title,
        description=f"{about.kind_label}, {words.when_words(about.shown)}. {about.where}.{ends}",
        path=words.address(group),
        image=reverse("portal:preview", args=["activite", group.slug]),
        described=(described(about),),
        trail=(("Accueil", reverse("portal:home")), ("Ateliers", reverse("portal:activities"))),
        is_listed=about.standing not in {Standing.PAST, Standing.MERGED},
    )


def described(about: AboutGroup) -> dict[str, Any]:
    group, sessions = about.group, about.sessions or [about.shown]
    event: dict[str, Any] = {
        "@type": "EducationEvent",
        "@id": settings.BASE_URL + words.address(group),
        "url": settings.BASE_URL + words.address(group),
        "name": group.title,
        "description": group.workshop.promise,
        "inLanguage": "fr",
        "isAccessibleForFree": not group.price_note,
        "maximumAttendeeCapacity": about.seats.total,
        "remainingAttendeeCapacity": max(about.seats.left, 0),
        "image": settings.BASE_URL + reverse("portal:preview", args=["activite", group.slug]),
        "organizer": structured_data.organization(group.organization),
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
    return {"@type": "Place", "name": venue.name, **structured_data.where_it_is(venue)}


def _iso(local: datetime) -> str:
    return local.isoformat(timespec="minutes")
