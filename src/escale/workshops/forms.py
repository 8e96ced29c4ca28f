"""What is asked of somebody who wants to learn, the same on the public page and at the desk."""

from collections.abc import Sequence
from typing import Any

from django import forms

from escale.french.dates import DAYS
from escale.french.secrets import find_secrets
from escale.ui.forms import Chips, ChoiceLabel, Form, Segments
from escale.workshops.availability import HALF_WORDS
from escale.workshops.models import HALF_DAYS, WEEKDAYS, Mastery
from escale.workshops.positioning import Question

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


class WordsField(forms.CharField):
    """A short free text, which refuses passwords and numbers of accounts with what to write instead."""

    def clean(self, value: Any) -> str:
        said: str = super().clean(value)
        if secrets := find_secrets(said):
            raise forms.ValidationError(secrets[0].sentence)
        return said


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
