"""A copy of the base as it is now, so that it can be measured in turn with what it becomes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def copied() -> Iterator[str]:
    """The name of a copy of the whole base, statistics of the planner included; it is removed at the end."""
    if connection.vendor == "sqlite":
        copy = f"{connection.settings_dict['NAME']}-copy"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [copy])
        try:
            yield copy
        finally:
            for file in Path(copy).parent.glob(f"{Path(copy).name}*"):
                file.unlink()
    else:
        source = connection.settings_dict["NAME"]
        copy = f"{source}_copy"
        _on_the_server(f"DROP DATABASE IF EXISTS {_quoted(copy)}")
        _on_the_server(f"CREATE DATABASE {_quoted(copy)} TEMPLATE {_quoted(source)}")
        try:
            yield copy
        finally:
            _on_the_server(f"DROP DATABASE {_quoted(copy)}")


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """For the time of the block, everything is asked of the base of that name, on the same server."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def _quoted(name: object) -> str:
    return connection.ops.quote_name(str(name))


def _on_the_server(statement: str) -> None:
    # A base is copied, or removed, while nobody is connected to it.
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
