"""A sheet of one’s organization: begun, changed, copied from another, shown, taken off, read over, thrown away.

Who may is asked before, by the rules of `writing`: Wagtail’s own permissions have no part in it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction
from wagtail.actions.unpublish import UnpublishAction

from escale.accounts.models import Membership
from escale.places.zones import zone_of
from escale.sheets import slugs
from escale.sheets.models import ResourceSheet, SheetKind

READ_AGAIN_AFTER = relativedelta(years=1)
"""Sites and telephones change: a sheet is read over once a year, unless somebody chose another day."""
LONGEST_SLUG = 110
COPIED = ("kind", "title", "sentence", "topics", "level", "audience", "minutes", "licence", "url", "body", "cover_id")


class NothingToRead(Exception):
    """The sheet has neither a text nor a site: nobody could do anything with it."""


class DraftWaits(Exception):
    """Somebody left changes in the editor: they would be lost."""


class AlreadyShown(Exception):
    """It was shown once: people have it on paper, its page stays known."""


def begin(
    fields: Mapping[str, Any], *, by: Membership, submission: UUID, now: datetime, body: str = "", slug: str = ""
) -> ResourceSheet:
    """Keep a draft under an address of its own; the same form sent twice gives the sheet already there."""
    given = {"read_again_on": again_on(by, now=now)} | {
        key: value for key, value in fields.items() if value is not None
    }
    sheet = ResourceSheet(organization=by.organization, live=False, submission=submission, body=body, **given)
    sheet.read_again_at, sheet.read_again_by = now, by.user
    try:
        slugs.keep_under_its_own(sheet, slug or sheet.title, longest=LONGEST_SLUG)
    except IntegrityError:
        if already := ResourceSheet.objects.one(submission=submission):
            return already
        raise
    return sheet


@transaction.atomic
def begin_site(fields: Mapping[str, Any], *, by: Membership, submission: UUID, now: datetime) -> ResourceSheet:
    """Keep what a short form says. A site is shown at once; anything else waits for its text."""
    sheet = begin(fields, by=by, submission=submission, now=now)
    if sheet.kind == SheetKind.SITE and not sheet.live:
        publish(sheet, by=by)
    return sheet


@transaction.atomic
def change(sheet: ResourceSheet, fields: Mapping[str, Any], *, by: Membership, now: datetime) -> None:
    """Say it otherwise, its text apart. Raises DraftWaits."""
    current = ResourceSheet.objects.get_locked(pk=sheet.pk)
    if current.live and current.has_unpublished_changes:
        raise DraftWaits(sheet.pk)
    written = _as_written(current)
    for name, value in fields.items():
        setattr(written, name, value)
    written.read_again_on = written.read_again_on or again_on(by, now=now)
    written.save()
    revision = written.save_revision(user=by.user)
    if current.live:
        revision.publish(user=by.user, skip_permission_checks=True)


def copy(sheet: ResourceSheet, *, by: Membership, submission: UUID, now: datetime) -> ResourceSheet:
    """A draft of one’s own with the same text, which says where it comes from."""
    source = sheet.credit or (sheet.organization.name if sheet.organization else "Escale")
    credit = source if source.startswith("d’après ") else f"d’après {source}"
    fields = {name: getattr(sheet, name) for name in COPIED if name != "body"}
    said = fields | {"credit": credit[:160], "copied_from": sheet}
    return begin(said, by=by, submission=submission, body=sheet.body, now=now)


@transaction.atomic
def publish(sheet: ResourceSheet, *, by: Membership) -> None:
    """Show the text as it was last written. Raises NothingToRead."""
    written = _as_written(ResourceSheet.objects.get_locked(pk=sheet.pk))
    if not written.body and not written.url:
        raise NothingToRead(sheet.pk)
    written.save_revision(user=by.user).publish(user=by.user, skip_permission_checks=True)


@transaction.atomic
def take_off(sheet: ResourceSheet, *, by: Membership) -> None:
    """Show it no more; it stays, and can be shown again."""
    shown = ResourceSheet.objects.get_locked(pk=sheet.pk)
    UnpublishAction(shown, user=by.user).execute(skip_permission_checks=True)


def read_over(sheet: ResourceSheet, *, by: Membership, now: datetime) -> None:
    """It still is right: nothing to read over for a year."""
    ResourceSheet.objects.filter(pk=sheet.pk).update(
        read_again_at=now, read_again_by=by.user, read_again_on=again_on(by, now=now)
    )


def throw_away(sheet: ResourceSheet) -> None:
    """Forget a draft. Raises AlreadyShown."""
    if sheet.live or sheet.first_published_at:
        raise AlreadyShown(sheet.pk)
    sheet.delete()


def written_last(sheet: ResourceSheet) -> ResourceSheet:
    """The sheet as its author last left it: what she reads of her draft. One query when it was written in the editor."""
    return _as_written(sheet) if not sheet.live else sheet


def again_on(by: Membership, *, now: datetime) -> date:
    return now.astimezone(zone_of(by.organization)).date() + READ_AGAIN_AFTER


def _as_written(sheet: ResourceSheet) -> ResourceSheet:
    found: ResourceSheet = sheet.get_latest_revision_as_object() if sheet.latest_revision_id else sheet
    return found
