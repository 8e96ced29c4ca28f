"""Secrets that addresses carry: derived from the instance's key and a random seed of the row, never stored.

A later message can carry the same address while only its hash is kept. Changing the instance's key breaks no address already
sent: rows are found by the hash.
"""

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings


def derived(purpose: str, nonce: UUID) -> str:
    """A secret of 22 characters (HMAC-SHA-256, 128 bits kept) from a seed; two purposes never share one."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"{purpose}:".encode() + nonce.bytes, hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def short_address(path: str) -> str:
    """An address of this instance as an SMS carries it; telephones recognise it without its scheme."""
    return f"{settings.BASE_URL.removeprefix('https://')}{path}"
