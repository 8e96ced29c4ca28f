"""An instance goes from SQLite to PostgreSQL and back by its backup, and nothing of it changes on the way."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from escale.environment import database
from escale.mandates import journal
from escale.mandates.models import JournalKind
from escale.operations import contents
from escale.operations.dumps import Database
from escale.testing import builders
from escale.testing.world import World

BESIDE_MODELS = {"django_migrations", "sqlite_sequence", "cache_entry"}
"""Tables that belong to a database and not to the instance: made again where it goes."""

LEDGER = "4321 2026-01-02T10:00:00+00:00\n"
KEY = "k" * 50


def folder_with_files(folder: Path) -> Path:
    (folder / "files" / "logos").mkdir(parents=True)
    (folder / "files" / "logos" / "centre.svg").write_text("<svg/>")
    (folder / "secret-key").write_text(KEY)
    (folder / "erased").write_text(LEDGER)
    return folder


def database_of(data_dir: Path) -> Database:
    return database("", data_dir=data_dir)


@pytest.fixture
def command_on(command: Callable[..., None]) -> Callable[..., None]:
    def run(*words: str, data_dir: Path, database_url: str = "") -> None:
        command("escale.operations.backup", *words, data_dir=data_dir, database_url=database_url)

    return run


# The databases first: without PostgreSQL there is nothing to fill.
def test_an_instance_moves_to_sqlite_to_postgresql_and_back(
    two_databases: tuple[str, str],
    transactional_db: None,
    world: World,
    command_on: Callable[..., None],
    tmp_path: Path,
) -> None:
    at = connection.settings_dict
    own = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}"
    url, _ = two_databases
    here, small, region, again = folder_with_files(tmp_path / "0"), tmp_path / "1", tmp_path / "2", tmp_path / "3"
    files = [str(tmp_path / f"{number}.tar.gz") for number in range(3)]
    for number in (1, 2):
        journal.append(
            JournalKind.MANDATE_ACT,
            organization_id=world.members["adviser"].organization_id,
            actor_id=1,
            now=builders.NOW,
            act=number,
        )
    held = contents.of(at)

    command_on("backup", "--portable", files[0], data_dir=here, database_url=own)
    command_on("restore", files[0], data_dir=small)
    assert contents.of(database_of(small)) == held
    assert contents.tables(database_of(small)) - set(held) <= BESIDE_MODELS
    never_again = give_numbers_ahead(small)

    command_on("backup", files[1], data_dir=small)
    command_on("restore", files[1], data_dir=region, database_url=url)
    assert contents.of(database(url, data_dir=region)) == held
    with psycopg.connect(url) as reader:
        assert reader.execute("SELECT nextval('places_venue_id_seq')").fetchone() == (never_again + 1,)

    command_on("backup", "--portable", files[2], data_dir=region, database_url=url)
    command_on("restore", files[2], data_dir=again)
    assert contents.of(database_of(again)) == held
    with closing(sqlite3.connect(again / "escale.sqlite3")) as reader:
        given = reader.execute("SELECT seq FROM sqlite_sequence WHERE name = 'places_venue'").fetchall()
        assert given == [(never_again + 1,)]
    for folder in (small, region, again):
        assert (folder / "files" / "logos" / "centre.svg").read_text() == "<svg/>"
        assert (folder / "secret-key").read_text() == KEY
        assert (folder / "erased").read_text() == LEDGER
    with closing(sqlite3.connect(again / "escale.sqlite3")) as writer, pytest.raises(sqlite3.IntegrityError):
        writer.execute("DELETE FROM mandates_journalentry")
    with psycopg.connect(url) as writer, pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        writer.execute("DELETE FROM mandates_journalentry")


def give_numbers_ahead(data_dir: Path) -> int:
    """Let the table of venues have given seven numbers to rows that are no more; give the last of them."""
    with closing(sqlite3.connect(data_dir / "escale.sqlite3", isolation_level=None)) as writer:
        writer.execute("UPDATE sqlite_sequence SET seq = seq + 7 WHERE name = 'places_venue'")
        (number,) = writer.execute("SELECT seq FROM sqlite_sequence WHERE name = 'places_venue'").fetchone()
    return int(number)


@pytest.mark.parametrize(
    ("kind", "in_sqlite", "in_postgresql"),
    [
        ("DateTimeField", "2026-11-13 14:10:00.000250", datetime(2026, 11, 13, 14, 10, 0, 250, tzinfo=UTC)),
        ("BooleanField", 1, True),
        ("JSONField", '{"b": [1, "\\u00e9"], "a": null}', '{"a": null, "b": [1, "é"]}'),
        ("UUIDField", "0" * 31 + "7", UUID(int=7)),
        ("FloatField", 48.1, 48.1),
        ("CharField", "Vitré", "Vitré"),
    ],
)
def test_a_value_is_said_in_one_way_whatever_the_database(kind: str, in_sqlite: Any, in_postgresql: Any) -> None:
    assert contents.plain(in_sqlite, kind) == contents.plain(in_postgresql, kind)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("DateTimeField", "2026-11-13 14:10:00", datetime(2026, 11, 13, 15, 10, tzinfo=UTC)),
        ("JSONField", '["a", "b"]', '["b", "a"]'),
        ("CharField", "Vitré", "Vitré "),
        ("CharField", "", None),
    ],
)
def test_two_values_that_differ_are_not_said_in_one_way(kind: str, one: Any, other: Any) -> None:
    assert contents.plain(one, kind) != contents.plain(other, kind)
