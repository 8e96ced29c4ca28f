"""What partners leave to do: what was promised at a meeting, sheets to read over."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from escale.accounts.models import Membership, Organization, User
from escale.desk.todo_item import Item, Waiting
from escale.directory import meetings, partners, rules
from escale.directory.models import MeetingTask
from escale.french.dates import day
from escale.french.plural import plural
from escale.together import counted, later

CHORE = "rencontre"
MOST = 5


def waiting(reader: Membership, *, on: date) -> list[Waiting]:
    """What she, or nobody in particular, promised for today or before; then the sheets to read over."""
    if not rules.may_edit_partners(reader):
        return []
    old = later(_to_check, reader.organization, on)
    return [
        Waiting(later(_promised, reader.organization, reader.user, on), listed),
        Waiting(old, lambda counts: map(_to_read_over, counts)),
    ]


def _promised(organization: Organization, user: User, on: date) -> QuerySet[MeetingTask]:
    return meetings.tasks_of(organization, user, until=on).prefetch_related("meeting__partners")[:MOST]


def _to_check(organization: Organization, on: date) -> QuerySet[Any, int]:
    return counted(partners.to_check(organization, on=on))


def rows(organization: Organization) -> QuerySet[MeetingTask]:
    """What one may say done from there."""
    return (
        MeetingTask.objects.of_organization(organization)
        .select_related("meeting")
        .prefetch_related("meeting__partners")
    )


def listed(found: Iterable[MeetingTask]) -> list[Item]:
    return [
        Item(
            chore=CHORE,
            pk=task.pk,
            icon="handshake",
            title=task.what,
            detail=_said_to(task),
            verb="C’est fait",
            is_done=task.done_at is not None,
            address=reverse("desk:meetings"),
            address_words="Ouvrir le journal",
        )
        for task in found
    ]


def do(task: MeetingTask, by: Membership, now: datetime) -> None:
    meetings.tick(task, now=now)


def _said_to(task: MeetingTask) -> str:
    """ "Promis à Mission locale, rencontre du vendredi 13 novembre"."""
    names = ", ".join(sorted(partner.name for partner in task.meeting.partners.all()))
    return f"Promis à {names}, le {day(task.meeting.on)}"


def _to_read_over(count: int) -> Item:
    return Item(
        chore="fiches",
        pk=0,
        icon="handshake",
        title=plural(count, "fiche de partenaire à relire", "fiches de partenaires à relire"),
        detail="Personne ne les a vérifiées depuis six mois",
        address=reverse("desk:partner-sheets", query={"voir": "a-verifier"}),
        address_words="Les relire",
    )
