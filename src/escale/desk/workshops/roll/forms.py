"""What the adviser answers on the roll: one mark a person, who left early, who came unannounced."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from escale.ui.choices import ChoiceLabel
from escale.ui.forms import Chips, Form, PhoneField, Segments
from escale.workshops.models import Mark
from escale.workshops.roll import RollRow, WalkInRow

ANSWERS = {
    Mark.PRESENT: ChoiceLabel("Là", tone="ok"),
    Mark.LATE: ChoiceLabel("Retard", tone="warn"),
    Mark.ABSENT: ChoiceLabel("Absence", tone="bad"),
    Mark.EXCUSED: ChoiceLabel("Prévenu"),
}
MOST_UNNAMED = 200
MOST_WALK_INS = 20


class RollForm(Form):
    """One answer for each person on the roll, the people who left before the end, the people without a name.

    A colleague may have added somebody since the page was read: whoever is noted already needs no answer.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput)
    submission = forms.UUIDField(widget=forms.HiddenInput)
    left = forms.MultipleChoiceField(label="Qui est parti avant la fin ?", widget=Chips, required=False)
    unnamed = forms.IntegerField(
        label="Sans donner leur nom",
        min_value=0,
        max_value=MOST_UNNAMED,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, rows: Sequence[RollRow], **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(*args, **kwargs)
        self.fields["left"].choices = [(row.person.pk, row.name) for row in rows]  # type: ignore[attr-defined]
        for row in rows:
            self.fields[mark_name(row)] = forms.ChoiceField(
                label=row.name,
                required=row.attendance is None,
                choices=list(ANSWERS.items()),
                widget=Segments,
                error_messages={"required": f"Il manque une réponse pour {row.name}."},
            )

    def lines(self) -> list[tuple[RollRow, BoundField]]:
        """Each person with her four answers."""
        return [(row, self[mark_name(row)]) for row in self.rows]

    def clean_unnamed(self) -> int:
        return int(self.cleaned_data["unnamed"] or 0)

    def marks(self) -> dict[int, Mark]:
        """By person; whoever left early came, whatever else was answered. Nothing about people the page didn't show."""
        left = {int(person): Mark.LEFT_EARLY for person in self.cleaned_data["left"]}
        answered = [(row.person.pk, self.cleaned_data[mark_name(row)]) for row in self.rows]
        return {person: Mark(mark) for person, mark in answered if mark} | left


class WalkInForm(Form):
    """Somebody who came without being enrolled: a first name is enough."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    first_name = forms.CharField(
        label="Prénom",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Écrivez le prénom, ou effacez le numéro."},
    )
    phone = PhoneField(
        label="Téléphone, si on vous le donne",
        required=False,
        widget=forms.TelInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    joins = forms.BooleanField(label="L’inscrire à la suite du cycle, s’il reste une place", required=False)

    def has_changed(self) -> bool:
        """The key of the form says nothing of anybody: a row with nothing else is left aside."""
        return bool(set(self.changed_data) - {"submission"})

    def clean_first_name(self) -> str:
        said: str = self.cleaned_data["first_name"]
        if not any(sign.isalpha() for sign in said):
            raise forms.ValidationError("Nous ne lisons pas ce prénom. Écrivez-le en lettres.")
        return said


class WalkInFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """The people added on the spot; the rows left empty don't count."""

    def rows(self) -> list[WalkInRow]:
        filled = [form.cleaned_data for form in self.forms if form.has_changed()]
        return [
            WalkInRow(
                submission=row["submission"],
                first_name=row["first_name"],
                phone=row["phone"],
                joins=row["joins"],
            )
            for row in filled
        ]


WalkIns = cast(
    "type[WalkInFormSet]",
    forms.formset_factory(
        WalkInForm, formset=WalkInFormSet, extra=0, max_num=MOST_WALK_INS, absolute_max=MOST_WALK_INS
    ),
)


def mark_name(row: RollRow) -> str:
    """The name of somebody's four answers in the form."""
    return f"m-{row.person.pk}"


def as_noted(rows: Sequence[RollRow], *, unnamed: int, seen: int) -> dict[str, Any]:
    """What the form shows of a roll as it stands, with a key of its own."""
    left = [row.person.pk for row in rows if row.mark == Mark.LEFT_EARLY]
    return {**marks_noted(rows), "left": left, "unnamed": unnamed, "seen": seen, "submission": uuid4()}


def marks_noted(rows: Sequence[RollRow]) -> dict[str, str]:
    """The answer noted for each person, by the name of its field."""
    return {mark_name(row): _shown(row.mark) for row in rows if row.mark}


def as_typed(typed: QueryDict, rows: Sequence[RollRow]) -> dict[str, Any]:
    """What the form shows again of answers that were not sent yet, "everybody is here" taken into account."""
    everybody = Mark.PRESENT.value if "tous" in typed else ""
    marks = {mark_name(row): typed.get(mark_name(row)) or everybody for row in rows}
    return {**typed.dict(), **marks, "left": typed.getlist("left")}


def walk_ins_typed(typed: Mapping[str, str], *, one_more: bool) -> list[dict[str, Any]]:
    """The people added and not sent yet, and an empty row below them when one more is asked for."""
    said = typed.get("plus-TOTAL_FORMS", "")
    count = min(int(said), MOST_WALK_INS) if re.fullmatch("[0-9]{1,3}", said) else 0
    names = ("submission", "first_name", "phone", "joins")
    rows = [{name: typed.get(f"plus-{number}-{name}", "") for name in names} for number in range(count)]
    return [*rows, {"submission": uuid4()}] if one_more and count < MOST_WALK_INS else rows


def key_of(typed: Mapping[str, str]) -> UUID | None:
    """The key of the form that was sent, when it can be read."""
    try:
        return UUID(typed.get("submission", ""))
    except ValueError:
        return None


def _shown(mark: Mark) -> str:
    """Whoever left early was here first; that she left is said below the list."""
    return Mark.PRESENT.value if mark == Mark.LEFT_EARLY else mark.value
