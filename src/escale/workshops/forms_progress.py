"""What is asked of what somebody can do and thinks, the same on the public page and at the desk."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from escale.ui.forms import MESSAGES, ChoiceLabel, Form, Segments
from escale.workshops import skills
from escale.workshops.checks import GridLine, SkillGrid
from escale.workshops.models import Face, Mastery
from escale.workshops.satisfaction import Faces

FACES = [
    (Face.YES, ChoiceLabel("Oui, beaucoup", icon="smile")),
    (Face.A_LITTLE, ChoiceLabel("Un peu", icon="meh")),
    (Face.NO, ChoiceLabel("Pas vraiment", icon="frown")),
]
"""The best first, each with its drawing."""
QUESTIONS = {
    "learnt": "J’ai appris des choses utiles",
    "at_ease": "J’étais à l’aise dans le groupe",
    "would_return": "Je reviendrais",
}
"""The three things one says, by field of `Satisfaction`."""


class FaceSegments(Segments):
    """Three faces, each with its words."""

    template_name = "workshops/faces.html"


class FacesForm(Form):
    """Three taps."""

    learnt = forms.ChoiceField(label=QUESTIONS["learnt"], choices=FACES, widget=FaceSegments)
    at_ease = forms.ChoiceField(label=QUESTIONS["at_ease"], choices=FACES, widget=FaceSegments)
    would_return = forms.ChoiceField(label=QUESTIONS["would_return"], choices=FACES, widget=FaceSegments)

    @property
    def faces(self) -> Faces:
        """What was said, once the form is valid."""
        return Faces(**{name: Face(int(self.cleaned_data[name])) for name in QUESTIONS})


class GridForm(Form):
    """One answer for each skill; none has to be given, and none is given in advance.

    Answers are read under the names the skills had when the page was shown, before the grid was written or after.
    """

    def __init__(self, data: Mapping[str, str] | None = None, *, grid: SkillGrid, choices: Sequence[Any]) -> None:
        self.grid = grid
        super().__init__(
            None if data is None else {_name(line): _said(data, line) for line in grid.lines},
            initial={_name(line): line.mastery for line in grid.lines if line.mastery},
        )
        for line in grid.lines:
            self.fields[_name(line)] = forms.ChoiceField(
                label=line.skill.label,
                choices=choices,
                widget=Segments,
                required=False,
                error_messages={"invalid_choice": MESSAGES["invalid_choice"]},
            )

    def lines(self) -> list[tuple[GridLine, BoundField]]:
        return [(line, self[_name(line)]) for line in self.grid.lines]

    def answers(self) -> dict[int, Mastery]:
        """By skill, what was answered; once the form is valid."""
        said = {line.skill.pk: self.cleaned_data[_name(line)] for line in self.grid.lines}
        return {skill: Mastery(mastery) for skill, mastery in said.items() if mastery}


def _name(line: GridLine) -> str:
    return f"s-{skills.key_of(line.skill)}"


def _said(data: Mapping[str, str], line: GridLine) -> str:
    return data.get(_name(line)) or data.get(f"s-{skills.starter_key(line.skill)}") or ""
