"""The secret address of an enrollment: stable for its whole life, known to the person alone."""

from escale.accounts.secret_links import derived, hashed
from escale.workshops.models import Enrollment


def secret_of(enrollment: Enrollment) -> str:
    """The secret part of the address: 22 characters."""
    return derived("enrollment", enrollment.link_nonce)


def hash_of(enrollment: Enrollment) -> str:
    return hashed(secret_of(enrollment))


def find(secret: str) -> Enrollment | None:
    """The enrollment behind a secret, with everything its page shows; None when there is none."""
    return Enrollment.objects.with_everything_shown().filter(link_hash=hashed(secret)).get_or_none()
