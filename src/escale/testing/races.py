"""Several people at one instant, on a database where they do wait for each other."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections


@pytest.fixture(autouse=True)
def database_on_disk(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """SQLite's test database is in memory, where threads don't wait for each other as they do on a file.

    Automatic in every module that imports it; whatever writes rows before the race asks for it by name.
    """
    if connection.vendor != "sqlite":
        yield
        return
    file = tmp_path / "race.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(file) as on_disk:
        connection.connection.backup(on_disk)
    on_disk.close()
    in_memory = connections["default"]
    monkeypatch.setitem(connections.settings["default"], "NAME", str(file))
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    connections["default"] = in_memory


def met(read: Callable[..., Any], people: int) -> Callable[..., Any]:
    """`read`, after which those who call it wait for each other, that many at a time: none acts before all have read.

    For the controls, which would sometimes see nothing go wrong if chance alone made people meet.
    """
    barrier = Barrier(people)

    def read_then_wait(*args: Any, **given: Any) -> Any:
        found = read(*args, **given)
        barrier.wait(timeout=30)
        return found

    return read_then_wait


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Start every act at one instant, each with its own connection; give what each returned or raised."""
    barrier = Barrier(len(acts))
    got: dict[int, Any] = {}

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            got[number] = acts[number]()
        except Exception as problem:
            got[number] = problem
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [got[number] for number in range(len(acts))]
