"""The secret address of an appointment: stable for its whole life, known to the person alone.

The secret is derived (HMAC-SHA-256, 128 bits kept) from the instance's key and a random seed of the row, so that a later
message can carry the same address while only its hash is stored. Changing the instance's key breaks no address already
sent: they are found by their hash.
"""

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings

from escale.accounts.models import hashed
from escale.appointments.models import Appointment


def secret_of(nonce: UUID) -> str:
    """The secret part of the address, 22 characters: as long as it must be, as short as an SMS wants it."""
    return derived("appointment", nonce)


def derived(purpose: str, nonce: UUID) -> str:
    """A secret of 22 characters from a seed; two purposes never share one."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"{purpose}:".encode() + nonce.bytes, hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def hash_of(nonce: UUID) -> str:
    return hashed(secret_of(nonce))


def find(secret: str) -> Appointment | None:
    """The appointment behind a secret, with everything its page shows; None when there is none."""
    return Appointment.objects.with_everything_shown().filter(link_hash=hashed(secret)).get_or_none()
