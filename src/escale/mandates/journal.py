"""Adds to the journal of an organization: the only way in."""

from datetime import datetime

from django.db import transaction

from escale.mandates.chain import hashing
from escale.mandates.models import JournalEntry, JournalHead, JournalKind


class NotAnId(Exception):
    """The journal holds numbers only: a word about somebody must never enter what can't be erased."""


def append(kind: JournalKind, *, organization_id: int, actor_id: int | None, now: datetime, **ids: int) -> JournalEntry:
    """Write one line in the caller's transaction, after all those of its organization; `ids` say what it is about.

    The head of the chain stays locked until that transaction ends: it is the last lock to take. Raises `NotAnId`.
    """
    for name, value in ids.items():
        if type(value) is not int:
            raise NotAnId(name)
    return add(JournalEntry(organization_id=organization_id, kind=kind, at=now, actor_id=actor_id, subjects=ids))


@transaction.atomic
def add(entry: JournalEntry) -> JournalEntry:
    """Give a line its number and its fingerprint, write it, and move the end of the chain to it."""
    head = locked_head(entry.organization_id)
    entry.number, entry.previous_hash = head.number + 1, head.hash
    entry.hash = hashing.fingerprint(entry)
    entry.save(force_insert=True)
    signature = hashing.sign(organization_id=head.pk, number=entry.number, hash_=entry.hash)
    JournalHead.objects.filter(pk=head.pk).update(number=entry.number, hash=entry.hash, signature=signature)
    return entry


def locked_head(organization_id: int) -> JournalHead:
    """The end of the chain, nobody else's until the transaction ends; made at the first line of an organization."""
    heads = JournalHead.objects.filter(pk=organization_id).locked()
    if not heads:
        JournalHead.objects.bulk_create([JournalHead(organization_id=organization_id)], ignore_conflicts=True)
    return heads.get()
