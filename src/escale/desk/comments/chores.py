"""What comments leave under “À régler”: to read over, reported, and the rights of reply with their delay."""

from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from escale.desk.day import Scope
from escale.desk.todo_item import Item, Waiting
from escale.french.dates import day
from escale.french.plural import plural
from escale.media.comments import reading, suspecting
from escale.media.comments.telling import DUE_WITHIN
from escale.together import later


def waiting(scope: Scope, *, zone: ZoneInfo) -> list[Waiting]:
    """One line for all rights of reply, one for all comments."""
    comments = later(reading.comments_waiting, scope.organization, much=suspecting.MUCH)
    return [
        Waiting(
            later(reading.replies_waiting, scope.organization), lambda sums: _replies(sums, scope=scope, zone=zone)
        ),
        Waiting(comments, lambda sums: _comments(sums, scope=scope)),
    ]


def _replies(sums: Iterable[dict[str, Any]], *, scope: Scope, zone: ZoneInfo) -> Iterator[Item]:
    for each in sums:
        due_at = each["first"] + DUE_WITHIN
        yield Item(
            chore="droits-de-reponse",
            pk=scope.organization.pk,
            icon="scroll-text",
            title=plural(each["replies"], "droit de réponse à traiter", "droits de réponse à traiter"),
            detail=f"Avant {day(due_at.astimezone(zone).date())} : la loi donne trois jours",
            address=reverse("desk:rights-of-reply"),
            address_words="Répondre",
        )


def _comments(sums: Iterable[dict[str, Any]], *, scope: Scope) -> Iterator[Item]:
    for each in sums:
        parts = [
            plural(each["reported"], "signalé", "signalés") if each["reported"] else "",
            plural(each["doubtful"], "douteux", "douteux") if each["doubtful"] else "",
        ]
        yield Item(
            chore="commentaires",
            pk=scope.organization.pk,
            icon="message-square",
            title=plural(each["comments"] + each["reported"], "commentaire à relire", "commentaires à relire"),
            detail=", ".join(filter(None, parts)) or "Écrits par des lecteurs des chroniques",
            address=reverse("desk:comments", query=None if each["comments"] else {"voir": "signales"}),
            address_words="Relire",
        )
