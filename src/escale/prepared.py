"""Writing the SQL of the busiest queries once, instead of at every call.

Django builds a query and writes its SQL anew each time: for the statements of a booking that took seven tenths of its
processor time. The queries stay QuerySets, said once beside what uses them; only their text is kept.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial, update_wrapper
from operator import itemgetter
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Value
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
from django.utils.module_loading import import_string

type Rows = list[tuple[Any, ...]]
type Converters = Mapping[int, tuple[list[Callable[[Any, Any, Any], Any]], Any]]
"""By column, what Django calls to read its values, and the expression it belongs to."""
type Instances = Callable[[tuple[Any, ...]], models.Model]
"""What makes an instance of a row."""


class prepared[Row, *Values]:  # noqa: N801 - a decorator
    """A query written once for each database by the function it decorates; called, it only sends values.

    The function gives a QuerySet of rows (`values_list`) or of whole instances, others beside them (`select_related`)
    where they always have one. In place of the values it gets placeholders: it may filter by them, and add or take
    a length of time, nothing else. Each value is of the type of its column: no instant is made a day. A list is filled
    up to the next power of two, so that few texts are kept whatever its length.
    """

    def __init__(self, build: Callable[[*Values], models.QuerySet[Any, Row]]) -> None:
        self.build: Callable[..., models.QuerySet[Any, Row]] = build
        self.texts: dict[tuple[Any, ...], _Text] = {}
        update_wrapper(self, build)

    def __call__(self, *values: *Values) -> list[Row]:
        """Run the query. Raises TransactionManagementError for a lock outside a transaction, ValueError for no value."""
        if None in values:
            raise ValueError("SQL says IS NULL of nothing, and = of a value: nothing can't be sent as a value.")
        given = [_filled(value) if isinstance(value, list) else value for value in values]
        if [] in given:
            return []
        lengths = tuple(len(value) if isinstance(value, list) else 0 for value in given)
        database = connections[DEFAULT_DB_ALIAS]
        text = self.texts.get((database.vendor, lengths))
        if text is None:
            text = _Text.of(self.build(*map(placeholder, range(len(lengths)), lengths)), database)
            self.texts[database.vendor, lengths] = text
        return text.rows(given, database)


def insert(rows: Sequence[models.Model], *, ignore_conflicts: bool = False) -> None:
    """Insert rows of one model, in one statement. Their identifiers are set unless conflicts are ignored."""
    if not rows:
        return
    database = connections[DEFAULT_DB_ALIAS]
    text = _insertion(type(rows[0]), len(rows), ignore_conflicts)
    values = [
        field.get_db_prep_save(getattr(row, name), connection=database) for row in rows for name, field in text.fields
    ]
    identifiers = run(database, text.sql, values)
    if not ignore_conflicts:
        for row, (pk,) in zip(rows, identifiers, strict=True):
            row.pk = pk
            row._state.adding = False
            row._state.db = database.alias


class Reading[T]:
    """How Django reads a value of the database when the value says it all: a prepared query calls `read` alone."""

    def __init__(self, read: Callable[[Any], T]) -> None:
        self.read = read

    def __call__(self, value: Any, expression: object, connection: BaseDatabaseWrapper) -> T:
        return self.read(value)


class _Placeholder(Value):
    """Stands for a value to come, which it finds among those of a call."""

    def __init__(self, find: Callable[[Sequence[Any]], Any]) -> None:
        super().__init__(find)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def __add__(self, more: timedelta) -> Self:  # type: ignore[override]
        return type(self)(lambda values: self.value(values) + more)

    def __sub__(self, less: timedelta) -> Self:  # type: ignore[override]
        return self + -less


class _PlaceholderList(Value):
    """Stands for a list to come, of a known length."""

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return f"({', '.join(['%s'] * len(self.value))})", tuple(self.value)


def placeholder(at: int, length: int = 0) -> Value:
    """What stands in a query for the value of that rank, or for a list of that length when there is one."""
    if not length:
        return _Placeholder(itemgetter(at))
    return _PlaceholderList([_Placeholder(partial(_element, at, n)) for n in range(length)])


def _element(at: int, n: int, values: Sequence[Any]) -> Any:
    return values[at][n]


def _filled(some: list[Any]) -> list[Any]:
    """The same values, the last one repeated up to a length that is a power of two."""
    wanted = 1 << (len(some) - 1).bit_length() if some else 0
    return some + some[-1:] * (wanted - len(some))


@dataclass(frozen=True, kw_only=True)
class _Text:
    """The SQL of a query, the values it asks for in order, and how its rows are read."""

    sql: str
    asked: Sequence[Any]
    converters: Converters
    instances: Instances | None
    locks: bool

    @classmethod
    def of(cls, queryset: models.QuerySet[Any, Any], database: BaseDatabaseWrapper) -> Self:
        query = queryset.query
        compiler = query.get_compiler(connection=database)
        sql, asked = with_constants(*compiler.as_sql())
        whole_rows = not (query.values_select or query.annotation_select)
        return cls(
            sql=sql,
            asked=asked,
            converters=compiler.get_converters([expression for expression, _, _ in compiler.select]),
            instances=_instances(compiler.klass_info, compiler.select, database.alias) if whole_rows else None,
            locks=query.select_for_update,
        )

    def rows(self, values: Sequence[Any], database: BaseDatabaseWrapper) -> list[Any]:
        if self.locks and not database.in_atomic_block:
            raise TransactionManagementError("A lock lasts as long as its transaction: open one first.")
        rows = run(database, self.sql, sent(self.asked, values, database))
        if self.converters:
            rows = _converted(rows, self.converters, database)
        return rows if self.instances is None else list(map(self.instances, rows))


def _instances(asked: Any, select: Sequence[Any], alias: str) -> Instances:
    """Makes of a row what Django would, the others set beside it. Raises ValueError where there may be none."""
    first, last = asked["select_fields"][0], asked["select_fields"][-1]
    columns = slice(first, last + 1)
    names = [column.target.attname for column, _, _ in select[columns]]
    make = partial(asked["model"].from_db, alias, names)
    if len(names) == len(select):
        return make
    beside = []
    for other in asked.get("related_klass_infos", ()):
        if other["field"].null:
            raise ValueError(f"{other['field']} may be empty: it can't be read beside.")
        beside.append((_instances(other, select, alias), other["local_setter"]))

    def instance(row: tuple[Any, ...]) -> models.Model:
        made: models.Model = make(row[columns])
        for read, keep in beside:
            keep(made, read(row))
        return made

    return instance


def _converted(rows: Rows, converters: Converters, database: BaseDatabaseWrapper) -> Rows:
    """What Django makes of each value, column by column: three times less than row by row."""
    if not rows:
        return rows
    columns = list(zip(*rows, strict=True))
    for at, (converts, expression) in converters.items():
        for convert in converts:
            if isinstance(convert, Reading):
                columns[at] = tuple(map(convert.read, columns[at]))
            else:
                columns[at] = tuple([convert(value, expression, database) for value in columns[at]])
    return list(zip(*columns, strict=True))


def with_constants(sql: str, asked: Sequence[Any]) -> tuple[str, list[Any]]:
    """The same text with its words written in it, and what it still asks for.

    A partial index says its condition in words: sent apart, they would have to be compared with it at every call, and
    SQLite plans the whole statement anew each time to do so.
    """
    still, left = [], iter(asked)

    def written(mark: re.Match[str]) -> str:
        if mark[0] == "%%":
            return "%%"
        value = next(left)
        if isinstance(value, str):
            return "'" + value.replace("'", "''").replace("%", "%%") + "'"
        still.append(value)
        return "%s"

    return re.sub("%[%s]", written, sql), still


def sent(asked: Sequence[Any], values: Sequence[Any], database: BaseDatabaseWrapper) -> list[Any]:
    """What a text asks for, in its order, with these values in place of their placeholders."""
    return [_adapted(one.value(values), database) if isinstance(one, _Placeholder) else one for one in asked]


def _adapted(value: Any, database: BaseDatabaseWrapper) -> Any:
    """The value as the driver takes it."""
    match value:
        case datetime():
            return database.ops.adapt_datetimefield_value(value)
        case date():
            return database.ops.adapt_datefield_value(value)
        case models.Model():
            if value.pk is None:
                raise ValueError(f"{value!r} is no row yet.")
            return value.pk
        case UUID() if not database.features.has_native_uuid_field:
            return value.hex
        case _:
            return value


def run(database: BaseDatabaseWrapper, sql: str, values: Sequence[Any]) -> Rows:
    """What the database answers, instants in UTC."""
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            # Named, for an instance on SQLite to begin without the driver.
            # Django sets the zone of each instant again, in Python; the driver's own reading is in UTC already.
            cursor.adapters.register_loader("timestamptz", import_string("psycopg.types.datetime.TimestamptzLoader"))
            # One length of integers, hence one plan of each text on the server.
            cursor.adapters.register_dumper(int, import_string("psycopg.types.numeric.Int8Dumper"))
        cursor.execute(sql, values)
        rows: Rows = cursor.fetchall()
        return rows


class _Insertion(NamedTuple):
    """The SQL of an insertion, and what it asks for: the name and the field of each column but the identifier."""

    sql: str
    fields: "Sequence[tuple[str, models.Field[Any, Any]]]"


@cache
def _insertion(model: type[models.Model], rows: int, ignore_conflicts: bool) -> _Insertion:
    # Both databases quote names alike.
    name = connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(name(str(field.column)) for field in fields)
    marks = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * rows)
    conflict = "ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    into = f"INSERT INTO {name(model._meta.db_table)} ({columns})"
    end = f"{conflict} RETURNING {name(str(model._meta.pk.column))}"
    return _Insertion(f"{into} VALUES {marks} {end}", [(field.attname, field) for field in fields])
