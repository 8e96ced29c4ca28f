"""The sheets a workshop leans on: for whoever prepares it, and for whoever was there to take home."""

from django.db import transaction
from django.db.models import Max, Q

from escale.sheets.models import ResourceSheet, SheetKind, WorkshopSheet
from escale.workshops.models import Workshop

MOST = 12
"""Sheets of one workshop: beyond, nobody reads them."""


class FullOfSheets(Exception):
    """The workshop already has as many sheets as one reads."""


class NotTheirs(Exception):
    """The sheet belongs to another organization, or is not published."""


@transaction.atomic
def attach(sheet: ResourceSheet, workshop: Workshop) -> WorkshopSheet:
    """Put a sheet after the others of the workshop; once there, it stays at its place. Raises FullOfSheets, NotTheirs."""
    if not sheet.live or sheet.organization_id not in {None, workshop.organization_id}:
        raise NotTheirs(sheet.pk)
    Workshop.objects.get_locked(pk=workshop.pk)
    attached = WorkshopSheet.objects.filter(workshop=workshop)
    if already := attached.one(sheet=sheet):
        return already
    if attached.count() >= MOST:
        raise FullOfSheets(workshop.pk)
    last = attached.aggregate(last=Max("position"))["last"]
    return WorkshopSheet.objects.create(workshop=workshop, sheet=sheet, position=0 if last is None else last + 1)


def detach(attached: WorkshopSheet) -> None:
    """Take a sheet off a workshop."""
    attached.delete()


def rows_of(workshop: Workshop) -> list[WorkshopSheet]:
    """The sheets of a workshop as they are attached, in its order. One query."""
    return _rows(Q(workshop=workshop))


def of_workshop(workshop_id: int | None) -> list[ResourceSheet]:
    """Every sheet of a workshop that can be shown to the team, in its order. One query, none without a workshop."""
    return _shown(Q(workshop_id=workshop_id)) if workshop_id else []


def to_take_home(workshop_id: int | None) -> list[ResourceSheet]:
    """Those of a workshop that anybody may read. One query, none without a workshop."""
    return _shown(Q(workshop_id=workshop_id, sheet__kind=SheetKind.HOW_TO)) if workshop_id else []


def _shown(which: Q) -> list[ResourceSheet]:
    return [row.sheet for row in _rows(which)]


def _rows(which: Q) -> list[WorkshopSheet]:
    rows = WorkshopSheet.objects.filter(which, sheet__live=True).select_related("sheet").defer("sheet__body")
    return list(rows.order_by("position", "pk"))
