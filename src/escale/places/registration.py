"""Writing venues: where each one is, worked out from its commune, and the address of its page."""

from collections.abc import Iterator
from itertools import count

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from escale.accounts.models import Organization
from escale.places.communes import Commune
from escale.places.models import Venue
from escale.scheduling import french_calendar

LONGEST_SLUG = Venue._meta.get_field("slug").max_length or 80


def locate(venue: Venue, commune: Commune) -> None:
    """Put a venue not yet written in this commune: name, code, and what was left empty (postcode, coordinates)."""
    venue.commune, venue.commune_name = commune.code, commune.name
    if not venue.postcode and commune.postcodes:
        venue.postcode = commune.postcodes[0]
    if venue.latitude is None or venue.longitude is None:
        venue.latitude, venue.longitude = commune.latitude, commune.longitude


def register(venue: Venue, *, organization: Organization) -> Venue:
    """Write a venue just described, with an address of page nobody else has."""
    venue.organization = organization
    for slug in _slugs(venue):
        venue.slug = slug
        try:
            with transaction.atomic():
                venue.save(force_insert=True)
        except IntegrityError:
            # Somebody took this slug meanwhile: the next one is tried. Anything else is a mistake of ours.
            if not Venue.objects.filter(slug=slug).exists():
                raise
        else:
            break
    return venue


def school_zone_words(venue: Venue) -> str:
    """ "zone B"; "calendrier inconnu" where no school calendar is known."""
    zone = french_calendar.school_zone(venue.commune) if venue.commune else None
    return f"zone\u00a0{zone}" if zone else "calendrier inconnu"


def _slugs(venue: Venue) -> Iterator[str]:
    wished = slugify(f"{venue.name} {venue.commune_name}" if venue.commune_name not in venue.name else venue.name)
    base = wished[: LONGEST_SLUG - 6].strip("-") or "lieu"
    taken = set(Venue.objects.filter(slug__startswith=base).order_by("slug").values_list("slug", flat=True))
    candidates = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return (slug for slug in candidates if slug not in taken)
