"""The guards of the journal come back after a table was rebuilt, and many writers at once make one chain."""

from datetime import UTC, datetime

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import IntegrityError, connection

from escale import db
from escale.accounts.models import Organization
from escale.mandates import guards, journal
from escale.mandates.chain import verifying
from escale.mandates.chain.verifying import Sound
from escale.mandates.models import JournalEntry, JournalKind
from escale.operations import preparation
from escale.testing.races import at_once, database_on_disk, met
from escale.testing.unguarded import lift_the_guards_of_the_journal

__all__ = ["database_on_disk"]

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
WRITERS = 64


def write(organization: Organization) -> int:
    return journal.append(JournalKind.MANDATE_ACT, organization_id=organization.pk, actor_id=7, now=NOW).number


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_a_migration_that_rebuilds_the_table_loses_the_guards_until_its_end(database_on_disk, organization):
    write(organization)
    for model in (JournalEntry, Organization):
        with connection.schema_editor() as editor:
            editor._remake_table(model)
    assert len(guards.missing(connection)) == 3
    assert [found.id for found in run_checks(tags=["database"], databases=["default"])] == ["mandates.W001"] * 3
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []
    with pytest.raises(IntegrityError, match="append-only"):
        JournalEntry.objects.update(actor_id=8)
    assert verifying.verify(organization.pk) == Sound(first=1, last=1)


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_guards_switched_off_are_seen_and_put_back(database_on_disk, organization):
    write(organization)
    lift_the_guards_of_the_journal()
    assert len(guards.missing(connection)) == 2
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []
    with pytest.raises(IntegrityError, match="append-only"):
        JournalEntry.objects.update(actor_id=8)


def test_an_instance_does_not_start_unguarded(database_on_disk, monkeypatch):
    monkeypatch.setattr(guards, "put_back", lambda _: None)
    monkeypatch.setattr(preparation, "call_command", lambda *_, **__: None)
    lift_the_guards_of_the_journal()
    try:
        with pytest.raises(guards.Unguarded):
            preparation.prepare()
    finally:
        monkeypatch.undo()
        guards.put_back(connection)


def test_sixty_four_writers_at_once_make_one_chain(database_on_disk, organization):
    numbers = at_once([lambda: write(organization)] * WRITERS)
    assert sorted(numbers) == list(range(1, WRITERS + 1))
    assert verifying.verify(organization.pk) == Sound(first=1, last=WRITERS)


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_without_the_lock_they_collide(database_on_disk, organization, monkeypatch):
    """The control: everybody reads the same end before anybody writes, and the numbers are taken."""
    write(organization)
    monkeypatch.setattr(db.QuerySet, "locked", lambda rows: rows.order_by("pk"))
    monkeypatch.setattr(journal.hashing, "fingerprint", met(journal.hashing.fingerprint, 4))
    got = at_once([lambda: write(organization)] * 4)
    assert sum(isinstance(each, IntegrityError) for each in got) == 3
