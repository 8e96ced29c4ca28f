"""Two files side by side: what they say differently, in words, and what comes with the one that goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models.fields.related import ForeignKey

from escale.french.phone import display
from escale.french.plural import plural
from escale.people import merging
from escale.people.models import Beneficiary
from escale.places import communes

TAKEN = "garder-"
"""Before the name of each field in the form: "autre" takes what the file that goes says."""

OTHERS = "autre"
COUNTED = {
    "appointments.Appointment.person": ("rendez-vous", "rendez-vous"),
    "workshops.Enrollment.person": ("inscription", "inscriptions"),
    "activity.Participation.person": ("compte rendu", "comptes rendus"),
    "workshops.SkillCheck.person": ("grille de savoir-faire", "grilles de savoir-faire"),
    "outbox.Message.person": ("message", "messages"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One field that differs; `takes` says which of the two is ticked to begin with."""

    name: str
    label: str
    kept: str
    other: str
    takes: bool

    @property
    def keeps(self) -> bool:
        return not self.takes


def rows(kept: Beneficiary, other: Beneficiary) -> list[Row]:
    return [
        Row(
            name=f"{TAKEN}{each.name}",
            label=each.label[:1].upper() + each.label[1:],
            kept=_words(kept, each.name, each.kept) or "rien d’écrit",
            other=_words(other, each.name, each.gone),
            takes=each.takes,
        )
        for each in merging.preview(kept, other)
    ]


def taken(given: Mapping[str, Any]) -> list[str]:
    """The fields whose answer is taken from the file that goes."""
    return [name.removeprefix(TAKEN) for name, value in given.items() if name.startswith(TAKEN) and value == OTHERS]


def moves(other: Beneficiary) -> list[str]:
    """ "3 rendez-vous", "1 inscription": what comes with the file that goes. A query each."""
    found = []
    for label, field in merging.relations():
        if label in COUNTED and (count := _rows(field, other)):
            found.append(plural(count, *COUNTED[label]))
    return found


def _rows(field: "ForeignKey[Any, Any]", person: Beneficiary) -> int:
    return int(field.model._base_manager.filter(**{field.name: person}).count())


def _words(person: Beneficiary, name: str, value: Any) -> str:
    if name.endswith("phone"):
        return display(value)
    if name == "commune":
        known = communes.by_code(value)
        return known.label if known else str(value)
    if name == "messages_to_helper":
        return "oui" if value else "non"
    shown = getattr(person, f"get_{name}_display", None)
    return str(shown() if shown else value or "")
