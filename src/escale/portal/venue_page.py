"""What the page of a place says."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from escale.accounts.models import Membership
from escale.agenda import opening_hours
from escale.agenda.models import Closure, Permanence, PermanenceOccurrence
from escale.appointments import queues
from escale.appointments.models import Reason
from escale.french.dates import hour, relative_day
from escale.places.models import Venue
from escale.portal import cards, nearby
from escale.portal.activity import Activity
from escale.portal.kiosk import words
from escale.portal.nearby import PlaceNear

AHEAD = timedelta(days=60)
WAYS = {
    "bus": "bus",
    "car ": "bus",
    "navette": "hand-helping",
    "parking": "car",
    "voiture": "car",
    "vélo": "signpost",
    "à pied": "footprints",
}
NO_MARKUP = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
"""A name that holds "</script>" closes nothing."""


@dataclass(frozen=True, kw_only=True)
class Host:
    """Somebody who welcomes there."""

    first_name: str
    initials: str
    job_title: str


@dataclass(frozen=True, kw_only=True)
class AboutVenue:
    """A place in words."""

    open_until: str
    moment: str
    walk_ins_now: str
    walk_ins_usual: str
    activities: Sequence[Activity]
    reasons: Sequence[Reason]
    hours: Sequence[tuple[str, str]]
    closures: Sequence[tuple[str, str]]
    transport: Sequence[tuple[str, str]]
    comfort: Sequence[tuple[str, str]]
    hosts: Sequence[Host]
    map_address: str


def about(venue: Venue, *, now: datetime) -> AboutVenue:
    """Everything the page of a place says."""
    today = now.astimezone(venue.zone).date()
    permanences = list(
        Permanence.objects.filter(venue=venue)
        .running(on=today)
        .select_related("adviser__adviser")
        .order_by("start_time", "pk")
    )
    queue = queues.read(venue, now=now)
    return AboutVenue(
        walk_ins_now=words.open_today(queue),
        walk_ins_usual=words.usual_wait(queue.average_wait),
        open_until=_open_until(venue, now=now, today=today),
        moment=f"{relative_day(today, today)}, {hour(now.astimezone(venue.zone))}",
        activities=nearby.activities([PlaceNear(venue=venue, km=0, distance="")], now=now),
        reasons=_reasons(venue),
        hours=opening_hours.sentences(permanences),
        closures=_closures(venue, today),
        transport=[(_way(line), line) for line in _lines(venue.transport)],
        comfort=[("check", line) for line in _lines(venue.accessibility)],
        hosts=_hosts(venue, permanences),
        map_address=cards.map_address(venue),
    )


def structured_data(venue: Venue) -> SafeString:
    """The place as schema.org describes one, for search engines: a block of data, which no browser runs."""
    written = json.dumps(_described(venue), ensure_ascii=False).translate(NO_MARKUP)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(written))


def _described(venue: Venue) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "CivicStructure",
        "name": venue.name,
        "url": settings.BASE_URL + reverse("portal:venue", args=[venue.slug]),
        "telephone": venue.phone or venue.organization.phone,
        "isAccessibleForFree": True,
        **where_it_is(venue),
    }


def where_it_is(venue: Venue) -> dict[str, Any]:
    """The address of a place and its point on a map, as schema.org describes them."""
    address = {
        "@type": "PostalAddress",
        "streetAddress": venue.address,
        "postalCode": venue.postcode,
        "addressLocality": venue.commune_name,
        "addressCountry": "FR",
    }
    if venue.point is None:
        return {"address": address}
    geo = {"@type": "GeoCoordinates", "latitude": venue.point.latitude, "longitude": venue.point.longitude}
    return {"address": address, "geo": geo}


def _open_until(venue: Venue, *, now: datetime, today: date) -> str:
    if _closed_on(venue, today):
        return ""
    current = (
        PermanenceOccurrence.objects.held()
        .filter(venue=venue, starts_at__lte=now, ends_at__gt=now)
        .order_by("-ends_at", "pk")
        .first()
    )
    return hour(current.ends_at.astimezone(venue.zone)) if current else ""


def _closed_on(venue: Venue, on: date) -> bool:
    closures = Closure.objects.of_organization(venue.organization).touching(on, on)
    return any(closure.venue_id in (None, venue.pk) for closure in closures.order_by("pk"))


def _closures(venue: Venue, today: date) -> list[tuple[str, str]]:
    """The coming closures: when, and why."""
    found = Closure.objects.of_organization(venue.organization).touching(today, today + AHEAD)
    return [
        (opening_hours.closure_words(closure.starts_on, closure.ends_on), closure.label)
        for closure in found.order_by("starts_on", "pk")
        if closure.venue_id in (None, venue.pk)
    ]


def _reasons(venue: Venue) -> list[Reason]:
    """The subjects one can book there."""
    there = Reason.objects.open_to_public().filter(permanences__venue=venue)
    return list(there.order_by("position", "pk"))


def _hosts(venue: Venue, permanences: Sequence[Permanence]) -> list[Host]:
    users = {row.adviser.adviser_id for row in permanences if row.adviser.adviser_id}
    members = (
        Membership.objects.active()
        .of_organization(venue.organization)
        .filter(user__in=users)
        .select_related("user")
        .order_by("user__first_name", "pk")
    )
    return [
        Host(first_name=member.user.first_name, initials=member.user.initials, job_title=member.job_title)
        for member in members
    ]


def _way(line: str) -> str:
    """The drawing beside a way to come."""
    return next((drawing for word, drawing in WAYS.items() if word in line.lower()), "signpost")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
