"""The journal: one chain per organization, numbers only, which the database refuses to change."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from escale.accounts.models import Organization
from escale.mandates import journal
from escale.mandates.models import JournalEntry, JournalHead, JournalKind

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)


def add(organization: Organization, **ids: int) -> JournalEntry:
    return journal.append(JournalKind.MANDATE_ACT, organization_id=organization.pk, actor_id=7, now=NOW, **ids)


def test_each_line_follows_the_one_before_in_its_organization(organization, outsider):
    first, elsewhere, second = (
        add(organization, mandate=1),
        add(outsider.organization, mandate=9),
        add(organization, act=2),
    )
    assert [first.number, elsewhere.number, second.number] == [1, 1, 2]
    assert [first.previous_hash, elsewhere.previous_hash, second.previous_hash] == ["", "", first.hash]
    head = JournalHead.objects.get(pk=organization.pk)
    assert [head.number, head.hash] == [2, second.hash]


def test_a_word_never_enters_it(organization):
    with pytest.raises(journal.NotAnId):
        add(organization, person="Nolwenn")
    with pytest.raises(journal.NotAnId):
        add(organization, agreed=True)
    assert not JournalEntry.objects.exists()


def test_a_line_goes_with_the_transaction_that_wrote_it(organization):
    with transaction.atomic():
        add(organization, mandate=1)
        transaction.set_rollback(True)
    assert add(organization, mandate=2).number == 1


def raw(sql: str) -> Callable[[JournalEntry], Any]:
    def run(entry: JournalEntry) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, [entry.pk] if "%s" in sql else [])

    return run


def saved(entry: JournalEntry) -> None:
    entry.actor_id = 8
    entry.save()


def updated_in_bulk(entry: JournalEntry) -> None:
    entry.actor_id = 8
    JournalEntry.objects.bulk_update([entry], ["actor_id"])


def written_over(entry: JournalEntry) -> None:
    entry.actor_id = 8
    JournalEntry.objects.bulk_create([entry], update_conflicts=True, unique_fields=["id"], update_fields=["actor_id"])


ATTEMPTS: dict[str, Callable[[JournalEntry], Any]] = {
    "save": saved,
    "delete": lambda entry: entry.delete(),
    "update": lambda entry: JournalEntry.objects.filter(pk=entry.pk).update(actor_id=8),
    "delete of a queryset": lambda entry: JournalEntry.objects.filter(pk=entry.pk).delete(),
    "raw delete": lambda entry: JournalEntry.objects.filter(pk=entry.pk)._raw_delete("default"),
    "bulk_update": updated_in_bulk,
    "bulk_create over": written_over,
    "UPDATE": raw("UPDATE mandates_journalentry SET actor_id = 8 WHERE id = %s"),
    "DELETE": raw("DELETE FROM mandates_journalentry WHERE id = %s"),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_the_database_refuses_to_change_a_line(organization, attempt):
    entry = add(organization, mandate=1)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        attempt(JournalEntry.objects.get(pk=entry.pk))
    assert list(JournalEntry.objects.values_list("actor_id", "hash")) == [(7, entry.hash)]


@pytest.mark.skipif("connection.vendor != 'postgresql'")
@pytest.mark.parametrize("role", ["origin", "replica"])
def test_postgresql_refuses_to_empty_the_table_whoever_asks(organization, role):
    entry = add(organization, mandate=1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT set_config('session_replication_role', %s, true)", [role])
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            cursor.execute("TRUNCATE mandates_journalentry CASCADE")
    assert JournalEntry.objects.filter(pk=entry.pk).exists()


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_sqlite_refuses_to_replace_a_line(organization):
    entry = add(organization, mandate=1)
    columns = "id, organization_id, number, at, actor_id, kind, subjects, signature, previous_hash, hash"
    for key in (entry.pk, entry.pk + 1):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT OR REPLACE INTO mandates_journalentry ({columns})"
                " SELECT %s, organization_id, number, at, 8, kind, subjects, signature, previous_hash, hash"
                " FROM mandates_journalentry",
                [key],
            )
    assert list(JournalEntry.objects.values_list("actor_id", flat=True)) == [7]
