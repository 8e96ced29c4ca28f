"""What progress leaves to do: the cycles that are over and wait for their review."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from escale.accounts.models import Organization, User
from escale.desk.day import Scope
from escale.desk.todo_item import Item, Waiting
from escale.french.dates import day
from escale.together import later
from escale.workshops import review
from escale.workshops.models import Group, GroupQuerySet

MOST = 10


def waiting(scope: Scope, *, zone: ZoneInfo, now: datetime) -> Waiting:
    """A line for each cycle to review, of one adviser or of the whole team."""
    return Waiting(later(_over, *scope.whose, now), lambda groups: _items(groups, zone=zone))


def _over(organization: Organization, adviser: User | None, now: datetime) -> GroupQuerySet:
    return review.to_review(organization, adviser=adviser, now=now)[:MOST]


def _items(groups: Iterable[Group], *, zone: ZoneInfo) -> Iterator[Item]:
    for group in groups:
        yield Item(
            chore="bilan",
            pk=group.pk,
            icon="graduation-cap",
            title=f"Bilan à faire : {group.title}",
            detail=f"Fini {day(group.ended.astimezone(zone))}",  # type: ignore[attr-defined]
            address=reverse("desk:cycle-review", args=[group.pk]),
            address_words="Faire le bilan",
        )
