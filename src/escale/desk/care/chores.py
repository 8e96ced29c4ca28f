"""A colleague who would like to talk, among everything that waits for a gesture."""

from collections.abc import Iterable

from escale.community.models import PeerCall, PeerCallQuerySet
from escale.desk.day import Scope
from escale.desk.todo_item import Item

CHORE = "pair"


def rows(scope: Scope) -> PeerCallQuerySet:
    """Asked of whoever reads, whatever day she looks at."""
    return PeerCall.objects.asked_of(scope.reader.user).select_related("asked_by", "organization")


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
