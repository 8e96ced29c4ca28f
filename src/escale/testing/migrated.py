"""The migrated base every test begins with, made once for each state of the migrations: it takes longer than most tests.

It is kept beside the temporary files of the machine for SQLite, as a template on the server for PostgreSQL. `migrate` runs
on the copy as on anything else, and finds nothing left to do.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import django
from django.apps import apps
from django.core.files import locks
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test.utils import setup_databases, teardown_databases

KEPT = 12
"""How many bases are kept, the last ones made: one goes from a state of the code to another, and back."""

PREFIX = "escale_migrated_"


@contextmanager
def kept() -> Iterator[None]:
    """While the test base is made: begin it as a copy of the one kept; if there is none, keep it for the next.

    Of several processes that begin together one makes it; the others wait, and copy. Where no test asked for a base none is
    made: the one connected to then is somebody’s own, and is not kept.
    """
    with ExitStack() as turn:
        if not _is_kept():
            turn.enter_context(_one_at_a_time())
        turn.enter_context(_in_a_file() if connection.vendor == "sqlite" else _on_the_server())
        yield


def keep() -> None:
    """Make the base every test begins with and keep it, unless one is kept."""
    if _is_kept():
        return
    with kept():
        made = setup_databases(verbosity=0, interactive=False)
    teardown_databases(made, verbosity=0)


def _is_kept() -> bool:
    return _file().exists() if connection.vendor == "sqlite" else _name() in _on_server()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with _file().with_name("making.lock").open("w") as file:
        locks.lock(file, locks.LOCK_EX)
        yield


@cache
def _name() -> str:
    """Says all that a migrated base depends on: Django, the migrations, and the permissions written after them."""
    depends_on = sha256(django.__version__.encode())
    for app in apps.get_app_configs():
        for path in sorted((Path(app.path) / "migrations").glob("*.py")):
            depends_on.update(path.name.encode() + path.read_bytes())
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        depends_on.update(
            repr((meta.label, str(meta.verbose_name), meta.default_permissions, meta.permissions)).encode()
        )
    return PREFIX + depends_on.hexdigest()[:16]


def migrate() -> None:
    """Make the base of this process, which has none yet: from the one kept, if there is one."""
    if connection.vendor == "sqlite":
        if (file := _file()).exists():
            shutil.copy(file, connection.settings_dict["NAME"])
    elif _name() in _on_server() and not connection.introspection.table_names():
        own = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {own}")
            cursor.execute(f"CREATE DATABASE {own} TEMPLATE {connection.ops.quote_name(_name())}")
    call_command("migrate", verbosity=0)


def _file() -> Path:
    folder = Path(tempfile.gettempdir()) / f"escale-tests-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{_name()}.sqlite3"


@contextmanager
def _in_a_file() -> Iterator[None]:
    file = _file()
    if file.exists():
        # The base in memory lives as long as somebody is connected to it: until the test's own connection is.
        with (
            closing(sqlite3.connect(connection.creation._get_test_db_name(), uri=True)) as test,
            closing(sqlite3.connect(file)) as migrated,
        ):
            migrated.backup(test)
            yield
        return
    to_be_made = connection.creation._get_test_db_name()
    yield
    if connection.settings_dict["NAME"] != to_be_made:
        return
    # It gets its name once it is whole: whoever finds it waits for nobody.
    own = file.with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(own)])
    own.replace(file)
    for old in sorted(file.parent.glob(f"{PREFIX}*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)


@contextmanager
def _on_the_server() -> Iterator[None]:
    test = connection.settings_dict["TEST"]
    if _name() in _on_server():
        test["TEMPLATE"] = _name()
        yield
        return
    to_be_made = connection.creation._get_test_db_name()
    yield
    if connection.settings_dict["NAME"] != to_be_made:
        return
    own, name = connection.ops.quote_name(str(connection.settings_dict["NAME"])), connection.ops.quote_name(_name())
    # Nobody may be connected to a base that is copied.
    connection.close()
    # Another machine may have done it meanwhile, or the server be too busy: the next run will.
    with suppress(DatabaseError), connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {own}")
        for old in _on_server()[:-KEPT]:
            cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(old)}")


def _on_server() -> list[str]:
    """The names of the bases kept, the oldest first."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid", [PREFIX])
        return [name for (name,) in cursor.fetchall()]


if __name__ == "__main__":
    django.setup()
    migrate()
