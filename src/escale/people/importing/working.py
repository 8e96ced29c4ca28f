"""Moves the lists brought forward: read, then written once somebody said so. The rows are the queue."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from escale.accounts.models import Membership, Organization
from escale.french.plain_text import fold
from escale.people.importing import keeping, mapping, writing
from escale.people.importing.fields import Field
from escale.people.importing.mapping import Layout
from escale.people.importing.queue import Queue
from escale.people.importing.reading import Line, Reader, key
from escale.people.models import ImportState, PeopleImport
from escale.places.zones import zone_of

AT_ONCE = 60_000
"""Bytes of a list small enough to be moved forward while its owner waits: some five hundred people."""

MOST_PROBLEMS = 500
"""Faults kept with the row; all of them are in the list to download, which reads the file again."""

LOST = "Cette liste n’a pas pu être lue jusqu’au bout. Enregistrez-la en .xlsx, puis importez-la de nouveau."


def bring(
    organization: Organization, *, file_name: str, content: bytes, submission: UUID, by: Membership, now: datetime
) -> PeopleImport:
    """Keep a list to be read; the same form sent twice keeps it once. Raises `UnreadableFile`."""
    guessed = mapping.guess(mapping.find(content).titles)
    brought, _ = PeopleImport.objects.get_or_create(
        submission=submission,
        defaults={
            "organization": organization,
            "file_name": file_name[:160],
            "content": content,
            "mapping": mapping.kept(guessed),
            # Without a column of first names, somebody must say which it is before anything is read.
            "state": ImportState.READING if mapping.says_who(guessed) else ImportState.READY,
            "made_by": by.user,
            "made_at": now,
        },
    )
    return QUEUE.now_if_small(brought, most=AT_ONCE, now=now)


def choose_columns(brought: PeopleImport, chosen: dict[int, Field], *, now: datetime) -> PeopleImport:
    """Read the list again, by these columns."""
    _move(brought, ImportState.READY, ImportState.READING, mapping=mapping.kept(chosen), done=0)
    return QUEUE.now_if_small(brought, most=AT_ONCE, now=now)


def confirm(brought: PeopleImport, *, now: datetime) -> PeopleImport:
    """Have the sound lines of the list written."""
    _move(brought, ImportState.READY, ImportState.WRITING, done=0)
    return QUEUE.now_if_small(brought, most=AT_ONCE, now=now)


def give_up(brought: PeopleImport) -> None:
    """Forget a list that wasn't written, and everything it holds."""
    PeopleImport.objects.filter(pk=brought.pk).exclude(state__in=(ImportState.WRITTEN, ImportState.UNDONE)).delete()


def advance(*, now: datetime) -> int:
    """Move forward every list that waits to be read or written; give how many. For the worker."""
    return QUEUE.advance(now=now)


def lines(brought: PeopleImport, *, now: datetime) -> Iterator[Line]:
    """The lines of a list, read by the columns chosen. Raises `UnreadableFile`."""
    layout, rows = keeping.opened(bytes(brought.content))
    return map(_reader(brought, layout, now=now).line, rows)


def _work(brought: PeopleImport, now: datetime) -> None:
    if brought.state == ImportState.WRITING:
        writing.write(brought, QUEUE.alive(brought, lines(brought, now=now)), now=now)
    else:
        _read(brought, now=now)


def _read(brought: PeopleImport, *, now: datetime) -> None:
    """Say what writing the list would do: files to open, people already there, faults. Its lines are kept on the way."""
    layout, found = keeping.opened(bytes(brought.content))
    packing = keeping.Packing(layout)
    read = QUEUE.alive(brought, map(_reader(brought, layout, now=now).line, packing.passing(found)))
    known = writing.known_keys(brought.organization)
    rows = already = faults = 0
    problems: list[list[str]] = []
    for line in read:
        rows += 1
        if line.faults:
            faults += 1
            problems += [fault.cells for fault in line.faults if len(problems) < MOST_PROBLEMS]
            continue
        mark = hash(key(line.said))
        already += mark in known
        known.add(mark)
    _move(
        brought, ImportState.READING, ImportState.READY,
        rows=rows, done=rows, already=already, faults=faults, problems=problems[:MOST_PROBLEMS],
        content=packing.content(),
    )  # fmt: skip


def _reader(brought: PeopleImport, layout: Layout, *, now: datetime) -> Reader:
    return Reader(
        layout=layout,
        mapping=mapping.read_kept(brought.mapping),
        team=_team(brought.organization),
        this_year=now.astimezone(zone_of(brought.organization)).year,
    )


def _refuse(brought: PeopleImport, sentence: str, now: datetime) -> None:
    _move(
        brought, brought.state, ImportState.REFUSED,
        content=b"", finished_at=now, problems=[["", "", "", "", "", sentence]],
    )  # fmt: skip


def _move(brought: PeopleImport, before: str, after: ImportState, **values: object) -> bool:
    """Only from where it was, and by the columns it was read with: whatever somebody chose meanwhile stays."""
    was = PeopleImport.objects.filter(pk=brought.pk, state=before)
    if before == ImportState.READING:
        was = was.filter(mapping=brought.mapping)
    return bool(was.update(state=after, **values))


def _team(organization: Organization) -> dict[str, int]:
    members = Membership.objects.active().of_organization(organization).select_related("user").order_by("pk")
    return {fold(member.user.full_name): member.user_id for member in members}


QUEUE = Queue(name="people-import", model=PeopleImport, seconds=60, step=2000, lost=LOST, work=_work, refuse=_refuse)
