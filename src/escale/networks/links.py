"""The secret addresses of invitations into a network: derived, found again by their hash."""

from escale.accounts.secret_links import derived
from escale.networks.models import JoinInvitation

PURPOSE = "join-network"


def secret_of(invitation: JoinInvitation) -> str:
    return derived(PURPOSE, invitation.link_nonce)


def find(secret: str) -> JoinInvitation | None:
    """The invitation of this address, whatever became of it."""
    found = JoinInvitation.objects.select_related("network", "invited_by")
    return found.with_secret(secret).get_or_none()
