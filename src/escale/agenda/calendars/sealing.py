"""Addresses and passwords of external calendars, unreadable without the instance's key.

A copy of the database alone opens nobody's calendar. The keys are derived from `SECRET_KEY` and from the older ones of
`SECRET_KEY_FALLBACKS`: what an older key sealed still opens, and is sealed again with the present one at the next reading.
"""

import base64
import json
from dataclasses import asdict, dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from escale.agenda.calendars.problems import CannotRead
from escale.agenda.models import ReadingProblem


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a calendar is read: an address, with a user and a password for CalDAV, or the content of a file."""

    address: str = ""
    user: str = ""
    password: str = ""
    content: str = ""


def seal(source: Source) -> str:
    return _keys().encrypt(json.dumps(asdict(source)).encode()).decode()


def unseal(sealed: str) -> Source:
    """What was sealed. Raises `CannotRead` when no key of the instance opens it."""
    try:
        return Source(**json.loads(_keys().decrypt(sealed.encode())))
    except InvalidToken as problem:
        raise CannotRead(ReadingProblem.SEALED) from problem


def sealed_anew(sealed: str) -> str:
    """The same, sealed with the present key if an older one did. Raises `CannotRead`."""
    try:
        _fernet(settings.SECRET_KEY).decrypt(sealed.encode())
    except InvalidToken:
        return seal(unseal(sealed))
    return sealed


def _keys() -> MultiFernet:
    return MultiFernet([_fernet(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _fernet(secret: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"escale.agenda.calendars").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
