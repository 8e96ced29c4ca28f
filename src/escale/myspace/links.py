"""What opens something here: the secret address of an agreement, the digits of a code. Neither is stored."""

import hmac
from hashlib import sha256

from django.conf import settings

from escale.accounts.secret_links import derived, hashed
from escale.myspace.models import HelperAgreement, SpaceCode

DIGITS = 6


def secret_of(agreement: HelperAgreement) -> str:
    """The secret part of the address where the person says yes or no, then stops it."""
    return derived("helper-agreement", agreement.link_nonce)


def hash_of(agreement: HelperAgreement) -> str:
    return hashed(secret_of(agreement))


def find(secret: str) -> HelperAgreement | None:
    """The agreement behind a secret, with what its page shows; None when there is none."""
    return HelperAgreement.objects.with_everything_shown().filter(link_hash=hashed(secret)).get_or_none()


def digits_of(code: SpaceCode) -> str:
    """The six digits of a code, made from its row and the key of the instance."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), b"space-code:" + code.nonce.bytes, sha256)
    return f"{int.from_bytes(digest[:8]) % 10**DIGITS:0{DIGITS}d}"
