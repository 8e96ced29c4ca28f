"""Copies every row of one database into another of the other kind: how an instance moves between SQLite and PostgreSQL."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import batched
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from escale.operations.dumps import SQLITE, CannotDump, Database

BATCH = 2_000
"""Rows read, then written, at a time."""


def sqlite_file(path: Path) -> Database:
    """The database of a file nobody else writes: without a journal beside it, the file is all there is."""
    options = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA foreign_keys=ON;"}
    return {"ENGINE": SQLITE, "NAME": path, "OPTIONS": options}


def bring_to_this_version(database: Database) -> None:
    """Make the tables, or apply what this version adds to them. Raises `CannotDump` when a later version made them."""
    with _opened(database, "moved") as alias:
        if is_later(MigrationExecutor(connections[alias]).loader):
            raise CannotDump("Cette base vient d’une version plus récente d’Escale.")
        # Migrations of Wagtail write in the default base, whichever is migrated: it is this one for that time.
        own, connections[DEFAULT_DB_ALIAS] = connections[DEFAULT_DB_ALIAS], connections[alias]
        try:
            call_command("migrate", verbosity=0, skip_checks=True)
        finally:
            connections[DEFAULT_DB_ALIAS] = own


def is_later(loader: MigrationLoader) -> bool:
    """Whether a later version of ours was applied to this base; what was replaced since is an earlier one."""
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("escale.")}
    known = loader.disk_migrations.keys() | {old for each in loader.disk_migrations.values() for old in each.replaces}
    return any(app in ours and (app, name) not in known for app, name in loader.applied_migrations)


def copy(source: Database, target: Database) -> None:
    """Put every row of `source`, as it is at one instant, in the place of the rows of `target`. Both at this version.

    A number `source` has given is never given again by `target`, even that of a row that is no more. The cache is left
    behind. Raises `CannotDump`.
    """
    with _opened(source, "from") as from_, _opened(target, "to") as to:
        executor = MigrationExecutor(connections[from_])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CannotDump(
                "Cette base n’est pas encore à cette version d’Escale : lancez-le une fois, puis recommencez."
            )
        with _one_instant(from_), transaction.atomic(using=to):
            tables = apps.get_models(include_auto_created=True)
            for model in tables:
                model._base_manager.using(to).all()._raw_delete(to)
            for model in tables:
                _copy_rows(model, from_, to)
            _give_numbers_after(_numbers_given(tables, from_), to)


def _copy_rows(model: type[models.Model], from_: str, to: str) -> None:
    rows = model._base_manager.using(from_).order_by("pk").iterator(chunk_size=BATCH)
    try:
        if model._meta.parents:
            # What it inherits stands in its parent's table, copied with it: its own columns alone, a row at a time.
            for row in rows:
                row.save_base(raw=True, using=to, force_insert=True)
            return
        for batch in batched(rows, BATCH):
            model._base_manager.using(to).bulk_create(batch)
    except DatabaseError as problem:
        # SQLite holds no length: what was written by hand in its file may be too long for PostgreSQL.
        raise CannotDump(f"La table {model._meta.db_table} n’a pas pu être copiée : {problem}") from problem


def _numbers_given(tables: Iterable[type[models.Model]], alias: str) -> dict[tuple[str, str], int]:
    """The last number each table gave, by table and column; none for a table that never gave one."""
    numbered = [
        (model._meta.db_table, str(model._meta.auto_field.column)) for model in tables if model._meta.auto_field
    ]
    with connections[alias].cursor() as cursor:
        if connections[alias].vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            last = dict(cursor.fetchall())
            return {(table, column): last[table] for table, column in numbered if last.get(table)}
        given = {}
        for table, column in numbered:
            cursor.execute("SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)", [table, column])
            (last_value,) = cursor.fetchone()
            if last_value is not None:
                given[table, column] = last_value
        return given


def _give_numbers_after(given: dict[tuple[str, str], int], alias: str) -> None:
    with connections[alias].cursor() as cursor:
        for (table, column), last in given.items():
            if connections[alias].vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
            else:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s)::regclass, %s)", [table, column, last])


@contextmanager
def _one_instant(alias: str) -> Iterator[None]:
    """Read as though nobody wrote meanwhile."""
    with transaction.atomic(using=alias):
        if connections[alias].vendor == "postgresql":
            with connections[alias].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _opened(database: Database, alias: str) -> Iterator[str]:
    """Let Django use this database for a moment, under this name."""
    whole = connections.configure_settings({DEFAULT_DB_ALIAS: dict(database)})
    connections.settings[alias] = whole[DEFAULT_DB_ALIAS]
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]
