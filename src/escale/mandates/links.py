"""The secret address of a mandate: the person's own page, to agree and to stop it."""

from escale.accounts.secret_links import derived, hashed
from escale.mandates.models import Mandate


def secret_of(mandate: Mandate) -> str:
    """The secret part of the address."""
    return derived("mandate", mandate.link_nonce)


def seal(mandate: Mandate) -> None:
    """Write the hash of its secret on a mandate that is about to be saved."""
    mandate.link_hash = hashed(secret_of(mandate))


def find(secret: str) -> Mandate | None:
    """The mandate behind a secret, with what its page shows; None when there is none."""
    return Mandate.objects.with_everything_shown().filter(link_hash=hashed(secret)).get_or_none()
