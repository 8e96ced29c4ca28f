"""Many rows at once, by the fastest road of each database: COPY on PostgreSQL, one prepared INSERT on SQLite."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import batched
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max

from escale.operations import planner

BATCH = 10_000
"""Rows SQLite is given at once: a whole country isn't held in memory."""


@contextmanager
def fast_pouring() -> Iterator[None]:
    """For the time of the block, what we write is believed: foreign keys aren't checked row by row, nor overlaps.

    On PostgreSQL that takes a superuser; another one pours more slowly.
    """
    believed = connection.vendor == "postgresql" and _is_superuser()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET statement_timeout = 0")
        if believed:
            cursor.execute("SET session_replication_role = replica")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            if believed:
                cursor.execute("SET session_replication_role = origin")
            # Plans depend on it, and autovacuum would come in the middle of what is measured. SQLite has neither.
            if connection.in_atomic_block:
                planner.count_rows()
            elif connection.vendor == "postgresql":
                cursor.execute("VACUUM ANALYZE")


def next_id(model: type[models.Model]) -> int:
    return (model._default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1


def pour(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of plain values in the order of the fields, the identifier among them; other fields get their default."""
    table = connection.ops.quote_name(model._meta.db_table)
    names = [_column(model, field) for field in fields]
    others = defaults(model, known=names)
    names += others
    rows = ((*row, *others.values()) for row in rows)
    columns = ", ".join(connection.ops.quote_name(name) for name in names)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(statement)
    else:
        marks = ", ".join(["%s"] * len(names))
        with transaction.atomic(), connection.cursor() as cursor:
            for batch in batched(rows, BATCH):
                cursor.executemany(
                    f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - our own table and columns
                    [[for_sqlite(value) for value in row] for row in batch],
                )


def _column(model: type[models.Model], field: str) -> str:
    found = model._meta.get_field(field)
    if not isinstance(found, models.Field) or found.column is None:
        raise TypeError(f"{field} has no column")
    return found.column


def defaults(model: type[models.Model], *, known: Sequence[str]) -> dict[str, Any]:
    """The columns nobody gave that can't be left empty, each with what the model puts there."""
    return {
        field.column: json.dumps(field.get_default()) if isinstance(field, models.JSONField) else field.get_default()
        for field in model._meta.concrete_fields
        if field.column and field.column not in known and not field.null and not field.primary_key
    }


def _is_superuser() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        (found,) = cursor.fetchone()
    return bool(found)


def for_sqlite(value: Any) -> Any:
    """A value as SQLite keeps it."""
    match value:
        case datetime():
            return value.replace(tzinfo=None).isoformat(" ")
        case date():
            return value.isoformat()
        case UUID():
            return value.hex
        case _:
            return value
