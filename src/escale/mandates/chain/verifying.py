"""Reads the journal of an organization from its first line to its last, and names the first one that doesn’t hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from escale.mandates.chain import hashing
from escale.mandates.models import JournalEntry, JournalEntryQuerySet, JournalHead

BATCH = 1_000
UNREADABLE = (ValueError, TypeError, AttributeError)
"""What Python makes of a value spoiled by hand that the database still gives."""


class Fault(StrEnum):
    """What is wrong with the line that is named."""

    MISSING = "manque"
    ADDED = "a été ajoutée"
    CHANGED = "a été changée"
    OUT_OF_ORDER = "ne suit pas celle d’avant"
    REMOVED = "et les précédentes ont été retirées sans la signature de cette instance"
    WRONG_END = "n’est pas celle qui avait été signée comme la dernière"


class Broken(Exception):
    """The first line that doesn't hold."""

    def __init__(self, number: int, fault: Fault) -> None:
        super().__init__(number, fault)
        self.number, self.fault = number, fault


@dataclass(frozen=True)
class Sound:
    """What a journal that holds is made of; `first` is more than one when older lines were taken out."""

    first: int
    last: int


def verify(organization_id: int) -> Sound:
    """Check every line, the seal the chain begins with, and its end. Raises `Broken`."""
    entries = JournalEntry.objects.filter(organization_id=organization_id).order_by("number")
    expected, previous = beginning(entries, organization_id)
    first = expected
    while True:
        for entry in _lines(entries, after=expected - 1):
            _check(entry, expected, previous)
            expected, previous = entry.number + 1, entry.hash
        head = JournalHead.objects.one(pk=organization_id) or JournalHead(organization_id=organization_id)
        # Whoever writes moves the end with the line: one that is further has lines we haven’t read, or that are gone.
        if head.number < expected or not entries.filter(number=expected).exists():
            break
    _check_end(head, last=expected - 1, hash_=previous)
    return Sound(first=first, last=expected - 1)


def beginning(entries: JournalEntryQuerySet, organization_id: int) -> tuple[int, str]:
    """The number the chain begins with, and the fingerprint before it. Raises `Broken`.

    Read as bare values: a line spoiled elsewhere must be named in its turn.
    """
    seals = entries.exclude(until=None).order_by("-number")
    until, signature = seals.values_list("until", "signature").first() or (None, "")
    left = entries.values_list("number", "previous_hash").first()
    if until is None:
        return 1, ""
    if left and left[0] <= until:
        raise Broken(left[0], Fault.ADDED)
    if left is None or left[0] > until + 1:
        raise Broken(until + 1, Fault.MISSING)
    if not hashing.is_signed(signature, organization_id=organization_id, number=until, hash_=left[1]):
        raise Broken(until, Fault.REMOVED)
    return until + 1, left[1]


def _lines(entries: JournalEntryQuerySet, *, after: int) -> Iterator[JournalEntry]:
    while batch := list(entries.filter(number__gt=after).values_list("number", flat=True)[:BATCH]):
        after = batch[-1]
        rows = entries.filter(number__gte=batch[0], number__lte=after)
        try:
            yield from list(rows)
        except UNREADABLE:
            yield from _one_by_one(entries, batch)


def _one_by_one(entries: JournalEntryQuerySet, numbers: list[int]) -> Iterator[JournalEntry]:
    for number in numbers:
        try:
            entry = entries.get(number=number)
        except UNREADABLE:
            raise Broken(number, Fault.CHANGED) from None
        yield entry


def _check(entry: JournalEntry, expected: int, previous: str) -> None:
    if entry.number > expected:
        raise Broken(expected, Fault.MISSING)
    if entry.previous_hash != previous:
        raise Broken(entry.number, Fault.OUT_OF_ORDER)
    try:
        holds = hashing.fingerprint(entry) == entry.hash
    except UNREADABLE:
        holds = False
    if not holds:
        raise Broken(entry.number, Fault.CHANGED)


def _check_end(head: JournalHead, *, last: int, hash_: str) -> None:
    if head.number > last:
        raise Broken(last + 1, Fault.MISSING)
    if head.number < last:
        raise Broken(head.number + 1, Fault.ADDED)
    signed = not last or hashing.is_signed(head.signature, organization_id=head.pk, number=last, hash_=hash_)
    if head.hash != hash_ or not signed:
        raise Broken(last, Fault.WRONG_END)
