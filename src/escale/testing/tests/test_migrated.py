"""The base every test begins with is the one migrating would make."""

import sqlite3
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

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
