"""What progress leaves to do: the cycles that are over and wait for their review."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from escale.desk.day import Scope
from escale.desk.todo_item import Item
from escale.french.dates import day
from escale.places.zones import zone_of
from escale.workshops import review

MOST = 10


def items(scope: Scope, *, now: datetime) -> Iterable[Item]:
    """A line for each cycle to review, of one adviser or of the whole team. One query."""
    zone = zone_of(scope.organization)
    for group in review.to_review(scope.organization, adviser=scope.adviser, now=now)[:MOST]:
        yield Item(
            chore="bilan",
            pk=group.pk,
            icon="graduation-cap",
            title=f"Bilan à faire : {group.title}",
            detail=f"Fini {day(group.ended.astimezone(zone))}",  # type: ignore[attr-defined]
            address=reverse("desk:cycle-review", args=[group.pk]),
            address_words="Faire le bilan",
        )
