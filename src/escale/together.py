"""Several lists read in one query: a page made of many small lists goes to the base once, not once for each of them."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from copy import copy
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, Count, IntegerField, QuerySet, Value, prefetch_related_objects
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from escale.prepared import placeholder, run, sent, with_constants

type Column = tuple[str, int]
"""A column of the union: its type, and which one of this type."""
type Record = tuple[Any, ...]


class Part:
    """One of the lists: its SQL, and in which columns of the union each of its own goes."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self.rows = rows
        self.compiler: SQLCompiler = rows.query.get_compiler(using=rows.db)
        self.is_sqlite = self.compiler.connection.vendor == "sqlite"
        try:
            self.sql, self.asked = self.compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            self.sql, self.asked = "", ()
        self.columns = self._columns() if self.sql else {}

    def _columns(self) -> dict[Column, str]:
        """The names of its own columns by those of the union."""
        seen: Counter[str] = Counter()
        columns = {}
        for expression, _sql, alias in self.compiler.select:
            of_type = _type(expression, self.compiler.connection)
            columns[of_type, seen[of_type]] = str(alias)
            seen[of_type] += 1
        return columns

    def written(self, number: int, union: Sequence[Column]) -> str:
        """Its SELECT in the union. SQLite forgets the order of a list without a limit, and a type behind a plus."""
        said = []
        for column in union:
            # Both databases quote names alike.
            own = f'"{self.columns[column]}"' if column in self.columns else "NULL"
            if not self.is_sqlite:
                own = f"CAST({own} AS {column[0]})"
            said.append(f"+{own}" if self.is_sqlite and own != "NULL" else own)
        is_cut = self.rows.query.high_mark is not None or self.rows.query.low_mark
        every = " LIMIT -1" if self.is_sqlite and not is_cut else ""
        return f"SELECT {number}, {', '.join(said)} FROM ({self.sql}{every}) part"  # noqa: S608 - written by Django

    def read(self, records: Sequence[Record]) -> list[Any]:
        """What Django makes of these records, as of those it would have asked for."""
        if not records:
            return []
        compiler, reader = copy(self.compiler), self.rows.all()
        compiler.connection = connections[reader.db]
        setattr(compiler, "execute_sql", lambda *_args, **_more: [records])  # noqa: B010
        setattr(reader.query, "get_compiler", lambda *_args, **_more: compiler)  # noqa: B010
        iterable: Any = reader._iterable_class(reader)
        return list(iterable)


class Later[Row]:
    """A list whose SQL was written before (`later`), to be read with others; it reads itself when nobody did."""

    def __init__(self, part: Part, values: Sequence[Any]) -> None:
        self.part, self.values = part, values
        self.read: list[Row] | None = None

    @property
    def rows(self) -> list[Row]:
        if self.read is None:
            read_together(self)
        return self.read or []

    def keep(self, rows: list[Row]) -> None:
        """Give it its rows, and what is read beside them (`prefetch_related`)."""
        found: Any = rows
        built: Any = self.part.rows
        prefetch_related_objects(found, *built._prefetch_related_lookups)
        self.read = rows

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


_KEPT: dict[tuple[Any, ...], Part] = {}


def later[Row, **P](build: Callable[P, QuerySet[Any, Row]], *args: P.args, **named: P.kwargs) -> Later[Row]:
    """The list `build` makes of these values, without building it again: its SQL is written once for each database.

    `build` is a function of a module, called once, with placeholders in place of the values: it may filter by them, and
    add or take a length of time, nothing else. Each value is of the type of its column: no instant is made a day.
    None, booleans and time zones are given as they are: the SQL is written once for each of them, and for each time zone
    in force. A row stands for its key.
    """
    values = [*args, *named.values()]
    # What is given as it is, in a tuple of its own; nothing for what a placeholder stands for.
    shape = tuple((value,) if value is None or isinstance(value, bool | ZoneInfo) else () for value in values)
    key = (build, tuple(named), connections[DEFAULT_DB_ALIAS].vendor, timezone.get_current_timezone(), shape)
    part = _KEPT.get(key)
    if part is None:
        if "<locals>" in build.__qualname__:
            raise TypeError(f"{build.__qualname__} is made anew at each call: what it asks would be kept each time.")
        given = [said[0] if said else placeholder(at) for at, said in enumerate(shape)]
        made: Any = build
        part = Part(made(*given[: len(args)], **dict(zip(named, given[len(args) :], strict=True))))
        part.sql, part.asked = with_constants(part.sql, part.asked)
        # It serves every thread, and would keep open the connection of the first.
        del part.compiler.connection
        _KEPT[key] = part
    return Later(part, values)


