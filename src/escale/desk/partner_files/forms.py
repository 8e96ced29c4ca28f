"""A list to bring, and who of those gone from it is put away."""

from typing import Any
from uuid import uuid4

from django import forms

from escale.directory.models import PlacesImport
from escale.ui.forms import Form

ACCEPTED = {"accept": ".csv,.json,.xlsx,.txt"}


class FileForm(Form):
    file = forms.FileField(
        label="Le fichier",
        help_text=".csv, .json ou .xlsx, 20 Mo et 25 000 lieux au plus.",
        widget=forms.FileInput(attrs=ACCEPTED),
        error_messages={"empty": "Ce fichier est vide. Choisissez-en un autre."},
    )
    services = forms.FileField(
        label="Les services, s’ils sont à part",
        help_text="Pour data·inclusion, quand structures et services sont dans deux fichiers.",
        required=False,
        widget=forms.FileInput(attrs=ACCEPTED),
        error_messages={"empty": "Ce fichier est vide. Choisissez-en un autre."},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission", uuid4())


class WriteForm(Form):
    """Nobody gone from the list is put away unless somebody ticks her."""

    gone = forms.TypedMultipleChoiceField(
        label="Partenaires à retirer", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, brought: PlacesImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(pk, f"{name}, {town}" if town else name) for pk, name, town in brought.preview.get("gone", [])]
        self.fields["gone"].choices = choices  # type: ignore[attr-defined]
