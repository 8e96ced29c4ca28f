"""What is asked of somebody who wants to learn, then of what she learnt: the same on the public page and at the desk."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from escale.french.dates import DAYS
from escale.ui.choices import ChoiceLabel
from escale.ui.forms import MESSAGES, Chips, Form, Segments
from escale.workshops import skills
from escale.workshops.availability import HALF_WORDS
from escale.workshops.checks import GridLine, SkillGrid
from escale.workshops.models import HALF_DAYS, WEEKDAYS, Face, Mastery
from escale.workshops.positioning import Question
from escale.workshops.satisfaction import Faces

HALF_DAY_CHOICES = [
    (name.capitalize(), [(f"{code}-{half}", HALF_WORDS[half].capitalize()) for half in HALF_DAYS])
    for code, name in zip(WEEKDAYS, DAYS, strict=False)
]
MASTERY_CHOICES = [
    (Mastery.NOT_YET, ChoiceLabel("Pas encore")),
    (Mastery.WITH_HELP, ChoiceLabel("Avec de l’aide")),
    (Mastery.ALONE, ChoiceLabel("Oui, sans aide")),
]


class HalfDays(Chips):
    """The half-days of a week: a line a day."""

    template_name = "workshops/half_days.html"


class HalfDaysField(forms.MultipleChoiceField):
    """The half-days somebody is free, as codes in the order of the week."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=HALF_DAY_CHOICES, widget=HalfDays, required=False, **kwargs)


class QuestionsForm(Form):
    """Some questions of the positioning; none has to be answered. `spoken` words them as the adviser asks them."""

    def __init__(self, *args: Any, questions: Sequence[Question], spoken: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question.code] = forms.ChoiceField(
                label=question.asked if spoken else question.mine,
                choices=MASTERY_CHOICES,
                widget=Segments,
                required=False,
            )

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, once the form is valid."""
        return {code: said for code, said in self.cleaned_data.items() if said}


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
