"""The people without a name: counted on each axis, never invented."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from escale.activity.models import ActivityRecord, Axis
from escale.activity.reports import Counts
from escale.desk.reports.forms import Drafted
from escale.french.plural import plural
from escale.people.models import AgeBand, Gender, SocialStatus

AXES = {
    Axis.GENDER: ("Genre", [choice for choice in Gender.choices if choice[0] != Gender.UNSAID]),
    Axis.AGE: ("Âge", [choice for choice in AgeBand.choices if choice[0] != AgeBand.UNSAID]),
    Axis.STATUS: ("Situation", [choice for choice in SocialStatus.choices if choice[0] != SocialStatus.UNSAID]),
}


class UnnamedForm(Drafted):
    """How many of the people without a name on each axis; what is left over stays unsaid."""

    known = forms.IntegerField(label="Déjà venues", required=False, min_value=0)

    def __init__(self, *args: Any, total: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.total = total
        for axis, (_, choices) in AXES.items():
            for value, label in choices:
                self.fields[name_of(axis, value)] = forms.IntegerField(label=label, required=False, min_value=0)
        for field in self.fields.values():
            field.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"})

    def is_sent_in(self, typed: Mapping[str, object]) -> bool:
        return self.add_prefix("known") in typed

    def axes(self) -> Iterator[tuple[str, str, list[BoundField], str]]:
        """Each axis: its code, its name, its fields, what remains to be said."""
        for axis, (label, choices) in AXES.items():
            fields = [self[name_of(axis, value)] for value, _ in choices]
            yield axis, label, fields, remainder(self.total - sum(_number(field.value()) for field in fields))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for axis, (label, choices) in AXES.items():
            counted = sum(cleaned.get(name_of(axis, value)) or 0 for value, _ in choices)
            if counted > self.total:
                said = plural(self.total, "personne")
                self.add_error(
                    name_of(axis, choices[0][0]),
                    ValidationError(f"{label} : vous en comptez {counted}, pour {said} sans nom."),
                )
        if (cleaned.get("known") or 0) > self.total:
            self.add_error("known", f"Il y a {plural(self.total, 'personne')} sans nom en tout.")
        return cleaned

    def counts(self, before: Counts) -> Counts:
        """The counters, those of the other axes kept as they were."""
        others = {key: count for key, count in before.items() if key[0] not in AXES}
        said = {
            (axis, value): self.cleaned_data[name_of(axis, value)] or 0
            for axis, (_, choices) in AXES.items()
            for value, _ in choices
        }
        return others | {key: count for key, count in said.items() if count}


def initial_of(record: ActivityRecord) -> dict[str, int]:
    """The counters of a record read `with_everything_shown`."""
    counted = {name_of(row.axis, row.value): row.count for row in record.unnamed_counts.all()}
    return counted | ({"known": record.unnamed_known} if record.unnamed_known else {})


def name_of(axis: str, value: str) -> str:
    return f"{axis}-{value}"


def remainder(left: int) -> str:
    """ "reste 2 à dire", "tout est dit", "1 de trop"."""
    if left < 0:
        return f"{-left} de trop"
    return f"reste {left} à dire" if left else "tout est dit"


def _number(typed: object) -> int:
    said = str(typed or "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else 0
