"""Moves the lists of partners forward: read and compared, then written once somebody said so. The rows are the queue."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from escale.accounts.models import Membership, Organization
from escale.directory.importing import files, planning, writing
from escale.directory.importing.planning import Plan
from escale.directory.models import PartnerSource, PlacesImport
from escale.directory.national.reading import Place, Remark
from escale.people.importing.queue import WORKED_ON, Queue
from escale.people.models import ImportState
from escale.places.zones import zone_of

AT_ONCE = 20_000
"""Bytes, packed, of a list small enough to be moved forward while its owner waits: some hundred places."""

MOST_PROBLEMS = 1000
MOST_SHOWN = 100
"""New and changed partners named before anything is written; those gone are all named, up to ten times as many."""

LOST = "Cette liste n’a pas pu être lue jusqu’au bout. Téléchargez-la de nouveau, puis importez-la."
FAULT, REMARK = "line", "value"


def bring(
    organization: Organization,
    *,
    file_name: str,
    content: bytes,
    more: bytes = b"",
    submission: UUID,
    by: Membership,
    now: datetime,
) -> PlacesImport:
    """Keep a list to be read; the same form sent twice keeps it once. Raises `UnreadableFile`."""
    brought, _ = PlacesImport.objects.get_or_create(
        submission=submission,
        defaults={
            "organization": organization,
            "file_name": file_name[:160],
            "source": files.recognized(content, more).source,
            "content": files.packed(content, more),
            "made_by": by.user,
            "made_at": now,
        },
    )
    return QUEUE.now_if_small(brought, most=AT_ONCE, now=now)


def confirm(brought: PlacesImport, *, archive: Sequence[int] = (), now: datetime) -> PlacesImport:
    """Have the list written, and the partners chosen among those gone from it put away."""
    _move(brought, ImportState.READY, ImportState.WRITING, done=0, to_archive=sorted(archive))
    return QUEUE.now_if_small(brought, most=AT_ONCE, now=now)


def give_up(brought: PlacesImport) -> None:
    """Forget a list that wasn't written, and everything it holds."""
    PlacesImport.objects.filter(pk=brought.pk, state__in=(*WORKED_ON, ImportState.READY)).delete()


def advance(*, now: datetime) -> int:
    """Move forward every list that waits to be read or written; give how many. For the worker."""
    return QUEUE.advance(now=now)


def _work(brought: PlacesImport, now: datetime) -> None:
    places = QUEUE.alive(brought, _places(brought, now=now))
    if brought.state == ImportState.WRITING:
        writing.write(brought, places, now=now)
    else:
        _compare(brought, places)


def _places(brought: PlacesImport, *, now: datetime) -> Iterator[Place]:
    found = files.opened(bytes(brought.content))
    return found.places(today=now.astimezone(zone_of(brought.organization)).date())


def _compare(brought: PlacesImport, places: Iterator[Place]) -> None:
    """Say what writing the list would do."""
    read = list(places)
    found = planning.plan(brought.organization, PartnerSource(brought.source), read)
    problems = [[FAULT, *each.cells] for each in found.faults] + [[REMARK, *each.cells] for each in found.remarks]
    _move(
        brought, ImportState.READING, ImportState.READY,
        rows=len(read), done=len(read), added=len(found.new), changed=len(found.changes), same=found.same,
        gone=len(found.gone), faults=len(found.faults), remarks=len(found.remarks),
        preview=_preview(found), problems=problems[:MOST_PROBLEMS],
    )  # fmt: skip


def _preview(found: Plan) -> dict[str, Any]:
    return {
        "new": [[each.said["name"], each.said["commune_name"]] for each in found.new[:MOST_SHOWN]],
        "changed": [[each.partner.name, ", ".join(each.words)] for each in found.changes[:MOST_SHOWN]],
        "gone": [[each.pk, each.name, each.commune_name] for each in found.gone[: MOST_SHOWN * 10]],
    }


def _refuse(brought: PlacesImport, sentence: str, now: datetime) -> None:
    remark = Remark(line=0, column="", value="", reason=sentence)
    _move(brought, brought.state, ImportState.REFUSED, content=b"", finished_at=now, problems=[[FAULT, *remark.cells]])


def _move(brought: PlacesImport, before: str, after: ImportState, **values: object) -> None:
    """Only from where it was: two clicks write it once."""
    PlacesImport.objects.filter(pk=brought.pk, state=before).update(state=after, **values)


QUEUE = Queue(name="places-import", model=PlacesImport, seconds=120, step=200, lost=LOST, work=_work, refuse=_refuse)
