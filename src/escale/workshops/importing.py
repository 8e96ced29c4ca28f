"""Putting a whole list of people on the list of those who want to learn: shown first, written at once, undone at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from django.db import transaction

from escale.accounts.models import Membership, Organization
from escale.french.plural import plural
from escale.people.models import Beneficiary
from escale.workshops import availability, interest
from escale.workshops.interest import Wish
from escale.workshops.list_lines import Line
from escale.workshops.models import Enrollment, Interest, InterestSource

MOST_LINES = 450
"""At once: a page of corrections has a field for each line that needs one."""


class Fate(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    ALREADY = "already"
    TWICE = "twice"
    PROBLEM = "problem"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A line and what will be done with it; `why` says what it repeats, or what is wrong."""

    line: Line
    fate: Fate
    why: str = ""

    @property
    def level(self) -> str:
        return str(self.line.level.label).capitalize() if self.line.level else ""

    @property
    def free(self) -> str:
        return availability.words(self.line.availability).capitalize()

    @property
    def wish(self) -> Wish:
        said = self.line
        return Wish(
            first_name=said.first_name,
            last_name=said.last_name,
            phone=said.phone,
            level=said.level,
            availability=said.availability,
            note=said.note,
        )


class TooManyLines(Exception):
    """The list is longer than what one page can show."""


class ToCorrect(Exception):
    """Some lines can't be written: nothing was. `planned` says which."""

    def __init__(self, planned: Sequence[Planned]) -> None:
        super().__init__(len(planned))
        self.planned = planned


@dataclass(frozen=True, kw_only=True)
class Undone:
    """What undoing an import did: people taken off, and those kept because something happened to them since."""

    removed: int
    kept: int


def plan(organization: Organization, lines: Sequence[Line]) -> list[Planned]:
    """What importing these lines would do. One query. Raises `TooManyLines`."""
    if len(lines) > MOST_LINES:
        raise TooManyLines
    known = {interest.key_of(each) for each in Interest.objects.of_organization(organization).open()}
    seen: dict[tuple[str, str], int] = {}
    return [_planned(line, known, seen) for line in lines]


def write(
    organization: Organization, lines: Sequence[Line], *, key: UUID, by: Membership, now: datetime
) -> list[Interest]:
    """Add everybody who isn't on the list yet, in one transaction; the same key again adds nobody, and gives the same rows.

    Raises `ToCorrect`, `TooManyLines`.
    """
    with transaction.atomic():
        interest.lock_list(organization)
        if written := list(Interest.objects.of_organization(organization).filter(batch=key).oldest_first()):
            return written
        planned = plan(organization, lines)
        if any(each.fate == Fate.PROBLEM for each in planned):
            raise ToCorrect(planned)
        added = [each for each in planned if each.fate == Fate.NEW]
        files = _files(organization, added)
        rows = [_row(organization, each, files, key=key, by=by, now=now) for each in added]
        return Interest.objects.bulk_create(rows)


def undo(organization: Organization, key: UUID) -> Undone:
    """Take off the list everybody an import added, save those to whom something happened since."""
    with transaction.atomic():
        interest.lock_list(organization)
        rows = Interest.objects.of_organization(organization).filter(batch=key)
        touched = Enrollment.objects.filter(interest__batch=key).values("interest")
        untouched = rows.open().filter(positioned_at=None, draft=None).exclude(pk__in=touched)
        found, removed = rows.count(), untouched.count()
        untouched.delete()
        return Undone(removed=removed, kept=found - removed)


def _planned(line: Line, known: set[tuple[str, str]], seen: dict[tuple[str, str], int]) -> Planned:
    if line.problem:
        return Planned(line=line, fate=Fate.PROBLEM, why=line.problem)
    key = interest.key_of(_someone(line))
    if key in known:
        return Planned(line=line, fate=Fate.ALREADY, why="Déjà sur la liste.")
    if key in seen:
        return Planned(line=line, fate=Fate.TWICE, why=f"Comme la ligne {seen[key]}.")
    seen[key] = line.number
    return Planned(line=line, fate=Fate.NEW)


def _someone(line: Line) -> Wish:
    return Wish(first_name=line.first_name, last_name=line.last_name, phone=line.phone)


def _files(organization: Organization, added: Sequence[Planned]) -> dict[tuple[str, str], Beneficiary]:
    """The files these people already have, by number and first name. One query."""
    phones = {each.line.phone for each in added if each.line.phone}
    same = Beneficiary.objects.of_organization(organization).filter(phone__in=phones).order_by("-pk")
    return {(person.phone, interest.name_key(person.first_name)): person for person in same}


def _row(
    organization: Organization,
    planned: Planned,
    files: dict[tuple[str, str], Beneficiary],
    *,
    key: UUID,
    by: Membership,
    now: datetime,
) -> Interest:
    wish = planned.wish
    made = interest.build(
        organization,
        wish,
        source=InterestSource.IMPORT,
        now=now,
        person=files.get(interest.key_of(wish)) if wish.phone else None,
        by=by,
    )
    made.batch, made.submission = key, uuid5(key, str(planned.line.number))
    return made


def summary(planned: Sequence[Planned]) -> list[tuple[Fate, str]]:
    """ "38 personnes seront ajoutées", "2 lignes à corriger": what will be done, in words."""
    words = {
        Fate.NEW: ("personne à ajouter", "personnes à ajouter"),
        Fate.PROBLEM: ("ligne à corriger", "lignes à corriger"),
        Fate.ALREADY: ("personne déjà sur la liste", "personnes déjà sur la liste"),
        Fate.TWICE: ("ligne en double", "lignes en double"),
    }
    counts = [(fate, sum(each.fate == fate for each in planned)) for fate in words]
    return [(fate, plural(count, *words[fate])) for fate, count in counts if count]
