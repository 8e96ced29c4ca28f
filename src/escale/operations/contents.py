"""What a database holds, table by table, in a writing that is the same for SQLite and PostgreSQL.

Read by the drivers alone, without the product's models turning the values: what a copy got wrong shows.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from escale.operations import dumps
from escale.operations.dumps import SQLITE, Database


@dataclass(frozen=True)
class Content:
    """How many rows a table has, and a fingerprint of all they hold, whatever their order."""

    rows: int
    fingerprint: str


def of(database: Database) -> dict[str, Content]:
    """The content of every table that has a model."""
    with closing(opened(database)) as connection:
        return {
            model._meta.db_table: _content(connection, model) for model in apps.get_models(include_auto_created=True)
        }


def tables(database: Database) -> set[str]:
    """Every table there is, those without a model too."""
    listed = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if database["ENGINE"] == SQLITE
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    with closing(opened(database)) as connection:
        return {name for (name,) in connection.execute(listed).fetchall()}


def lines(database: Database, model: type[models.Model]) -> list[str]:
    """Every row of one table, a line each, in no order."""
    with closing(opened(database)) as connection:
        return list(_lines(connection, model))


def opened(database: Database) -> Any:
    """The driver's own connection, to read and to close."""
    return sqlite3.connect(database["NAME"]) if database["ENGINE"] == SQLITE else dumps.connected(database)


def _content(connection: Any, model: type[models.Model]) -> Content:
    found = sorted(_lines(connection, model))
    return Content(rows=len(found), fingerprint=sha256("\n".join(found).encode()).hexdigest())


def _lines(connection: Any, model: type[models.Model]) -> Iterable[str]:
    fields = model._meta.local_concrete_fields
    kinds = [_kind(field) for field in fields]
    columns = ", ".join(_read(field, kind) for field, kind in zip(fields, kinds, strict=True))
    for row in connection.execute(f'SELECT {columns} FROM "{model._meta.db_table}"'):  # noqa: S608 - our own names
        yield _line(row, kinds)


def _read(field: "models.Field[Any, Any]", kind: str) -> str:
    # Named whole: SQLite takes a column it doesn’t know for its name as a word.
    column = f'"{field.model._meta.db_table}"."{field.column}"'
    # As text in both: one driver gives JSON already read, where a word can’t be told from its JSON.
    return f"CAST({column} AS text)" if kind == "JSONField" else column


def _line(row: Sequence[Any], kinds: Sequence[str]) -> str:
    return json.dumps([plain(value, kind) for value, kind in zip(row, kinds, strict=True)], ensure_ascii=False)


def _kind(field: "models.Field[Any, Any]") -> str:
    return _kind(field.target_field) if isinstance(field, models.ForeignKey) else field.get_internal_type()


def plain(value: Any, kind: str) -> Any:
    """A value as JSON can say it: instants in UTC, objects with their keys in order, identifiers without hyphens."""
    if value is None:
        return None
    match kind:
        case "DateTimeField":
            instant = datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value
            return instant.astimezone(UTC).isoformat(timespec="microseconds")
        case "DateField":
            return value if isinstance(value, str) else date.isoformat(value)
        case "TimeField":
            return time.isoformat(time.fromisoformat(str(value)))
        case "JSONField":
            return json.dumps(json.loads(value), sort_keys=True)
        case "UUIDField":
            return UUID(str(value)).hex
        case "BooleanField":
            return bool(value)
        case "BinaryField":
            return bytes(value).hex()
        case "GenericIPAddressField":
            return str(value)
        case _:
            return value
