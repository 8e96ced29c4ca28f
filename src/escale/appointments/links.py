"""The secret address of an appointment: stable for its whole life, known to the person alone."""

from uuid import UUID

from escale.accounts.secret_links import derived, hashed
from escale.appointments.models import Appointment


def secret_of(nonce: UUID) -> str:
    """The secret part of the address, 22 characters: as long as it must be, as short as an SMS wants it."""
    return derived("appointment", nonce)


def hash_of(nonce: UUID) -> str:
    return hashed(secret_of(nonce))


def find(secret: str) -> Appointment | None:
    """The appointment behind a secret, with everything its page shows; None when there is none."""
    return Appointment.objects.with_everything_shown().filter(link_hash=hashed(secret)).get_or_none()
