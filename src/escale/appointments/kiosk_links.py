"""The secret address of a venue's tablet and of its waiting-room screen: made, found, revoked at once.

Like the address of an appointment, the secret is derived from the instance's key and a random seed; only its hash is stored.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from escale.accounts.models import Membership
from escale.accounts.secret_links import derived, hashed
from escale.appointments.models import KioskLink
from escale.places.models import Venue


def make(venue: Venue, *, by: Membership, now: datetime) -> KioskLink:
    """Give the venue an address, or the one it has: two members who ask at once get the same."""
    if standing := of_venue(venue):
        return standing
    link = KioskLink(organization=venue.organization, venue=venue, created_at=now, created_by=by.user)
    link.link_hash = hashed(secret_of(link))
    try:
        with transaction.atomic():
            link.save(force_insert=True)
    except IntegrityError:
        return KioskLink.objects.standing().get(venue=venue)
    return link


def of_venue(venue: Venue) -> KioskLink | None:
    return KioskLink.objects.standing().filter(venue=venue).get_or_none()


def revoke(link: KioskLink, *, now: datetime) -> None:
    """Close the address: the tablet and the screen that have it open show nothing more."""
    KioskLink.objects.standing().filter(pk=link.pk).update(revoked_at=now)


def describe(link: KioskLink, *, numbers_only: bool, ask_who: str) -> None:
    """Say what the screen may show, and whom to ask in the room."""
    KioskLink.objects.filter(pk=link.pk).update(numbers_only=numbers_only, ask_who=ask_who)


def secret_of(link: KioskLink) -> str:
    return derived("kiosk", link.link_nonce)


def find(secret: str) -> KioskLink | None:
    """The address behind a secret, with its venue and organization; None when there is none, or no longer."""
    found = KioskLink.objects.standing().select_related("venue__organization", "organization")
    return found.filter(link_hash=hashed(secret)).get_or_none()
