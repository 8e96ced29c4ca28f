"""What peers wait for: an invitation to answer, messages reported in a circle one moderates."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from escale.accounts.models import Membership, Organization, User
from escale.accounts.rules import may_set_up_others
from escale.community.models import Circle, CircleGuest, CircleKind, PostReport
from escale.community.rules import may_exchange
from escale.desk.todo_item import Item, Waiting
from escale.french.plural import plural
from escale.together import later

MOST = 30


def waiting(reader: Membership) -> list[Waiting]:
    """For whoever reads, whatever day she looks at; nothing for who doesn't speak among peers."""
    if not may_exchange(reader):
        return []
    team = reader.organization if may_set_up_others(reader) else None
    return [
        Waiting(later(_reported_to, reader.user, team), _reported),
        Waiting(later(_invitations, reader.user), _invited),
    ]


def _invitations(user: User) -> QuerySet[CircleGuest]:
    invited = CircleGuest.objects.waiting().filter(user=user, circle__closed_at=None)
    return invited.select_related("circle").order_by("invited_at", "pk")[:MOST]


def _reported_to(user: User, team: Organization | None) -> QuerySet[PostReport, Any]:
    moderates = Q(kind=CircleKind.NETWORK, network__coordinators=user) | Q(kind=CircleKind.OPEN, opened_by=user)
    if team is not None:
        moderates |= Q(kind=CircleKind.TEAM, organization=team)
    hers = Circle.objects.open().filter(moderates).order_by().values("pk")
    waiting = PostReport.objects.waiting().filter(post__thread__circle__in=hers)
    where = ("post__thread__circle", "post__thread__circle__name")
    return waiting.order_by("post__thread__circle__name", "pk").values_list(*where)[:MOST]


def _reported(circles: Iterable[tuple[int, str]]) -> list[Item]:
    """One line for each circle, however many messages."""
    return [
        _item("signale", pk, plural(count, "message signalé", "messages signalés"), name)
        for (pk, name), count in Counter(circles).items()
    ]


def _invited(guests: Iterable[CircleGuest]) -> list[Item]:
    return [_item("invite", guest.pk, "Une invitation dans un cercle de pairs", guest.circle.name) for guest in guests]


def _item(chore: str, pk: int, title: str, detail: str) -> Item:
    """Done on its page alone."""
    reported = chore == "signale"
    return Item(
        chore=chore,
        pk=pk,
        icon="messages-square" if reported else "user-plus",
        title=title,
        detail=detail,
        address=reverse("desk:circle-moderation", args=[pk]) if reported else reverse("desk:circles"),
        address_words="Décider" if reported else "Répondre",
    )
