"""What the organization does and doesn't, and what its advisers say."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.mandates.charter import USUAL
from escale.mandates.models import AidantsConnect, Frame
from escale.ui.forms import Form, Segments, WordsField

MOST_LINES = 10


def _lines(label: str, *, most: int, rows: int) -> WordsField:
    help_text = "Une chose par ligne."
    return WordsField(label=label, max_length=most, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}))


def _sentence(label: str) -> WordsField:
    return WordsField(label=label, max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class FrameForm(Form):
    """Three lists and four sentences; they begin with what is true of everyone's work."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    aidants_connect = forms.ChoiceField(
        label="Votre structure est-elle habilitée Aidants Connect ?",
        help_text="Habilitée, elle agit avec ce service, plutôt qu’avec un mandat papier.",
        choices=AidantsConnect.choices,
        widget=Segments,
        required=False,
    )
    does = _lines("Ce que nous faisons", most=1200, rows=5)
    does_not = _lines("Ce que nous ne faisons pas", most=1200, rows=4)
    never = _lines("Ce que nous ne faisons jamais, même en urgence", most=800, rows=4)
    say_train = _sentence("Je forme : ce que vous dites")
    say_together = _sentence("J’accompagne : ce que vous dites")
    say_refer = _sentence("J’oriente : ce que vous dites")
    say_exception = _sentence("Je fais à la place, cette fois : ce que vous dites")
    is_public = forms.BooleanField(label="Montrer à tous la page « Ce que nous faisons »", required=False)

    def __init__(self, *args: Any, frame: Frame | None, **kwargs: Any) -> None:
        initial: dict[str, Any] = USUAL | {"revision": 0}
        if frame is not None:
            initial = {name: getattr(frame, name) for name in initial}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_does(self) -> str:
        return _few_lines(self.cleaned_data["does"])

    def clean_does_not(self) -> str:
        return _few_lines(self.cleaned_data["does_not"])

    def clean_never(self) -> str:
        return _few_lines(self.cleaned_data["never"])

    def values(self) -> dict[str, object]:
        """What was written, once the form is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


def _few_lines(text: str) -> str:
    count = sum(bool(line.strip()) for line in text.splitlines())
    if count > MOST_LINES:
        raise ValidationError(f"Il y a {count} lignes. Gardez les {MOST_LINES} plus utiles.")
    return text
