"""The secret address by which a recipient says that she wants no more of it: stable for as long as she is on a list."""

from django.conf import settings
from django.urls import reverse

from escale.accounts.secret_links import derived, hashed
from escale.publishing.models import Recipient

PURPOSE = "recipient"


def secret_of(recipient: Recipient) -> str:
    """The secret part of the address: 22 characters."""
    return derived(PURPOSE, recipient.link_nonce)


def hash_of(recipient: Recipient) -> str:
    return hashed(secret_of(recipient))


def address(recipient: Recipient) -> str:
    """The whole address, in the mail and in its header."""
    return settings.BASE_URL + reverse("portal:unsubscribe", args=[secret_of(recipient)])


def find(secret: str) -> Recipient | None:
    """The recipient behind a secret; None when there is none."""
    return Recipient.objects.select_related("organization", "list").filter(link_hash=hashed(secret)).get_or_none()
