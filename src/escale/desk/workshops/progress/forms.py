"""What is asked about progress: slips of paper, what comes next, the words of a skill."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.forms.boundfield import BoundField

from escale.ui.forms import Form, WordsField
from escale.workshops.forms import FACES, QUESTIONS, FaceSegments
from escale.workshops.models import Face
from escale.workshops.next_steps import NOTHING
from escale.workshops.review import ReviewRow
from escale.workshops.satisfaction import MOST_SLIPS, Faces, Slips

EMPTY_LINES = 3
MOST_LINES = 27


class SlipsForm(Form):
    """So many slips with the same three faces; a line left empty, or of 0 slips, doesn't count."""

    count = forms.IntegerField(
        label="Fiches",
        min_value=0,
        max_value=MOST_SLIPS,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    learnt = forms.ChoiceField(label=QUESTIONS["learnt"], choices=FACES, widget=FaceSegments, required=False)
    at_ease = forms.ChoiceField(label=QUESTIONS["at_ease"], choices=FACES, widget=FaceSegments, required=False)
    would_return = forms.ChoiceField(
        label=QUESTIONS["would_return"], choices=FACES, widget=FaceSegments, required=False
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        answered = [name for name in QUESTIONS if said.get(name)]
        is_withdrawn = said.get("count") == 0
        if (said.get("count") or answered) and not is_withdrawn and "count" not in self.errors:
            if not said.get("count"):
                self.add_error("count", "Écrivez combien de fiches disent cela.")
            for name in QUESTIONS:
                if name not in answered and name not in self.errors:
                    self.add_error(
                        name, "Choisissez un visage. Sur la fiche, il manque\u00a0? Laissez cette fiche de côté."
                    )
        return said

    @property
    def slips(self) -> Slips | None:
        said = self.cleaned_data
        if not said.get("count"):
            return None
        return Slips(count=said["count"], faces=Faces(**{name: Face(int(said[name])) for name in QUESTIONS}))


class SlipsFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """Every line of slips of a group."""

    def clean(self) -> None:
        if any(self.errors):
            return
        total = sum(each.count for each in self.slips())
        if total > MOST_SLIPS:
            raise forms.ValidationError(
                f"Cela fait {total} fiches. Une séance en a {MOST_SLIPS} au plus\u00a0: relisez les nombres."
            )

    def slips(self) -> list[Slips]:
        return [form.slips for form in self.forms if form.slips is not None]


SlipsLines = cast(
    "type[SlipsFormSet]",
    forms.formset_factory(
        SlipsForm, formset=SlipsFormSet, extra=EMPTY_LINES, max_num=MOST_LINES, absolute_max=MOST_LINES + EMPTY_LINES
    ),
)


class ReviewForm(Form):
    """What comes next for each person; what is proposed is chosen first, until the review is done."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, rows: Sequence[ReviewRow], choices: Sequence[Any], is_reviewed: bool, **kwargs: Any
    ) -> None:
        self.rows = rows
        codes = {_next(row): NOTHING if is_reviewed else row.proposed.code for row in rows}
        kwargs.setdefault("initial", {"submission": uuid4(), **codes})
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[_next(row)] = forms.ChoiceField(
                label=f"Ensuite, pour {row.name}",
                choices=list(choices),
                error_messages={
                    "required": f"Choisissez la suite pour {row.name}.",
                    "invalid_choice": f"Cette suite n’est plus possible. Choisissez-en une autre pour {row.name}.",
                },
            )

    def lines(self) -> list[tuple[ReviewRow, BoundField]]:
        return [(row, self[_next(row)]) for row in self.rows]

    def chosen(self) -> dict[int, str]:
        """By enrollment, the code of what comes next; once the form is valid."""
        return {row.enrollment.pk: self.cleaned_data[_next(row)] for row in self.rows}


class SkillForm(Form):
    """A skill, as a person says it."""

    label = WordsField(
        label="Savoir-faire",
        max_length=100,
        help_text="Commencez par un verbe. Exemple\u00a0: « Envoyer un mail ».",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Écrivez ce savoir-faire."},
    )

    def clean_label(self) -> str:
        said: str = self.cleaned_data["label"]
        if not any(sign.isalpha() for sign in said):
            raise forms.ValidationError("Nous ne lisons pas de mot. Écrivez ce savoir-faire en lettres.")
        return said


def as_counted(slips: Sequence[Slips]) -> list[Mapping[str, int]]:
    """The slips counted so far, as the lines show them."""
    return [{"count": each.count, **{name: getattr(each.faces, name).value for name in QUESTIONS}} for each in slips]


def _next(row: ReviewRow) -> str:
    return f"e-{row.enrollment.pk}"
