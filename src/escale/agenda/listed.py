"""Reading thousands of short values as a few long texts.

A driver takes five times longer to make rows of Python values than the database to find them.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, TextField
from django.db.models.sql.compiler import SQLCompiler


class Listed(Aggregate):
    """The values of a column in a group, in one text, between commas: none may be NULL or hold one.

    The columns of a group come in the same order, whichever it is.
    """

    arity = 1
    output_field = TextField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="group_concat(%(expressions)s)", **context)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="string_agg(%(expressions)s::text, ',')", **context)
