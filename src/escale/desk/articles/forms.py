"""Asking a colleague to read over, and answering."""

from typing import Any
from uuid import uuid4

from django import forms

from escale.accounts.models import MembershipQuerySet
from escale.ui.forms import Form, Segments, WordsField


class Reader(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.user.full_name)


class AskForm(Form):
    of = Reader(label="Qui relit", queryset=None, empty_label="Choisissez un collègue")
    word = WordsField(
        label="Un mot pour elle ou lui",
        help_text="Par exemple : est-ce que le passage sur les arnaques est clair ?",
        max_length=300,
        required=False,
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, readers: MembershipQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].queryset = readers  # type: ignore[attr-defined]


class AnswerForm(Form):
    is_ready = forms.TypedChoiceField(
        label="Votre avis",
        choices=[("oui", "Il peut paraître"), ("non", "Il reste à changer")],
        coerce=lambda said: said == "oui",
        widget=Segments,
    )
    words = WordsField(
        label="Ce que vous en dites",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
