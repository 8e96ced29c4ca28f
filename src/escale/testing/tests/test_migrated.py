"""The base every test begins with is the one migrating would make."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Event

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import OperationWriter

from escale.migrating import CreateModels
from escale.testing import migrated


@pytest.mark.django_db
def test_nothing_is_left_to_migrate() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_a_changed_migration_is_another_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_initial.py").write_text("one")
    monkeypatch.setattr(apps.get_app_config("places"), "path", str(tmp_path))
    before = migrated._name.__wrapped__()
    (folder / "0001_initial.py").write_text("two")
    assert migrated._name.__wrapped__() != before


def test_a_base_kept_is_found_again_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL copies its templates itself")
    monkeypatch.setattr(migrated.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(connection.creation, "_get_test_db_name", lambda: f"file:{tmp_path / 'test.sqlite3'}")
    (tmp_path / f"escale-tests-{migrated.os.getuid()}").mkdir()
    kept = tmp_path / f"escale-tests-{migrated.os.getuid()}" / f"{migrated._name()}.sqlite3"
    with sqlite3.connect(kept) as base:
        base.execute("CREATE TABLE thing (name text)")
        base.execute("INSERT INTO thing VALUES ('kept')")
    with migrated.kept(), sqlite3.connect(tmp_path / "test.sqlite3") as copy:
        assert copy.execute("SELECT name FROM thing").fetchall() == [("kept",)]


def test_whoever_makes_it_beforehand_makes_it_once_and_lets_it_go_when_it_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []

    @contextmanager
    def kept() -> Iterator[None]:
        yield
        done.append("kept")

    monkeypatch.setattr(migrated, "_is_kept", lambda: "kept" in done)
    monkeypatch.setattr(migrated, "kept", kept)
    monkeypatch.setattr(migrated, "setup_databases", lambda **_how: done.append("made"))
    monkeypatch.setattr(migrated, "teardown_databases", lambda _made, **_how: done.append("let go"))
    migrated.keep()
    migrated.keep()
    assert done == ["made", "kept", "let go"]


@pytest.mark.django_db
def test_a_base_no_test_asked_for_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one connected to is then somebody’s own: a copy of it would be the beginning of every later run."""
    monkeypatch.setattr(migrated.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(migrated, "_name", lambda: f"{migrated.PREFIX}of_nobody")
    monkeypatch.setattr(connection.creation, "_get_test_db_name", lambda: "never made")
    with migrated.kept():
        pass
    assert not migrated._is_kept()


def test_whoever_asks_for_a_row_as_it_runs_is_given_a_base(request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue("organization").pk
    assert request.node.get_closest_marker("no_database") is None


@pytest.mark.django_db(transaction=True)
class TestWhereOneIsSaidForAll:
    def test_whoever_asks_as_it_runs_is_given_that_one(self, request: pytest.FixtureRequest) -> None:
        assert request.getfixturevalue("organization").pk
        assert not connection.in_atomic_block


@pytest.mark.parametrize("is_kept", [False, True])
def test_of_two_who_find_no_base_one_waits_for_the_other(
    is_kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrated.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(migrated, "_is_kept", lambda: is_kept)
    for made in ("_in_a_file", "_on_the_server"):
        monkeypatch.setattr(migrated, made, nullcontext)
    second_begins = Event()

    def second() -> None:
        with migrated.kept():
            second_begins.set()

    with ThreadPoolExecutor() as pool:
        with migrated.kept():
            waits = pool.submit(second)
            assert second_begins.wait(0.2 if not is_kept else 10) is is_kept
        waits.result(timeout=10)
    assert second_begins.is_set()


@pytest.mark.django_db(transaction=True)
def test_tables_made_together_come_and_go() -> None:
    key = ("id", models.BigAutoField(primary_key=True))
    boat = ("boat", models.ForeignKey("harbour.Boat", models.CASCADE, related_name="trips"))
    together = CreateModels([CreateModel("Boat", fields=[key]), CreateModel("Trip", fields=[key, boat])])
    assert together.formatted_description() == "+ Create Boat, Trip"
    assert "migrations.CreateModel(" in OperationWriter(together).serialize()[0]
    before = ProjectState()
    # As after a migration that has read the models.
    assert list(before.apps.get_models()) == []
    after = before.clone()
    together.state_forwards("harbour", after)
    assert [field.name for field in after.apps.get_model("harbour.Boat")._meta.get_fields()] == ["trips", "id"]
    with connection.schema_editor() as editor:
        together.database_forwards("harbour", editor, before, after)
    try:
        assert {"harbour_boat", "harbour_trip"} <= set(connection.introspection.table_names())
    finally:
        with connection.schema_editor() as editor:
            together.database_backwards("harbour", editor, after, before)
    assert not {"harbour_boat", "harbour_trip"} & set(connection.introspection.table_names())
