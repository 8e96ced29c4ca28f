"""What the demonstration shows besides reports: what was coordinated."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from escale.accounts.models import Membership
from escale.activity import coordinating
from escale.activity.models import CoordinationKind

COORDINATIONS: tuple[tuple[CoordinationKind, int, dict[str, Any]], ...] = (
    (
        CoordinationKind.ANIMATION,
        3,
        {"minutes": 120, "animation_type": "reunion_coordination", "topics": ["partage", "reseau"], "advisers": 6,
         "structures": 3, "initiative": "initiative", "name": ""},
    ),
    (
        CoordinationKind.EVENT,
        12,
        {"name": "Forum des associations", "event_type": "grand_public", "organizers": ["commune"], "participants": 140,
         "reach": "communal"},
    ),
    (
        CoordinationKind.PARTNERSHIP,
        20,
        {"name": "Parcours vers la médiathèque", "partnership_kinds": ["parcours_usager"], "reach": "intercommunal",
         "partners": [{"name": "Médiathèque de Vitré", "kind": "commune", "other": ""}]},
    ),
)  # fmt: skip


def fill(by: Membership, *, submissions: list[UUID], now: datetime) -> None:
    """Write the coordination activities."""
    for (kind, age, values), submission in zip(COORDINATIONS, submissions, strict=True):
        at = now - timedelta(days=age)
        coordinating.create(kind, {"on": at.date(), **values}, submission=submission, by=by, now=at)
