"""Rows of what looks after advisers, by the names the access matrix gives them."""

from typing import Any
from uuid import UUID

from escale.accounts.models import Membership
from escale.community import notes
from escale.community.models import PeerCall, ProfessionalNote
from escale.testing import builders
from escale.testing.cast import Reception


def of_care(reception: Reception, *, coordinator: Membership) -> dict[str, Any]:
    """A note of the adviser's own, a colleague who would like to talk with her, and one she asked."""
    adviser, now = reception.adviser, builders.NOW
    notes.write("Une journée lourde.", author=adviser.user, submission=UUID(int=7), now=now)
    both = {"organization": reception.organization, "created_at": now}
    return {
        "note": ProfessionalNote.objects.get(),
        "peer_call": PeerCall.objects.create(asked_by=coordinator.user, peer=adviser.user, **both),
        "own_peer_call": PeerCall.objects.create(asked_by=adviser.user, peer=coordinator.user, **both),
    }
