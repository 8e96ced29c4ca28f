"""Several lists read in one query: a page made of many small lists goes to the base once, not once for each of them."""

from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, Count, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler

type Column = tuple[str, int]
"""A column of the union: its type, and which one of this type."""
type Record = tuple[Any, ...]


class Part:
    """One of the lists: its SQL, and in which columns of the union each of its own goes."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self.rows = rows
        self.compiler: SQLCompiler = rows.query.get_compiler(using=rows.db)
        try:
            self.sql, self.params = self.compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            self.sql, self.params = "", ()
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
        quote, is_sqlite = self.compiler.connection.ops.quote_name, self.compiler.connection.vendor == "sqlite"
        said = []
        for column in union:
            own = quote(self.columns[column]) if column in self.columns else "NULL"
            if not is_sqlite:
                own = f"CAST({own} AS {column[0]})"
            said.append(f"+{own}" if is_sqlite and own != "NULL" else own)
        every = " LIMIT -1" if is_sqlite and self.rows.query.high_mark is None and not self.rows.query.low_mark else ""
        return f"SELECT {number}, {', '.join(said)} FROM ({self.sql}{every}) part"  # noqa: S608 - written by Django

    def fill(self, records: Iterable[Record]) -> None:
        """Give the list its rows: Django makes them of these records, as of those it would have asked for."""
        reader = self.rows.all()
        setattr(self.compiler, "execute_sql", lambda *_args, **_more: [list(records)])  # noqa: B010
        setattr(reader.query, "get_compiler", lambda *_args, **_more: self.compiler)  # noqa: B010
        iterable: Any = reader._iterable_class(reader)
        self.rows._result_cache = list(iterable)


def read_together(*lists: QuerySet[Any, Any]) -> None:
    """Read these lists in one query: each then has its rows as if it had been read alone. What was read already is left."""
    unread = [rows for rows in dict.fromkeys(lists) if rows._result_cache is None]
    if len(unread) == 1:
        len(unread[0])
        return
    parts = [Part(rows) for rows in unread]
    asked = [part for part in parts if part.sql]
    found = dict(zip(asked, _records(asked) if asked else [], strict=True))
    for part in parts:
        part.fill(found.get(part, ()))


type Reading[T] = Generator[Iterable[QuerySet[Any, Any]], None, T]
"""A piece of a page: it yields the lists it needs, goes on once they are read, and returns what it makes of them."""


def side_by_side(*pieces: Reading[Any] | QuerySet[Any, Any]) -> Reading[list[Any]]:
    """Let pieces of a page, and lists, ask together, step by step: what each returns, in their order."""
    results: dict[int, Any] = {number: each for number, each in enumerate(pieces) if isinstance(each, QuerySet)}
    asked: list[QuerySet[Any, Any]] = list(results.values())
    while asked or len(results) < len(pieces):
        for number, piece in enumerate(pieces):
            if number in results or isinstance(piece, QuerySet):
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


def _records(parts: Sequence[Part]) -> list[list[Record]]:
    """The records of each part. One query."""
    union = list(dict.fromkeys(column for part in parts for column in part.columns))
    places = [[1 + union.index(column) for column in part.columns] for part in parts]
    found: list[list[Record]] = [[] for _ in parts]
    with connections[parts[0].rows.db].cursor() as cursor:
        sql = " UNION ALL ".join(part.written(number, union) for number, part in enumerate(parts))
        cursor.execute(sql, [param for part in parts for param in part.params])
        for record in cursor.fetchall():
            found[record[0]].append(tuple(record[place] for place in places[record[0]]))
    return found


def _type(expression: Any, connection: BaseDatabaseWrapper) -> str:
    """The type PostgreSQL wants, without its size: text of any length goes in one column. SQLite has no type to match."""
    if connection.vendor == "sqlite":
        return ""
    return str(expression.output_field.db_type(connection)).partition("(")[0]
