"""The secret address by which a partner or a colleague notes a question: made, found, closed, made again.

The secret is derived from the instance's key and a random seed; only its hash is stored.
"""

import uuid
from datetime import datetime

from escale.accounts.models import Membership
from escale.accounts.secret_links import derived, hashed
from escale.questions.models import QuestionLink


def make(label: str, *, by: Membership, now: datetime) -> QuestionLink:
    """Give an address to whoever is named so."""
    link = QuestionLink(organization=by.organization, label=label, created_at=now, created_by=by.user)
    link.link_hash = hashed(secret_of(link))
    link.save(force_insert=True)
    return link


def close(link: QuestionLink, *, now: datetime) -> None:
    """Close an address: it opens nothing any more. What was noted by it stays."""
    QuestionLink.objects.standing().filter(pk=link.pk).update(revoked_at=now)


def reopen(link: QuestionLink) -> None:
    """Take the closing of an address back."""
    QuestionLink.objects.filter(pk=link.pk).update(revoked_at=None)


def make_again(link: QuestionLink) -> QuestionLink:
    """Give the same people another address; the one before opens nothing any more."""
    link.link_nonce, link.revoked_at = uuid.uuid4(), None
    link.link_hash = hashed(secret_of(link))
    link.save(update_fields=["link_nonce", "link_hash", "revoked_at"])
    return link


def secret_of(link: QuestionLink) -> str:
    """The secret part of the address."""
    return derived("question", link.link_nonce)


def find(secret: str) -> QuestionLink | None:
    """The address behind a secret, with its organization; None when there is none, or no longer."""
    found = QuestionLink.objects.standing().select_related("organization")
    return found.filter(link_hash=hashed(secret)).get_or_none()
