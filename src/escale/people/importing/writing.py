"""Writing a list at once or not at all, and taking it back."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched
from tempfile import TemporaryFile
from typing import IO, Any

from django.db import transaction
from django.db.models import Q

from escale.accounts.models import Organization
from escale.people.importing.reading import Line, key, tells
from escale.people.models import Beneficiary, FileRead, ImportState, PeopleImport
from escale.people.registration import search_key
from escale.prepared import insert

BATCH = 500
"""Rows of one statement: SQLite takes 32,766 values at most."""


def known_keys(organization: Organization) -> set[int]:
    """What tells apart the people of the organization. One query; a number each, so that 500,000 fit in memory."""
    names = ("first_name", "last_name", "phone", "other_phone", "email", "birth_year")
    found: set[int] = set()
    for first, last, phone, other, email, year in (
        Beneficiary.objects.of_organization(organization).values_list(*names).iterator()
    ):
        found |= {hash(f"{search_key(first, last)}|{tell}") for tell in tells(phone, other, email, year)}
    return found


def write(brought: PeopleImport, lines: Iterable[Line], *, now: datetime) -> PeopleImport:
    """Open a file for each sound line of somebody who has none yet: all of them in one transaction, or nothing.

    The lines are read and checked first, so that the transaction, which SQLite lets nobody else write beside, is short.
    """
    with TemporaryFile("w+") as spool:
        for line in lines:
            if not line.faults:
                spool.write(json.dumps(line.said) + "\n")
        spool.seek(0)
        with transaction.atomic():
            return _write_all(brought, spool, now=now)


def undo(brought: PeopleImport, *, now: datetime) -> tuple[int, int]:
    """Take away the files an import opened, save those to whom something happened since; give both numbers."""
    with transaction.atomic():
        kept_row = PeopleImport.objects.locked().get(pk=brought.pk)
        if kept_row.state != ImportState.WRITTEN:
            return 0, 0
        people = Beneficiary.objects.filter(imported_by=kept_row)
        # The whole lock: a booking made meanwhile waits, then finds nobody, rather than the other way round.
        all_of_them = len(people.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
        untouched = people.filter(erased_at=None, notice_given_at=None).exclude(_touched())
        FileRead.objects.filter(person__in=untouched).delete()
        # Nothing else points to them: Django would ask every other table again, two hundred people at a time.
        removed = untouched._raw_delete(untouched.db)
        PeopleImport.objects.filter(pk=kept_row.pk).update(state=ImportState.UNDONE, finished_at=now)
        return removed, all_of_them - removed


def _write_all(brought: PeopleImport, spool: IO[str], *, now: datetime) -> PeopleImport:
    """The transaction: two lists of one organization are never written at once, nor one list twice."""
    Organization.objects.filter(pk=brought.organization_id).locked().get()
    kept_row = PeopleImport.objects.locked().get(pk=brought.pk)
    if kept_row.state != ImportState.WRITING:
        return kept_row
    kept_row.written = kept_row.already = 0
    known = known_keys(kept_row.organization)
    for batch in batched(_people(spool, kept_row, known, now=now), BATCH):
        insert(batch)
        kept_row.written += len(batch)
    kept_row.state, kept_row.finished_at, kept_row.content = ImportState.WRITTEN, now, b""
    kept_row.save(update_fields=["state", "finished_at", "content", "written", "already"])
    return kept_row


def _people(spool: IO[str], brought: PeopleImport, known: set[int], *, now: datetime) -> Iterator[Beneficiary]:
    for text in spool:
        said: dict[str, Any] = json.loads(text)
        mark = hash(key(said))
        if mark in known:
            brought.already += 1
            continue
        known.add(mark)
        yield Beneficiary(
            organization_id=brought.organization_id,
            search_key=search_key(said["first_name"], said["last_name"]),
            imported_by_id=brought.pk,
            created_at=now,
            **said,
        )


def _touched() -> Q:
    """Whether any row of any table but the journal of readings is about the person."""
    told = Q()
    for relation in Beneficiary._meta.related_objects:
        if relation.related_model is not FileRead:
            rows = relation.related_model._base_manager
            told |= Q(pk__in=rows.exclude(**{relation.field.name: None}).values(relation.field.name))
    return told
