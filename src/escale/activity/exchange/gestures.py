"""Bringing a file in, gesture by gesture: kept, shown with what it would do, written, undone.

Until it is written, what the file holds is a draft of whoever brought it; then only its counts stay, as long as a draft does.
"""

from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from escale import spreadsheets
from escale.accounts.models import Membership
from escale.activity.exchange import (
    activities_reading,
    archive,
    coordination_importing,
    coordination_reading,
    importing,
)
from escale.activity.exchange.coordination_importing import CoordinationPlan
from escale.activity.exchange.findings import NotThisFile, under_titles
from escale.activity.exchange.importing import Plan
from escale.activity.exchange.values import harmless_text
from escale.activity.models import Draft
from escale.places.zones import zone_of
from escale.spreadsheets import Row, UnreadableFile

PREFIX = "exchange-"
ACTIVITIES, COORDINATION, ARCHIVE = "activities", "coordination", "archive"
NEEDED = {ACTIVITIES: activities_reading.NEEDED, COORDINATION: coordination_reading.NEEDED}
MOST_ROWS = 20_000
MOST_BYTES = 10_000_000


class Brought(NamedTuple):
    """A file somebody brought; `written` counts its activities, None while it waits to be read again."""

    pk: int
    at: datetime
    file: str
    written: int | None


type AnyPlan = Plan | CoordinationPlan


class AlreadyWritten(Exception):
    """This file was written; nothing of it is kept to be read again."""


def keep(content: bytes, *, file_name: str, by: Membership, key: UUID, now: datetime) -> Draft:
    """Keep a file until it is written or left; `key` will name all it writes.

    Raises `UnreadableFile`, and `NotThisFile` for another kind of list.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableFile("Ce fichier pèse plus de 10\u00a0Mo. Exportez une période plus courte.")
    held = _archive(content) if content.lstrip()[:1] in {b"[", b"{"} else _workbook(content)
    return Draft.objects.create(
        organization=by.organization,
        user=by.user,
        key=f"{PREFIX}{key}",
        content={"file": file_name[:160], **held},
        saved_at=now,
    )


def plan(draft: Draft, *, by: Membership) -> AnyPlan:
    """Say what this file would write. Raises `AlreadyWritten`."""
    if "kind" not in draft.content:
        raise AlreadyWritten
    return _plan(draft.content, by=by)


@transaction.atomic
def write(draft: Draft, *, by: Membership, now: datetime) -> int:
    """Write everything or nothing, and forget the file. Raises `ToCorrect`, `AlreadyWritten`."""
    current = Draft.objects.locked().get(pk=draft.pk)
    planned = plan(current, by=by)
    if isinstance(planned, Plan):
        written = importing.write(planned, by=by, key=gesture_of(current), now=now)
    else:
        written = coordination_importing.write(planned, organization=by.organization, key=gesture_of(current))
    current.content = {"file": current.content["file"], "written": written, "already": planned.already}
    current.saved_at = now
    current.save(update_fields=["content", "saved_at"])
    return written


@transaction.atomic
def undo(draft: Draft, *, by: Membership) -> tuple[int, int]:
    """Take back what this file wrote: how many activities went, how many stay because they were changed since."""
    gone, kept = importing.undo(by.organization, key=gesture_of(draft))
    gone += coordination_importing.undo(by.organization, key=gesture_of(draft))
    draft.delete()
    return gone, kept


def leave(draft: Draft) -> None:
    """Forget a file that won't be written."""
    draft.delete()


def brought_by(by: Membership) -> list[Brought]:
    """The files this member brought lately, the last one first. What they hold isn't read."""
    drafts = Draft.objects.filter(organization=by.organization, user=by.user, key__startswith=PREFIX)
    columns = drafts.order_by("-saved_at", "-pk").values_list("pk", "saved_at", "content__file", "content__written")
    return [Brought(*row) for row in columns]


def gesture_of(draft: Draft) -> UUID:
    """The key of everything this file writes."""
    return UUID(draft.key.removeprefix(PREFIX))


def _archive(content: bytes) -> dict[str, Any]:
    items = archive.items_of(content)
    for item in items:
        item["annotation"] = harmless_text(str(item.get("annotation") or ""))
    return {"kind": ARCHIVE, "items": items}


def _workbook(content: bytes) -> dict[str, Any]:
    """The rows of a workbook, and which of the sheets we know it holds."""
    rows = [
        Row(row.sheet, row.number, [harmless_text(cell) if len(cell.split()) > 1 else cell for cell in row.cells])
        for row in spreadsheets.read(content, most_rows=MOST_ROWS)
    ]
    for kind, needed in NEEDED.items():
        with suppress(NotThisFile):
            under_titles(rows, needed=needed)
            return {"kind": kind, "rows": rows}
    raise NotThisFile


def _plan(held: dict[str, Any], *, by: Membership) -> AnyPlan:
    zone = zone_of(by.organization)
    if held["kind"] == ARCHIVE:
        return importing.plan(archive.read(held["items"], zone=zone), by=by)
    rows = [Row(*row) for row in held["rows"]]
    if held["kind"] == ACTIVITIES:
        return importing.plan(activities_reading.read(rows, zone=zone), by=by)
    return coordination_importing.plan(coordination_reading.read(rows, by=by, zone=zone), by=by)
