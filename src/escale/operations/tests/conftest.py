"""What the tests of whole instances share: the product's commands run apart, and databases of their own."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection


@pytest.fixture
def command() -> Callable[..., None]:
    """Runs a module of the product on the instance of a data folder, with nothing else of this machine’s settings."""

    def run(*words: str, data_dir: Path, database_url: str = "") -> None:
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("ESCALE_")}
        surroundings |= {
            "ESCALE_DATA_DIR": str(data_dir),
            "ESCALE_DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "escale.settings",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        done = subprocess.run(
            [sys.executable, "-m", *words], env=surroundings, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    return run


@pytest.fixture
def nobody_yet(transactional_db: None, command: Callable[..., None], tmp_path: Path) -> Path:
    """The data folder of an instance on SQLite: every table, no row, no number given yet."""
    folder = tmp_path / "here"
    folder.mkdir()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "escale.sqlite3")) as copy:
            connection.connection.backup(copy)
            copy.execute("DELETE FROM sqlite_sequence")
            copy.commit()
    else:
        command("escale.testing.migrated", data_dir=folder)
    return folder


@pytest.fixture
def two_databases() -> Iterator[tuple[str, str]]:
    """The addresses of two empty PostgreSQL databases beside the one of the tests."""
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL only: run with ESCALE_DATABASE_URL")
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump isn’t installed")
    at = connection.settings_dict
    server = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT'] or 5432}"
    names = (f"escale_backup_{os.getpid()}_a", f"escale_backup_{os.getpid()}_b")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        for name in names:
            admin.execute(f"CREATE DATABASE {name}")
        yield f"{server}/{names[0]}", f"{server}/{names[1]}"
        for name in names:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
