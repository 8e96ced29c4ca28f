"""What comments leave under “À régler”: to read over, reported, and the rights of reply with their delay."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.urls import reverse

from escale.desk.day import Scope
from escale.desk.todo_item import Item
from escale.french.dates import day
from escale.french.plural import plural
from escale.media.comments import reading, suspecting


def items(scope: Scope, *, zone: ZoneInfo) -> Iterable[Item]:
    """One line for all comments, one for all rights of reply. Two queries."""
    waiting = reading.waiting(scope.organization, much=suspecting.MUCH)
    if waiting.due_at:
        yield Item(
            chore="droits-de-reponse",
            pk=scope.organization.pk,
            icon="scroll-text",
            title=plural(waiting.replies, "droit de réponse à traiter", "droits de réponse à traiter"),
            detail=f"Avant {day(waiting.due_at.astimezone(zone).date())} : la loi donne trois jours",
            address=reverse("desk:rights-of-reply"),
            address_words="Répondre",
        )
    if waiting.comments or waiting.reported:
        parts = [
            plural(waiting.reported, "signalé", "signalés") if waiting.reported else "",
            plural(waiting.doubtful, "douteux", "douteux") if waiting.doubtful else "",
        ]
        yield Item(
            chore="commentaires",
            pk=scope.organization.pk,
            icon="message-square",
            title=plural(waiting.comments + waiting.reported, "commentaire à relire", "commentaires à relire"),
            detail=", ".join(filter(None, parts)) or "Écrits par des lecteurs des chroniques",
            address=reverse("desk:comments", query=None if waiting.comments else {"voir": "signales"}),
            address_words="Relire",
        )
