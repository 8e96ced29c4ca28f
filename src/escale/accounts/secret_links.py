"""Secrets that addresses carry: made at random, or derived from the instance's key and a random seed of the row; never stored.

A derived one can be said again by a later message, while only its hash is kept. Changing the instance's key breaks no address
already sent: rows are found by the hash.
"""

import base64
import hashlib
import hmac
import secrets
from uuid import UUID

from django.conf import settings


def new_secret() -> str:
    """192 bits at random, safe in an address."""
    return secrets.token_urlsafe(24)


def hashed(secret: str) -> str:
    """What is stored of a secret: enough to recognise it, not to use it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def derived(purpose: str, nonce: UUID) -> str:
    """A secret of 22 characters (HMAC-SHA-256, 128 bits kept) from a seed; two purposes never share one."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"{purpose}:".encode() + nonce.bytes, hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def short_address(path: str) -> str:
    """An address of this instance as an SMS carries it; telephones recognise it without its scheme."""
    return f"{settings.BASE_URL.removeprefix('https://')}{path}"
