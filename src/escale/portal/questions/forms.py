"""What a partner or a colleague says of a question she heard."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from escale.portal.forms import TrappedForm
from escale.questions import naming
from escale.questions.models import HeardFrom
from escale.ui.forms import WordsField

PUBLICS = (
    (HeardFrom.SENIORS, "Des personnes âgées"),
    (HeardFrom.YOUNG, "Des jeunes de 15 à 25 ans"),
    (HeardFrom.ADULTS, "Des adultes"),
    (HeardFrom.ANYONE, "Tout le monde"),
)


class HeardForm(TrappedForm):
    """The question, without anybody's name, and who asks it."""

    text = WordsField(
        label="Qu’est-ce qu’on vous demande\u00a0?",
        max_length=160,
        help_text="Une phrase, comme on vous l’a dite. Sans nom. Exemple\u00a0: comment scanner un papier",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Écrivez ce qu’on vous demande."},
    )
    heard_from = forms.ChoiceField(
        label="Qui le demande\u00a0?",
        choices=PUBLICS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez qui le demande."},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if naming.names_somebody(text):
            raise ValidationError(naming.SENTENCE)
        return text

    @property
    def said(self) -> dict[str, Any]:
        """The answers, without the box nobody sees."""
        return {name: self.cleaned_data[name] for name in ("text", "heard_from", "submission")}
