"""What an adviser writes of her work."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.publishing.missions import MOST_LINES, USUAL, Draft
from escale.publishing.models import MissionSheet
from escale.ui.forms import Form, WordsField


class MissionsForm(Form):
    """Three lists, a line each; they begin with what is true of most advisers."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    does = WordsField(
        label="Ce que je fais",
        max_length=1200,
        help_text="Une chose par ligne. Commencez par « Je » ou « J’ ».",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    does_not = WordsField(
        label="Ce que je ne fais pas",
        max_length=1200,
        required=False,
        help_text="Dites aussi vers qui aller.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    sending = WordsField(
        label="Comment m’adresser quelqu’un",
        max_length=800,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    shows_email = forms.BooleanField(label="Montrer mon adresse mail", required=False)

    def __init__(self, *args: Any, sheet: MissionSheet | None, **kwargs: Any) -> None:
        initial: dict[str, Any] = USUAL | {"revision": 0, "shows_email": True}
        if sheet is not None:
            initial = {name: getattr(sheet, name) for name in initial}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_does(self) -> str:
        return _few_lines(self.cleaned_data["does"])

    def clean_does_not(self) -> str:
        return _few_lines(self.cleaned_data["does_not"])

    def clean_sending(self) -> str:
        return _few_lines(self.cleaned_data["sending"])

    def draft(self) -> Draft:
        """What was written, once the form is valid."""
        return Draft(**self.cleaned_data)


def _few_lines(text: str) -> str:
    count = sum(bool(line.strip()) for line in text.splitlines())
    if count > MOST_LINES:
        raise ValidationError(f"Il y a {count} lignes. Gardez les {MOST_LINES} plus utiles.")
    return text
