"""Runs the scenarios on a database of their own, never on an instance's data, and says which goals are met.

./escale bench [NAME…] [--database URL] [--size small|departement|national] [--json]
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
from django.core.management import call_command
from django.db import connection, connections
from django.utils.module_loading import import_string

from escale.operations.bench.figures import SEED, Figure, Size, table
from escale.testing import migrated

SCENARIOS = {
    "slots": "escale.operations.bench.slots.run",
    "booking": "escale.operations.bench.booking.run",
    "reminders": "escale.operations.bench.reminders.run",
    "agenda": "escale.operations.bench.agenda.run",
    "life": "escale.operations.bench.gestures.run",
    "enrollment": "escale.operations.bench.enrollment.run",
    "people": "escale.operations.bench.people.run",
    "statistics": "escale.operations.bench.statistics.run",
    "imports": "escale.operations.bench.imports.run",
    "directory": "escale.operations.bench.directory.run",
    "portal": "escale.operations.bench.portal.run",
    "reading": "escale.operations.bench.reading.run",
    "kit": "escale.operations.bench.kit.run",
    "load": "escale.operations.bench.load.run",
    "move": "escale.operations.bench.moves.run",
}
"""Each takes the size and gives its figures. Named by path: models can't be imported before the database is chosen."""

OWN_DATABASE = "escale_bench"


def main(words: list[str]) -> int:
    """Run the scenarios named, all of them when none is; give 1 when a goal isn't met."""
    options = argparse.ArgumentParser(prog="./escale bench", description="Mesurer, à côté du plancher.")
    options.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SCENARIOS))
    options.add_argument("--database", help="postgres://… ; SQLite quand rien n’est dit", default="")
    options.add_argument("--size", type=Size, choices=list(Size), default=Size.DEPARTEMENT)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args(words)
    if unknown := set(chosen.names) - set(SCENARIOS):
        options.error(f"inconnu : {', '.join(sorted(unknown))}. Il y a : {', '.join(SCENARIOS)}")
    figures: list[Figure] = []
    with TemporaryDirectory(prefix="escale-bench-") as folder:
        for name in chosen.names or SCENARIOS:
            with _own_database(chosen.database, folder=Path(folder)):
                if not chosen.json:
                    print(f"{name}, {chosen.size}, {_surroundings()}", flush=True)
                found = import_string(SCENARIOS[name])(chosen.size)
            figures += found
            if not chosen.json:
                print(table(found), end="\n\n", flush=True)
    if chosen.json:
        print(json.dumps([figure.as_json() for figure in figures], ensure_ascii=False, indent=1))
    return 0 if all(figure.ok for figure in figures) else 1


@contextmanager
def _own_database(url: str, *, folder: Path) -> Iterator[None]:
    """An empty, migrated database for the time of one scenario."""
    own = _recreate(url) if url else ""
    try:
        _set_up(folder, own)
        migrated.migrate()
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        yield
    finally:
        connections.close_all()
        if own:
            _drop(own)
        for file in folder.glob("escale.sqlite3*"):
            file.unlink()


def _set_up(folder: Path, url: str) -> None:
    """Point the settings at this database and this folder, and at nothing of an instance. Django reads them once."""
    for name in [name for name in os.environ if name.startswith("ESCALE_")]:
        del os.environ[name]
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "escale.settings",
        "ESCALE_DATA_DIR": str(folder),
        "ESCALE_DATABASE_URL": url,
        "ESCALE_REQUIRE_SECOND_FACTOR": "non",
        "ESCALE_TRUSTED_PROXIES": "1",
    }
    if not django.apps.apps.ready:
        django.setup()


def _recreate(url: str) -> str:
    """Make our own database on this server, empty; give its address."""
    parts = urlsplit(url)
    wanted = parts.path.lstrip("/")
    own = urlunsplit(parts._replace(path=f"/{wanted if wanted.startswith(OWN_DATABASE) else OWN_DATABASE}"))
    _drop(own)
    with psycopg.connect(_maintenance(own), autocommit=True) as server:
        server.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(_name(own)))
    return own


def _drop(own: str) -> None:
    with psycopg.connect(_maintenance(own), autocommit=True) as server:
        server.execute(psycopg.sql.SQL("DROP DATABASE IF EXISTS {}").format(_name(own)))


def _maintenance(own: str) -> str:
    return urlunsplit(urlsplit(own)._replace(path="/postgres"))


def _name(own: str) -> psycopg.sql.Identifier:
    return psycopg.sql.Identifier(urlsplit(own).path.lstrip("/"))


def _surroundings() -> str:
    """What a reader needs to compare two runs."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version" if connection.vendor == "postgresql" else "SELECT sqlite_version()")
        (version,) = cursor.fetchone()
    start = perf_counter()
    sum(range(10_000_000))
    loop = (perf_counter() - start) * 1000
    return (
        f"{connection.vendor} {version}, Python {platform.python_version()}, Django {django.get_version()}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, ten million additions in {loop:.0f} ms, seed {SEED}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
