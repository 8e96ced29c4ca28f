"""Taking the database out whole, and putting it back: one way for each of the two databases."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

SQLITE = "django.db.backends.sqlite3"
NAMES = {SQLITE: "database.sqlite3", "django.db.backends.postgresql": "database.pgdump"}
"""What the database is called in an archive; the name says which of the two made it."""
BESIDE = ("", "-wal", "-shm")
"""SQLite's file and its two companions: one of them left behind would spoil the file that comes after."""

type Database = Mapping[str, Any]


class CannotDump(Exception):
    """The database can't be saved or put back; the message is a sentence for the operator."""


def name_in_archive(database: Database) -> str:
    return NAMES[database["ENGINE"]]


def dump(database: Database, into: Path) -> None:
    """Write the database as it is at one instant, whatever is written to it meanwhile. Raises `CannotDump`."""
    if database["ENGINE"] == SQLITE:
        _dump_sqlite(Path(database["NAME"]), into)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={into}", database=database)


def is_empty(database: Database) -> bool:
    """Whether nothing would be lost by putting another database in its place."""
    if database["ENGINE"] == SQLITE:
        return not Path(database["NAME"]).exists()
    with connected(database) as connection:
        found = connection.execute("SELECT to_regclass('public.django_migrations')").fetchone()
        return found == (None,)


def make_empty(database: Database) -> None:
    """Drop all that a PostgreSQL database holds."""
    with connected(database) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def load(database: Database, from_: Path, *, set_aside: str) -> None:
    """Put a dump in the place of the database. An SQLite file already there is renamed with the suffix `set_aside`.

    Raises `CannotDump`.
    """
    if database["ENGINE"] == SQLITE:
        _load_sqlite(Path(database["NAME"]), from_, set_aside=set_aside)
        return
    make_empty(database)
    options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-comments")
    _run("pg_restore", *options, f"--dbname={database['NAME']}", str(from_), database=database)


def _dump_sqlite(file: Path, into: Path) -> None:
    # Copying the file would miss what is still in its journal, and catch a page half-written.
    if not file.exists():
        raise CannotDump(f"Il n’y a pas de base dans {file.parent}.")
    with closing(sqlite3.connect(file, timeout=20, isolation_level=None)) as connection:
        connection.execute("VACUUM INTO ?", [str(into)])
    with closing(sqlite3.connect(into)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise CannotDump("La copie de la base est abîmée. Vérifiez le disque, puis recommencez.")


def _load_sqlite(file: Path, from_: Path, *, set_aside: str) -> None:
    for suffix in BESIDE:
        old = file.with_name(file.name + suffix)
        if old.exists():
            old.rename(file.with_name(f"{file.name}{set_aside}{suffix}"))
    partial = file.with_name(file.name + ".partial")
    shutil.copyfile(from_, partial)
    partial.replace(file)


def connected(database: Database) -> "psycopg.Connection[tuple[Any, ...]]":
    return psycopg.connect(
        host=database["HOST"],
        port=database["PORT"] or None,
        user=database["USER"],
        password=database["PASSWORD"],
        dbname=database["NAME"],
        autocommit=True,
    )


def _run(program: str, *arguments: str, database: Database) -> None:
    """Run one of PostgreSQL's own programs; the password travels by the environment, which other users can't read."""
    if shutil.which(program) is None:
        raise CannotDump(f"Il manque le programme {program} : installez le client de PostgreSQL.")
    where = {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
    }
    surroundings = os.environ | {name: value for name, value in where.items() if value}
    done = subprocess.run([program, *arguments], env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotDump(f"{program} a échoué : {done.stderr.strip()}")
