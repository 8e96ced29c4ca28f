"""A colleague who would like to talk, among everything that waits for a gesture."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from escale.accounts.models import User
from escale.community.models import PeerCall, PeerCallQuerySet
from escale.desk.day import Scope
from escale.desk.todo_item import Item, Waiting
from escale.together import later

CHORE = "pair"
MOST = 30


def rows(scope: Scope) -> PeerCallQuerySet:
    """Asked of whoever reads, whatever day she looks at."""
    return _asked_of(scope.reader.user)


def waiting(scope: Scope, *, recent: datetime) -> Waiting:
    """Those to answer, and those just answered."""
    return Waiting(later(_waiting, scope.reader.user, recent), items)


def _waiting(user: User, recent: datetime) -> PeerCallQuerySet:
    asked = _asked_of(user).filter(Q(answered_at=None) | Q(answered_at__gt=recent))
    return asked.order_by("created_at", "pk")[:MOST]


def _asked_of(user: User) -> PeerCallQuerySet:
    return PeerCall.objects.asked_of(user).select_related("asked_by", "organization")


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
