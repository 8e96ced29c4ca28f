"""Putting a whole list of addresses in a list of recipients: shown first, written at once, undone at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from escale.accounts.models import User
from escale.french.plural import plural
from escale.outbox import limits
from escale.publishing.mailing import lists
from escale.publishing.mailing.lines import Line
from escale.publishing.mailing.lists import Contact
from escale.publishing.models import Recipient, RecipientList

MOST_LINES = 5000


class Fate(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    ALREADY = "already"
    TWICE = "twice"
    REFUSES = "refuses"
    PROBLEM = "problem"


WORDS = {
    Fate.NEW: ("adresse à ajouter", "adresses à ajouter"),
    Fate.PROBLEM: ("ligne à corriger", "lignes à corriger"),
    Fate.ALREADY: ("adresse déjà dans la liste", "adresses déjà dans la liste"),
    Fate.TWICE: ("ligne en double", "lignes en double"),
    Fate.REFUSES: ("adresse qui n’en veut plus", "adresses qui n’en veulent plus"),
}


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A line and what will be done with it; `why` says what it repeats, or what is wrong."""

    line: Line
    fate: Fate
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Written:
    """What was added, and the lines left to correct."""

    added: int
    faulty: Sequence[Line]


class TooManyLines(Exception):
    """The list is longer than what is read at once."""


def plan(to: RecipientList, lines: Sequence[Line]) -> list[Planned]:
    """What importing these lines would do. Two queries. Raises `TooManyLines`."""
    if len(lines) > MOST_LINES:
        raise TooManyLines
    standing = Recipient.objects.filter(list=to).standing().order_by("pk").values_list("email", "phone")
    known = {email or phone for email, phone in standing}
    refused = lists.refusals(to.organization)
    seen: dict[str, int] = {}
    return [_planned(line, known, refused, seen) for line in lines]


def _planned(line: Line, known: set[str], refused: set[str], seen: dict[str, int]) -> Planned:
    if line.problem:
        return Planned(line=line, fate=Fate.PROBLEM, why=line.problem)
    if line.phone and not limits.can_receive_sms(line.phone):
        return Planned(line=line, fate=Fate.PROBLEM, why="Ce numéro ne reçoit pas de SMS. Il faut un mobile.")
    if line.address in known:
        return Planned(line=line, fate=Fate.ALREADY, why="Déjà dans la liste.")
    if line.address in refused:
        return Planned(line=line, fate=Fate.REFUSES, why="N’en veut plus.")
    if line.address in seen:
        return Planned(line=line, fate=Fate.TWICE, why=f"Comme la ligne {seen[line.address]}.")
    seen[line.address] = line.number
    return Planned(line=line, fate=Fate.NEW)


def write(
    to: RecipientList, lines: Sequence[Line], *, key: UUID, by: User, now: datetime, asked_on: date | None = None
) -> Written:
    """Add the addresses that can be, in one transaction; the same key again adds none. Raises `TooManyLines`."""
    with transaction.atomic():
        RecipientList.objects.get_locked(pk=to.pk)
        planned = plan(to, lines)
        new = [each.line for each in planned if each.fate == Fate.NEW]
        rows = [lists.build(to, _contact(line, asked_on), by=by, now=now, batch=key) for line in new]
        Recipient.objects.bulk_create(rows, batch_size=500)
    return Written(added=len(rows), faulty=[each.line for each in planned if each.fate == Fate.PROBLEM])


def undo(to: RecipientList, key: UUID, *, now: datetime) -> int:
    """Take off what came with an import; give how many. Those a mail has already left for are only taken off."""
    with transaction.atomic():
        came = Recipient.objects.filter(list=to, batch=key).standing()
        count = came.count()
        came.filter(copies=None).delete()
        came.update(removed_at=now)
    return count


def summary(planned: Sequence[Planned]) -> list[tuple[Fate, str]]:
    """ "1 950 adresses à ajouter", "50 lignes à corriger": what will be done, in words."""
    counts = [(fate, sum(each.fate == fate for each in planned)) for fate in WORDS]
    return [(fate, plural(count, *WORDS[fate])) for fate, count in counts if count]


def _contact(line: Line, asked_on: date | None) -> Contact:
    return Contact(
        name=line.name,
        structure=line.structure,
        email=line.email,
        phone=line.phone,
        public=line.public,
        asked_on=asked_on if line.phone else None,
    )