def read_together(*lists: QuerySet[Any, Any] | Later[Any]) -> None:
    """Read these lists in one query: each then has its rows as if it had been read alone. What was read already is left."""
    unread = [rows for rows in dict.fromkeys(lists) if _rows(rows) is None]
    if len(unread) == 1 and isinstance(unread[0], QuerySet):
        len(unread[0])
        return
    parts = [rows.part if isinstance(rows, Later) else Part(rows) for rows in unread]
    found = _records(parts, [rows.values if isinstance(rows, Later) else () for rows in unread])
    for rows, part, records in zip(unread, parts, found, strict=True):
        if isinstance(rows, Later):
            rows.keep(part.read(records))
        else:
            rows._result_cache = part.read(records)


def _rows(rows: QuerySet[Any, Any] | Later[Any]) -> list[Any] | None:
    return rows.read if isinstance(rows, Later) else rows._result_cache


type Reading[T] = Generator[Iterable[QuerySet[Any, Any] | Later[Any]], None, T]
"""A piece of a page: it yields the lists it needs, goes on once they are read, and returns what it makes of them."""


def side_by_side(*pieces: Reading[Any] | QuerySet[Any, Any] | Later[Any]) -> Reading[list[Any]]:
    """Let pieces of a page, and lists, ask together, step by step: what each returns, in their order."""
    results: dict[int, Any] = {number: each for number, each in enumerate(pieces) if isinstance(each, QuerySet | Later)}
    asked: list[QuerySet[Any, Any] | Later[Any]] = list(results.values())
    while asked or len(results) < len(pieces):
        for number, piece in enumerate(pieces):
            if number in results or isinstance(piece, QuerySet | Later):
                continue
            try:
                asked += next(piece)
            except StopIteration as ended:
                results[number] = ended.value
        yield asked
        asked = []
    return [results[number] for number in range(len(pieces))]


def read[T](reading: Reading[T]) -> T:
    """What a piece returns. One query for each of its steps that needs something."""
    while True:
        try:
            lists = next(reading)
        except StopIteration as ended:
            value: T = ended.value
            return value
        read_together(*lists)


def summed(rows: QuerySet[Any, Any], **sums: Aggregate) -> QuerySet[Any, dict[str, Any]]:
    """These sums of all the rows, as a list of one to read with others; an empty list when there is no row."""
    # Grouped by what is the same for all, no row makes no group; Django groups by no bare value.
    whole: QuerySet[Any, Any] = rows.order_by().values(whole=Cast(Value(1), IntegerField()))
    found: QuerySet[Any, dict[str, Any]] = whole.annotate(**sums).values(*sums)
    return found


def counted(rows: QuerySet[Any, Any]) -> QuerySet[Any, int]:
    """How many rows, as a list of one number to read with others; an empty list when there is none."""
    return summed(rows, how_many=Count("pk")).values_list("how_many", flat=True)


class _Union(NamedTuple):
    """The SQL of several parts, and in which columns of its records those of each part are."""

    sql: str
    places: Sequence[Sequence[int]]


def _union(*parts: Part) -> _Union:
    columns = list(dict.fromkeys(column for part in parts for column in part.columns))
    written = [part.written(number, columns) for number, part in enumerate(parts) if part.sql]
    return _Union(
        " UNION ALL ".join(written), [[1 + columns.index(column) for column in part.columns] for part in parts]
    )


_kept_union = lru_cache(maxsize=48)(_union)
"""One of my day is 140 to 420 kB of text; there are a dozen for each time zone of an organization."""


def _records(parts: Sequence[Part], values: Sequence[Sequence[Any]]) -> list[list[Record]]:
    """The records of each part. One query."""
    found: list[list[Record]] = [[] for _ in parts]
    union = _kept_union(*parts) if all(values) else _union(*parts)
    if union.sql:
        database = connections[parts[0].rows.db]
        asked = [each for part, given in zip(parts, values, strict=True) for each in sent(part.asked, given, database)]
        for record in run(database, union.sql, asked):
            found[record[0]].append(tuple(record[place] for place in union.places[record[0]]))
    return found


def _type(expression: Any, connection: BaseDatabaseWrapper) -> str:
    """The type PostgreSQL wants, without its size: text of any length goes in one column. SQLite has no type to match."""
    if connection.vendor == "sqlite":
        return ""
    return str(expression.output_field.db_type(connection)).partition("(")[0]
