"""The fingerprint of a line, and the signature that says where a chain begins and ends."""

import json
from datetime import UTC
from hashlib import sha256

from django.core.signing import BadSignature, Signer

from escale.mandates.models import JournalEntry


def fingerprint(entry: JournalEntry) -> str:
    """SHA-256 of the whole line, the fingerprint of the one before included: anybody can compute it again, without a key."""
    line = [
        entry.organization_id,
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.kind,
        entry.subjects,
        entry.until,
        entry.signature,
        entry.previous_hash,
    ]
    return sha256(json.dumps(line, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def sign(*, organization_id: int, number: int, hash_: str) -> str:
    """The word of this instance that the chain of an organization holds this fingerprint at this number."""
    return _signer().signature(_said(organization_id, number, hash_))


def is_signed(signature: str, *, organization_id: int, number: int, hash_: str) -> bool:
    """Whether this instance signed it, with its present key or an older one it still has."""
    try:
        _signer().unsign(f"{_said(organization_id, number, hash_)}:{signature}")
    except BadSignature:
        return False
    return True


def _said(organization_id: int, number: int, hash_: str) -> str:
    return f"{organization_id}/{number}/{hash_}"


def _signer() -> Signer:
    return Signer(salt="escale.mandates.journal", algorithm="sha256")
