"""A colleague who would like to talk, among everything that waits for a gesture."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from escale.community.models import PeerCall, PeerCallQuerySet
from escale.desk.day import Scope
from escale.desk.todo_item import Item, Waiting

CHORE = "pair"
MOST = 30


def rows(scope: Scope) -> PeerCallQuerySet:
    """Asked of whoever reads, whatever day she looks at."""
    return PeerCall.objects.asked_of(scope.reader.user).select_related("asked_by", "organization")


def waiting(scope: Scope, *, recent: datetime) -> Waiting:
    """Those to answer, and those just answered."""
    asked = rows(scope).filter(Q(answered_at=None) | Q(answered_at__gt=recent))
    return Waiting(asked.order_by("created_at", "pk")[:MOST], items)


def items(calls: Iterable[PeerCall]) -> list[Item]:
    return [
        Item(
            chore=CHORE,
            pk=call.pk,
            icon="messages-square",
            title=f"{call.asked_by.first_name} aimerait vous parler",
            detail="Entre collègues, quand vous pouvez",
            verb="On s’appelle",
            is_done=call.answered_at is not None,
        )
        for call in calls
    ]
