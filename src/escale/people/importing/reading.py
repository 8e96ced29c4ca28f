"""What a line says of a person, with everything that is wrong in it named."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from escale import spreadsheets
from escale.french.plain_text import fold
from escale.people.importing import checking
from escale.people.importing.checking import Wrong
from escale.people.importing.fields import Field
from escale.people.importing.mapping import Layout
from escale.people.models import Beneficiary
from escale.people.registration import search_key
from escale.spreadsheets import Row

MOST_SHOWN = 80
"""Of a wrong value: enough to find it again."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One wrong cell, so that it is found in the file: where it is, what it says, why it can't be kept."""

    sheet: str
    row: int
    letter: str
    title: str
    value: str
    reason: str

    @property
    def cells(self) -> list[str]:
        return [self.sheet, str(self.row), self.letter, self.title, self.value, self.reason]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person as a line says her: `said` are the fields of her file. With `faults`, she can't be written."""

    number: int
    said: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)


def key(said: Mapping[str, Any]) -> str:
    """Two people of the same key are one: same whole name, and the same first thing that tells her from a namesake."""
    first = next(iter(tells(said["phone"], said["email"], said["birth_year"])))
    return f"{search_key(said['first_name'], said['last_name'])}|{first}"


def tells(*values: str | int | None) -> list[str]:
    """What tells her from a namesake, in order; nothing but "" when nothing does."""
    return [str(value).casefold() for value in values if value] or [""]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads lines by the columns chosen; `team` are the members by folded name, for who follows whom."""

    layout: Layout
    mapping: Mapping[int, Field]
    team: Mapping[str, int]
    this_year: int

    def line(self, row: Row) -> Line:
        cells = {field: checking.text(row.cells[at]) for at, field in self.mapping.items() if at < len(row.cells)}
        said: dict[str, Any] = dict(_NOTHING)
        faults: list[Fault] = []
        for about, read in self._parts(cells):
            try:
                said |= read()
            except Wrong as wrong:
                faults.append(self._fault(row, about, cells.get(about, ""), wrong))
        return Line(number=row.number, said=said, faults=faults)

    def _parts(self, cells: Mapping[Field, str]) -> Iterator[tuple[Field, Callable[[], dict[str, Any]]]]:
        """What the line says, part by part: the column to name when it is wrong, and how it is read."""
        if Field.FIRST_NAME in self.mapping.values():
            yield Field.FIRST_NAME, lambda: {"first_name": checking.first_name(cells.get(Field.FIRST_NAME, ""))}
        else:
            yield Field.FULL_NAME, lambda: _both_names(cells.get(Field.FULL_NAME, ""))
        for field_, check in _ALONE.items():
            if cell := cells.get(field_):
                yield field_, partial(_one, field_, check, cell)
        if year := cells.get(Field.BIRTH_YEAR):
            yield Field.BIRTH_YEAR, lambda: {"birth_year": checking.birth_year(year, this_year=self.this_year)}
        where = [cells.get(each, "") for each in _PLACE]
        if any(where):
            about = next(each for each, cell in zip(_PLACE, where, strict=True) if cell)
            yield about, lambda: {"commune": checking.commune(*where)}
        if cells.get(Field.MESSAGES_TO_HELPER) and not cells.get(Field.HELPER_PHONE):
            yield Field.MESSAGES_TO_HELPER, lambda: _without_number(cells[Field.MESSAGES_TO_HELPER])
        if followed_by := cells.get(Field.REFERENT):
            yield Field.REFERENT, lambda: {"referent_id": self._member(followed_by)}

    def _member(self, said: str) -> int:
        member = self.team.get(fold(said))
        if member is None:
            raise Wrong("Personne de l’équipe n’a ce nom. Corrigez-le, ou laissez cette colonne de côté.")
        return member

    def _fault(self, row: Row, about: Field, value: str, wrong: Wrong) -> Fault:
        column = next((at for at, field_ in self.mapping.items() if field_ is about), 0)
        return Fault(
            sheet=row.sheet,
            row=row.number,
            letter=spreadsheets.letter(column),
            title=self.layout.title(column),
            value=(wrong.excerpt or value)[:MOST_SHOWN],
            reason=wrong.reason,
        )


_NOTHING: dict[str, Any] = {
    each.name: each.get_default()
    for each in Beneficiary._meta.concrete_fields
    if each.attname in {field_.value for field_ in Field}
} | {"referent_id": None}
_PLACE = (Field.COMMUNE, Field.COMMUNE_CODE, Field.POSTCODE)
_ALONE: dict[Field, Callable[[str], Any]] = {
    Field.LAST_NAME: checking.name,
    Field.PHONE: checking.phone,
    Field.OTHER_PHONE: checking.phone,
    Field.EMAIL: checking.email,
    Field.GENDER: checking.gender,
    Field.STATUS: checking.status,
    Field.HELPER_NAME: partial(checking.name, longest=80),
    Field.HELPER_PHONE: checking.phone,
    Field.MESSAGES_TO_HELPER: checking.yes_or_no,
    Field.PREFERENCE: checking.preference,
    Field.GOALS: partial(checking.note, longest=300),
    Field.NEEDS: partial(checking.note, longest=200),
    Field.NOTES: partial(checking.note, longest=300),
}
"""What is read from its own cell and nothing else."""


def _one(about: Field, check: Callable[[str], Any], cell: str) -> dict[str, Any]:
    return {about.value: check(cell)}


def _both_names(said: str) -> dict[str, Any]:
    first, last = checking.both_names(said)
    return {"first_name": first, "last_name": last}


def _without_number(said: str) -> dict[str, Any]:
    if checking.yes_or_no(said):
        raise Wrong("Pour lui envoyer les messages, écrivez le téléphone de cette personne.")
    return {}
