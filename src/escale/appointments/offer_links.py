"""The secret addresses of a place in the waiting list, and of an hour held for somebody: like an appointment's."""

from escale.accounts.secret_links import derived, hashed
from escale.appointments.models import Offer, WaitingEntry


def secret_of(row: WaitingEntry | Offer) -> str:
    return derived("offer" if isinstance(row, Offer) else "waiting", row.link_nonce)


def hash_of(row: WaitingEntry | Offer) -> str:
    return hashed(secret_of(row))


def find_entry(secret: str) -> WaitingEntry | None:
    """The place behind a secret, with everything its page shows; None when there is none."""
    return WaitingEntry.objects.with_everything_shown().filter(link_hash=hashed(secret)).get_or_none()


def find_offer(secret: str) -> Offer | None:
    """The offer behind a secret, with everything its page shows; None when there is none."""
    return Offer.objects.with_everything_shown().filter(link_hash=hashed(secret)).get_or_none()
