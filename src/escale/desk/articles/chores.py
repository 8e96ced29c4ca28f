"""What texts leave under “À régler”: those a colleague asks one to read over."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from escale.accounts.models import Membership, Organization, User
from escale.desk.todo_item import Item, Waiting
from escale.together import later
from escale.writing import rules
from escale.writing.models import Review

MOST = 3


def waiting(reader: Membership) -> list[Waiting]:
    """The first ones, the longest asked first; nothing for who writes nothing."""
    if not rules.may_write(reader):
        return []
    return [Waiting(later(_asked_of, reader.organization, reader.user), _items)]


def _asked_of(organization: Organization, user: User) -> QuerySet[Review]:
    asked = Review.objects.of_organization(organization).waiting().filter(asked_of=user)
    return asked.select_related("asked_by").order_by("asked_at", "pk")[:MOST]


def _items(reviews: Iterable[Review]) -> list[Item]:
    return [
        Item(
            chore="relecture",
            pk=review.pk,
            icon="user-check",
            title=f"Relire « {review.title} »",
            detail=f"{review.asked_by.first_name} attend votre avis avant de publier",
            address=reverse("desk:review", args=[review.pk]),
            address_words="Relire",
        )
        for review in reviews
    ]
