"""What letters leave under “À régler”: those to read over before their day."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from escale.desk.day import Scope
from escale.desk.letters import page
from escale.desk.todo_item import Item
from escale.media.models import Letter

MOST = 3


def items(scope: Scope, *, zone: ZoneInfo, now: datetime) -> Iterable[Item]:
    """The letters nobody has read over yet. One query."""
    today = now.astimezone(zone).date()
    waiting = Letter.objects.of_organization(scope.organization).to_leave().filter(reviewed_at=None)
    for letter in waiting.order_by("planned_on", "pk")[:MOST]:
        yield Item(
            chore="lettre",
            pk=letter.pk,
            icon="newspaper",
            title=f"Relire la lettre « {letter.subject} »",
            detail=page.standing(letter, today=today, zone=zone),
            address=reverse("desk:letter", args=[letter.pk]),
            address_words="Relire",
        )
