"""What the page of an adviser says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from escale.accounts.models import Membership, Organization
from escale.appointments import public_hours
from escale.appointments.models import Reason
from escale.french.dates import day, hour
from escale.places.models import Venue, VenueKind
from escale.portal import heads, structured_data
from escale.publishing import own_pages
from escale.publishing.models import AdviserPage
from escale.ui.heads import Head


@dataclass(frozen=True, kw_only=True)
class PlaceAndHours:
    """Where she receives, and when, in sentences; `page` is "" for a way of receiving that is no place."""

    venue: Venue
    page: str
    hours: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class NextHour:
    """Her next free hour in words, and the page that books it."""

    words: str
    where: str
    booking: str


@dataclass(frozen=True, kw_only=True)
class AboutAdviser:
    """An adviser in words."""

    own: AdviserPage
    job_title: str
    places: Sequence[PlaceAndHours]
    next_hour: NextHour | None

    @property
    def organization(self) -> Organization:
        return self.own.organization

    @property
    def first_name(self) -> str:
        return self.own.adviser.first_name

    @property
    def path(self) -> str:
        return reverse("portal:adviser", args=[self.own.slug])


def read(own: AdviserPage, *, now: datetime) -> AboutAdviser:
    """Everything the page says."""
    member = Membership.objects.active().of_organization(own.organization).one(user=own.adviser)
    places = own_pages.where_received(own, now=now)
    return AboutAdviser(
        own=own,
        job_title=member.job_title if member else "",
        places=[PlaceAndHours(venue=venue, page=_page_of(venue), hours=hours) for venue, hours in places],
        next_hour=_next_hour(own, now=now),
    )


def head(about: AboutAdviser) -> Head:
    """What the page says of itself."""
    job = f", {about.job_title}" if about.job_title else ""
    helps = ", ".join(line[:1].lower() + line[1:].rstrip(".") for line in about.own.things_helped_with[:3])
    organization_page = reverse("portal:organization", args=[about.organization.slug])
    return heads.of(
        title=f"{about.first_name}{job}, {about.organization.name}",
        description=f"{about.first_name}{job}, vous aide : {helps}. {about.organization.name}.",
        path=about.path,
        image=reverse("portal:preview", args=["conseiller", about.own.slug]),
        described=(_described(about),),
        trail=(("Accueil", reverse("portal:home")), (about.organization.name, organization_page)),
        kind="profile",
    )


def _described(about: AboutAdviser) -> dict[str, Any]:
    person: dict[str, Any] = {
        "@type": "Person",
        "givenName": about.first_name,
        "name": about.first_name,
        "jobTitle": about.job_title,
        "worksFor": structured_data.organization(about.organization),
        "knowsAbout": about.own.things_helped_with,
    }
    if about.own.languages:
        person["knowsLanguage"] = [word.strip() for word in about.own.languages.split(",") if word.strip()]
    if about.own.photo:
        person["image"] = heads.whole(reverse("portal:picture", args=[about.own.photo.name]))
    return {"@type": "ProfilePage", "url": heads.whole(about.path), "mainEntity": person}


def _page_of(venue: Venue) -> str:
    return reverse("portal:venue", args=[venue.slug]) if venue.kind == VenueKind.ON_SITE else ""


def _next_hour(own: AdviserPage, *, now: datetime) -> NextHour | None:
    """For the first of her subjects anyone may book."""
    hers = Reason.objects.open_to_public().of_organization(own.organization)
    reason = (
        hers.filter(permanences__adviser__adviser=own.adviser)
        .select_related("organization")
        .order_by("position", "pk")
        .first()
    )
    if reason is None:
        return None
    venues = public_hours.venues_of(reason)
    free = public_hours.next_hour(reason, venues=venues, after=now, with_adviser=own.adviser, now=now)
    if free is None:
        return None
    venue = next(each for each in venues if each.pk == free.venue_id)
    local = free.start.astimezone(venue.zone)
    booking = reverse("portal:booking-slot", args=[own.organization.slug, reason.pk])
    return NextHour(
        words=f"{day(local.date())} à {hour(local)}", where=venue.name, booking=f"{booking}?a-partir={local.date()}"
    )
