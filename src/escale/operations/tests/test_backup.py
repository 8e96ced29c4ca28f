"""A saved instance comes back whole, on both databases; a spoilt archive touches nothing."""

import os
import sqlite3
import tarfile
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from escale.environment import database
from escale.operations import backup, dumps

NOW = datetime(2026, 11, 13, 14, 10, tzinfo=UTC)
type Command = Callable[..., None]

TABLE = "CREATE TABLE seat (id INTEGER PRIMARY KEY, taken INTEGER)"


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """The data folder of a small SQLite instance, with a file and its key."""
    folder = tmp_path / "data"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "logo.svg").write_text("<svg/>")
    with closing(sqlite3.connect(folder / "escale.sqlite3", isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute(TABLE)
        writer.execute("INSERT INTO seat (taken) VALUES (0), (0)")
    return folder


def save(data_dir: Path, path: Path) -> None:
    backup.backup(path, database=database("", data_dir=data_dir), data_dir=data_dir, secret_key="the key", now=NOW)


def put_back(path: Path, data_dir: Path, *, replace: bool = False) -> None:
    backup.restore(path, database=database("", data_dir=data_dir), data_dir=data_dir, replace=replace, now=NOW)


def seats(data_dir: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(data_dir / "escale.sqlite3")) as reader:
        return reader.execute("SELECT id, taken FROM seat ORDER BY id").fetchall()


def test_an_instance_comes_back_with_its_database_its_files_and_its_key(instance: Path, tmp_path: Path) -> None:
    save(instance, tmp_path / "saved.tar.gz")
    put_back(tmp_path / "saved.tar.gz", tmp_path / "elsewhere")
    assert seats(tmp_path / "elsewhere") == [(1, 0), (2, 0)]
    assert (tmp_path / "elsewhere" / "files" / "logo.svg").read_text() == "<svg/>"
    assert (tmp_path / "elsewhere" / "secret-key").read_text() == "the key"


def test_only_its_owner_reads_a_backup_and_the_key_put_back(instance: Path, tmp_path: Path) -> None:
    save(instance, tmp_path / "saved.tar.gz")
    put_back(tmp_path / "saved.tar.gz", tmp_path / "elsewhere")
    modes = [(tmp_path / "saved.tar.gz").stat().st_mode, (tmp_path / "elsewhere" / "secret-key").stat().st_mode]
    assert [mode & 0o777 for mode in modes] == [0o600, 0o600]


def test_a_backup_made_while_the_instance_writes_is_consistent(instance: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def keep_writing() -> None:
        with closing(sqlite3.connect(instance / "escale.sqlite3", timeout=20, isolation_level=None)) as writer:
            while not stop.is_set():
                writer.execute("BEGIN IMMEDIATE")
                writer.execute("UPDATE seat SET taken = taken + 1 WHERE id = 1")
                writer.execute("UPDATE seat SET taken = taken + 1 WHERE id = 2")
                writer.execute("COMMIT")

    writing = threading.Thread(target=keep_writing)
    writing.start()
    try:
        for number in range(5):
            save(instance, tmp_path / f"saved-{number}.tar.gz")
    finally:
        stop.set()
        writing.join()
    for number in range(5):
        put_back(tmp_path / f"saved-{number}.tar.gz", tmp_path / f"elsewhere-{number}")
        (_, first), (_, second) = seats(tmp_path / f"elsewhere-{number}")
        assert first == second


def test_an_instance_already_there_is_never_replaced_unasked(instance: Path, tmp_path: Path) -> None:
    save(instance, tmp_path / "saved.tar.gz")
    with pytest.raises(backup.NotEmpty):
        put_back(tmp_path / "saved.tar.gz", instance)


def test_what_is_replaced_is_set_aside(instance: Path, tmp_path: Path) -> None:
    save(instance, tmp_path / "saved.tar.gz")
    with closing(sqlite3.connect(instance / "escale.sqlite3", isolation_level=None)) as writer:
        writer.execute("DELETE FROM seat")
    put_back(tmp_path / "saved.tar.gz", instance, replace=True)
    assert seats(instance) == [(1, 0), (2, 0)]
    assert (instance / "escale.sqlite3.before-20261113-141000").exists()
    assert (instance / "files.before-20261113-141000" / "logo.svg").exists()


def test_a_truncated_backup_is_refused_and_nothing_changes(instance: Path, tmp_path: Path) -> None:
    save(instance, tmp_path / "saved.tar.gz")
    whole = (tmp_path / "saved.tar.gz").read_bytes()
    (tmp_path / "saved.tar.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(backup.BadArchive, match="incomplète"):
        put_back(tmp_path / "saved.tar.gz", instance, replace=True)
    assert seats(instance) == [(1, 0), (2, 0)]


def test_an_altered_backup_is_refused(instance: Path, tmp_path: Path) -> None:
    save(instance, tmp_path / "saved.tar.gz")
    content = tmp_path / "content"
    with tarfile.open(tmp_path / "saved.tar.gz") as archive:
        archive.extractall(content, filter="data")
    (content / "secret-key").write_text("another key")
    with tarfile.open(tmp_path / "saved.tar.gz", "w:gz") as archive:
        archive.add(content, arcname=".")
    with pytest.raises(backup.BadArchive, match="a changé"):
        put_back(tmp_path / "saved.tar.gz", tmp_path / "elsewhere")


def test_an_archive_that_leads_outside_is_refused(tmp_path: Path) -> None:
    (tmp_path / "evil").write_text("evil")
    with tarfile.open(tmp_path / "saved.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "evil", arcname="../outside")
    with pytest.raises(backup.BadArchive):
        put_back(tmp_path / "saved.tar.gz", tmp_path / "elsewhere")
    assert not (tmp_path / "outside").exists()


def test_a_backup_of_the_other_database_is_refused(instance: Path, tmp_path: Path) -> None:
    save(instance, tmp_path / "saved.tar.gz")
    content = tmp_path / "content"
    with tarfile.open(tmp_path / "saved.tar.gz") as archive:
        archive.extractall(content, filter="data")
    assert dumps.name_in_archive(database("postgres://host/escale", data_dir=tmp_path)) not in os.listdir(content)


def test_the_two_commands_save_and_put_back_a_real_instance(command: Command, nobody_yet: Path, tmp_path: Path) -> None:
    here, there, file = nobody_yet, tmp_path / "there", str(tmp_path / "saved.tar.gz")
    command("escale.operations.backup", "backup", file, data_dir=here)
    command("escale.operations.backup", "restore", file, data_dir=there)
    rows = []
    for folder in (here, there):
        with closing(sqlite3.connect(folder / "escale.sqlite3")) as reader:
            rows.append(sorted(reader.iterdump()))
    assert rows[0] == rows[1]
    assert (here / "secret-key").read_text() == (there / "secret-key").read_text()


TWO_PEOPLE = """
from django.utils import timezone
from escale.accounts.models import Organization
from escale.people import registration
organization = Organization.objects.create(name="Centre social", slug="centre")
for name in ("Zéphyrine", "Lucette"):
    registration.register(organization=organization, first_name=name, now=timezone.now())
"""


def test_whoever_was_forgotten_since_an_older_backup_stays_forgotten(
    command: Command, nobody_yet: Path, tmp_path: Path
) -> None:
    folder, file = nobody_yet, str(tmp_path / "saved.tar.gz")
    command("django", "shell", "--command", TWO_PEOPLE, data_dir=folder)
    command("escale.operations.backup", "backup", file, data_dir=folder)
    command("django", "forget_person", "1", data_dir=folder)
    command("escale.operations.backup", "restore", "--replace", file, data_dir=folder)
    with closing(sqlite3.connect(folder / "escale.sqlite3")) as reader:
        names = reader.execute("SELECT first_name FROM people_beneficiary ORDER BY id").fetchall()
        assert names == [("",), ("Lucette",)]
        assert "zephyrine" not in "".join(reader.iterdump())


def test_the_ledgers_of_two_machines_make_one(instance: Path, tmp_path: Path) -> None:
    (instance / backup.ERASED).write_text("1 2026-01-02\n2 2026-01-03\n")
    save(instance, tmp_path / "saved.tar.gz")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / backup.ERASED).write_text("2 2026-01-03\n3 2026-01-04\n")
    put_back(tmp_path / "saved.tar.gz", tmp_path / "elsewhere")
    joined = tmp_path / "elsewhere" / backup.ERASED
    assert joined.read_text() == "1 2026-01-02\n2 2026-01-03\n3 2026-01-04\n"
    assert joined.stat().st_mode & 0o077 == 0


def test_a_postgresql_instance_comes_back_whole(
    command: Command, two_databases: tuple[str, str], tmp_path: Path
) -> None:
    here, there = two_databases
    file = str(tmp_path / "saved.tar.gz")
    command("escale.testing.migrated", data_dir=tmp_path / "here", database_url=here)
    command("escale.operations.backup", "backup", file, data_dir=tmp_path / "here", database_url=here)
    command("escale.operations.backup", "restore", file, data_dir=tmp_path / "there", database_url=there)
    command("escale.operations.backup", "restore", "--replace", file, data_dir=tmp_path / "there", database_url=there)
    counts = []
    for url in two_databases:
        with psycopg.connect(url) as reader:
            tables = reader.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
            ).fetchall()
            counts.append(
                [(name, reader.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()) for (name,) in tables]
            )
            constraint = reader.execute(
                "SELECT count(*) FROM pg_constraint WHERE conname = 'no_two_exclusive_commitments_at_once'"
            ).fetchone()
            assert constraint == (1,)
    assert counts[0] == counts[1]
