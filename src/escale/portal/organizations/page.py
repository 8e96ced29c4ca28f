"""What the page of an organization says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from escale.accounts.models import Organization
from escale.mandates import charter
from escale.places.models import Venue
from escale.places.zones import zone_of
from escale.portal import heads, nearby, structured_data
from escale.portal.activity import Activity
from escale.portal.advisers import welcoming
from escale.portal.advisers.welcoming import Host
from escale.portal.nearby import Keep, PlaceNear
from escale.programme.models import Programme
from escale.publishing import identities, venue_photos
from escale.publishing.models import Picture
from escale.ui.heads import Head

MOST_ACTIVITIES = 6


@dataclass(frozen=True, kw_only=True)
class PlaceShown:
    """A place of the organization, with its photo when it has one."""

    venue: Venue
    photo: Picture | None


@dataclass(frozen=True, kw_only=True)
class AboutOrganization:
    """An organization in words."""

    organization: Organization
    logo: Picture | None
    activities: Sequence[Activity]
    places: Sequence[PlaceShown]
    hosts: Sequence[Host]
    programmes: Sequence[Programme]
    has_charter: bool

    @property
    def path(self) -> str:
        return reverse("portal:organization", args=[self.organization.slug])

    @property
    def towns(self) -> list[str]:
        """The communes it receives in, the first place first."""
        return list(dict.fromkeys(place.venue.commune_name for place in self.places if place.venue.commune_name))


def read(organization: Organization, *, keep: Keep, now: datetime) -> AboutOrganization:
    """Everything the page says; `keep` leaves out what the site doesn’t show."""
    venues = nearby.venues_of([organization])
    photos = venue_photos.of_all([venue.pk for venue in venues])
    around = [PlaceNear(venue=venue, km=0, distance="") for venue in venues]
    today = now.astimezone(zone_of(organization)).date()
    running = Programme.objects.published().of_organization(organization).filter(ends_on__gte=today)
    return AboutOrganization(
        organization=organization,
        logo=identities.identity_of(organization).logo,
        activities=nearby.activities(around, keep=keep, now=now)[:MOST_ACTIVITIES],
        places=[PlaceShown(venue=venue, photo=photos.get(venue.pk)) for venue in venues],
        hosts=welcoming.of_organization(organization),
        programmes=list(running.order_by("starts_on", "pk")),
        has_charter=charter.is_public(organization),
    )


def head(about: AboutOrganization) -> Head:
    """What the page says of itself."""
    one = about.organization
    where = f" à {', '.join(about.towns[:3])}" if about.towns else ""
    return heads.of(
        title=one.name,
        description=one.presentation
        or f"{one.name}{where} : rendez-vous, ateliers et aide avec le numérique. Gratuit.",
        path=about.path,
        image=reverse("portal:preview", args=["structure", one.slug]),
        described=(_described(about),),
        trail=(("Accueil", reverse("portal:home")), ("Lieux", reverse("portal:venues"))),
    )


def _described(about: AboutOrganization) -> dict[str, Any]:
    one = about.organization
    said: dict[str, Any] = structured_data.organization(one)
    if one.presentation:
        said["description"] = one.presentation
    if one.email:
        said["email"] = one.email
    if one.website:
        said["sameAs"] = one.website
    if about.logo:
        said["logo"] = heads.whole(reverse("portal:picture", args=[about.logo.name]))
    said["location"] = [
        {"@type": "Place", "name": place.venue.name, **structured_data.where_it_is(place.venue)}
        for place in about.places
    ]
    return said


def _presented(one: Organization) -> str:
    said = " ".join(one.presentation.split())
    return said or "rendez-vous, ateliers et aide avec le numérique. Gratuit."
