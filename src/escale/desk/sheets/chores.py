"""What sheets leave to do: those to read over, those that lead to a dead address."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from escale.accounts.models import Membership, Organization
from escale.desk.todo_item import Item, Waiting
from escale.sheets import checking
from escale.sheets.models import ResourceSheet, ResourceSheetQuerySet, SheetLink
from escale.together import later
from escale.writing import rules

READ_OVER, LINK = "fiche-a-relire", "lien-de-fiche"
MOST = 3


def waiting(reader: Membership, *, on: date, now: datetime) -> list[Waiting]:
    """The first sheets to read over, the first dead addresses; nothing for who writes nothing."""
    if not rules.may_write(reader):
        return []
    old, dead = later(_to_read_again, reader.organization, on), later(_dead, reader.organization, now)
    return [Waiting(old, listed_sheets), Waiting(dead, listed_links)]


def _to_read_again(organization: Organization, on: date) -> ResourceSheetQuerySet:
    return sheets(organization).to_read_again(on=on).order_by("read_again_on", "pk")[:MOST]


def _dead(organization: Organization, now: datetime) -> QuerySet[SheetLink]:
    dead = links(organization).filter(failing_since__lte=now - checking.TOLD_AFTER)
    return dead.order_by("failing_since", "pk")[:MOST]


def sheets(organization: Organization) -> ResourceSheetQuerySet:
    return ResourceSheet.objects.of_organization(organization).published().defer("body")


def links(organization: Organization) -> QuerySet[SheetLink]:
    return SheetLink.objects.filter(sheet__organization=organization, sheet__live=True).select_related("sheet")


def listed_sheets(found: Iterable[ResourceSheet]) -> list[Item]:
    return [
        Item(
            chore=READ_OVER,
            pk=sheet.pk,
            icon="file-text",
            title=f"Relire la fiche « {sheet.title} »",
            detail="Les sites et les téléphones changent : vérifiez qu’elle est encore juste.",
            address=reverse("desk:resource", args=[sheet.pk]),
            address_words="Ouvrir la fiche",
        )
        for sheet in found
    ]


def listed_links(found: Iterable[SheetLink]) -> list[Item]:
    return [
        Item(
            chore=LINK,
            pk=link.pk,
            icon="link",
            title=f"Un lien ne marche plus : « {link.sheet.title} »",
            detail=checking.WORDS[checking.LinkProblem(link.problem)].capitalize() if link.problem else "",
            address=reverse("desk:resource", args=[link.sheet_id]),
            address_words="Ouvrir la fiche",
        )
        for link in found
    ]
