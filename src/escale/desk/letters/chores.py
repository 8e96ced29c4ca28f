"""What letters leave under “À régler”: those to read over before their day."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from escale.accounts.models import Organization
from escale.desk.day import Scope
from escale.desk.letters import page
from escale.desk.todo_item import Item, Waiting
from escale.media.models import Letter, LetterQuerySet
from escale.together import later

MOST = 3


def waiting(scope: Scope, *, zone: ZoneInfo, now: datetime) -> Waiting:
    """The letters nobody has read over yet."""
    today = now.astimezone(zone).date()
    return Waiting(later(_unread, scope.organization), lambda shown: _items(shown, today=today, zone=zone))


def _unread(organization: Organization) -> LetterQuerySet:
    unread = Letter.objects.of_organization(organization).to_leave().filter(reviewed_at=None)
    return unread.order_by("planned_on", "pk")[:MOST]


def _items(letters: Iterable[Letter], *, today: date, zone: ZoneInfo) -> Iterator[Item]:
    for letter in letters:
        yield Item(
            chore="lettre",
            pk=letter.pk,
            icon="newspaper",
            title=f"Relire la lettre « {letter.subject} »",
            detail=page.standing(letter, today=today, zone=zone),
            address=reverse("desk:letter", args=[letter.pk]),
            address_words="Relire",
        )
