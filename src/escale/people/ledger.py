"""Whom was forgotten, kept outside the database: an older backup put back would bring them back. Numbers and dates only."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from escale.people.models import Beneficiary

FILE = "erased"
"""In the data folder, and in each backup: one line a person, "number, a space, when the file had been opened"."""


def write(person: Beneficiary) -> None:
    """Note that this file was erased. The date tells her from somebody who gets the same number after a restoration."""
    line = f"{person.pk} {person.created_at.isoformat()}\n"
    # One write at the end of the file: two processes never mix their lines.
    ledger = os.open(settings.DATA_DIR / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(ledger, line.encode())
    finally:
        os.close(ledger)


def read() -> Iterator[tuple[int, datetime]]:
    """Number and opening date of each file erased on this instance."""
    for line in lines(settings.DATA_DIR / FILE):
        number, opened_at = line.split()
        yield int(number), datetime.fromisoformat(opened_at)


def lines(file: Path) -> list[str]:
    """The lines of a ledger, none when there is no file."""
    return file.read_text(encoding="ascii").splitlines() if file.exists() else []
