"""How far a peer is: from her commune to where the reader works."""

from escale.accounts.models import Membership
from escale.places import communes
from escale.places.distance import Located, Point, distance_words, kilometres
from escale.places.zones import venues_of
from escale.practice import directory


def origin_of(member: Membership) -> Located | None:
    """Her own commune when she says it, else the first place of her organization. One query or two."""
    profile = directory.of(member)
    if profile is not None and (own := communes.by_code(profile.commune)):
        return own
    located = ((venue.latitude, venue.longitude) for venue in venues_of(member.organization))
    return next((Point(north, east) for north, east in located if north is not None and east is not None), None)


def distance_to(commune: str, origin: Located | None) -> float | None:
    """Kilometres to a commune, None when nobody knows."""
    there = communes.by_code(commune) if commune else None
    return kilometres(origin, there) if origin is not None and there is not None else None


def said(commune_name: str, km: float | None) -> str:
    """ "Redon, à 62 km"; the commune alone when the distance isn't known."""
    return ", ".join(filter(None, [commune_name, distance_words(km) if km is not None else ""]))
