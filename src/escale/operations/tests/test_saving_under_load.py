"""`./escale bench move`, scaled down: a backup taken while people book is one moment of the instance."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from escale.operations.bench.moves import Booked, Taken, astray

BEFORE, DURING, AFTER = Booked("before", 1, 2), Booked("during", 3, 6), Booked("after", 8, 9)
BACKUP = Taken(Path("backup.tar.gz"), began=4, ended=7)


@pytest.mark.race
def test_backups_taken_while_people_book_and_enroll_restore_to_one_moment(
    command: Callable[..., None], tmp_path: Path
) -> None:
    where = []
    if connection.vendor == "postgresql":
        at = connection.settings_dict
        server = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT'] or 5432}"
        where = ["--database", f"{server}/escale_bench_{os.getpid()}"]
    command("escale.operations.bench", "move", "--size", "small", *where, data_dir=tmp_path)


@pytest.mark.parametrize(
    ("held", "faults"),
    [
        ({"before"}, []),
        ({"before", "during"}, []),
        ({"during"}, ["before is lost"]),
        ({"before", "after"}, ["after comes from after"]),
    ],
)
def test_a_backup_that_is_no_moment_of_the_instance_is_seen(held: set[str], faults: list[str]) -> None:
    assert astray(BACKUP, [BEFORE, DURING, AFTER], held=held) == faults
