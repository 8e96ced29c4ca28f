"""What the page of a commune says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import cos, radians

from django.urls import reverse
from django.utils.text import slugify

from escale.french.elision import at
from escale.french.plural import plural
from escale.places import communes
from escale.places.communes import Commune
from escale.places.models import VenueQuerySet
from escale.portal import heads, nearby, structured_data
from escale.portal.activity import Activity
from escale.portal.nearby import Keep, PlaceNear
from escale.ui.heads import Head

NEAR_KM = 25
"""How far a place still serves a commune."""
MOST_ACTIVITIES = 8
MOST_PLACES = 12
MOST_BESIDE = 12
KM_PER_DEGREE = 111.0


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Another commune where one is received."""

    name: str
    address: str


@dataclass(frozen=True, kw_only=True)
class AboutTown:
    """A commune in words: `near` are the places within reach, `farther` the next ones when there is none."""

    commune: Commune
    near: Sequence[PlaceNear]
    farther: Sequence[PlaceNear]
    activities: Sequence[Activity]
    beside: Sequence[Beside]

    @property
    def path(self) -> str:
        return address(self.commune)

    @property
    def title(self) -> str:
        """ "Le numérique au Pertre"."""
        return f"Le numérique {at(self.commune.name)}"

    @property
    def lead(self) -> str:
        """How many places, and how far the nearest is."""
        if not self.near:
            return f"Nous n’avons pas encore de lieu à moins de {NEAR_KM} km."
        nearest = self.near[0]
        where = f", à {nearest.venue.commune_name}" if nearest.venue.commune != self.commune.code else ""
        far = f"{nearest.venue.name}{where}"
        return f"{plural(len(self.near), 'lieu', 'lieux')} à moins de {NEAR_KM} km. Le plus proche\u00a0: {far}."


def address(commune: Commune) -> str:
    """The page of a commune."""
    return reverse("portal:town", args=[slug_of(commune)])


def slug_of(commune: Commune) -> str:
    """The last word of its address, which no other commune has: "vitre-35360"."""
    return f"{slugify(commune.name)}-{commune.code.lower()}"


def commune_of(slug: str) -> Commune | None:
    """The commune of an address, by the code it ends with: the name may have changed since."""
    return communes.by_code(slug.rpartition("-")[2].upper())


def read(commune: Commune, venues: VenueQuerySet, *, keep: Keep, now: datetime) -> AboutTown:
    """Everything the page says, of the places of `venues`."""
    around = nearby.places(list(_within(venues, commune, nearby.FARTHEST_KM).order_by("name", "pk")), origin=commune)
    near = [place for place in around if place.km <= NEAR_KM]
    return AboutTown(
        commune=commune,
        near=near[:MOST_PLACES],
        farther=[] if near else around[:MOST_PLACES],
        activities=nearby.activities(near, origin=commune, keep=keep, now=now)[:MOST_ACTIVITIES],
        beside=_beside(around, commune),
    )


def head(about: AboutTown) -> Head:
    """What the page says of itself; search engines leave aside a commune nobody is received near."""
    places = [(place.venue.name, reverse("portal:venue", args=[place.venue.slug])) for place in about.near]
    return heads.of(
        title=about.title,
        description=f"Ordinateur, téléphone, démarches : qui vous aide {at(about.commune.name)} ? {about.lead}",
        path=about.path,
        image=reverse("portal:preview", args=["commune", slug_of(about.commune)]),
        described=(structured_data.listed(about.title, places),) if places else (),
        trail=(("Accueil", reverse("portal:home")), ("Lieux", reverse("portal:venues"))),
        is_listed=bool(about.near),
    )


def _within(venues: VenueQuerySet, commune: Commune, km: float) -> VenueQuerySet:
    """A square around the circle: the database reads few rows, distances are measured after."""
    north = km / KM_PER_DEGREE
    east = north / max(cos(radians(commune.latitude)), 0.01)
    return venues.filter(
        latitude__range=(commune.latitude - north, commune.latitude + north),
        longitude__range=(commune.longitude - east, commune.longitude + east),
    )


def _beside(around: Sequence[PlaceNear], commune: Commune) -> list[Beside]:
    """The communes of these places, the nearest first."""
    codes = dict.fromkeys(place.venue.commune for place in around if place.venue.commune != commune.code)
    known = [found for code in codes if (found := communes.by_code(code))]
    return [Beside(name=each.name, address=address(each)) for each in known[:MOST_BESIDE]]
