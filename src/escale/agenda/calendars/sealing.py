"""Addresses and passwords of external calendars, unreadable without the instance's key (accounts/sealing.py)."""

import json
from dataclasses import asdict, dataclass

from escale.accounts import sealing
from escale.agenda.calendars.problems import CannotRead
from escale.agenda.models import ReadingProblem

PURPOSE = "escale.agenda.calendars"


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a calendar is read: an address, with a user and a password for CalDAV, or the content of a file."""

    address: str = ""
    user: str = ""
    password: str = ""
    content: str = ""


def seal(source: Source) -> str:
    return sealing.seal(json.dumps(asdict(source)), purpose=PURPOSE)


def unseal(sealed: str) -> Source:
    """What was sealed. Raises `CannotRead` when no key of the instance opens it."""
    try:
        return Source(**json.loads(sealing.unseal(sealed, purpose=PURPOSE)))
    except sealing.CannotUnseal as problem:
        raise CannotRead(ReadingProblem.SEALED) from problem


def sealed_anew(sealed: str) -> str:
    """The same, sealed with the present key if an older one did. Raises `CannotRead`."""
    try:
        return sealing.sealed_anew(sealed, purpose=PURPOSE)
    except sealing.CannotUnseal as problem:
        raise CannotRead(ReadingProblem.SEALED) from problem
