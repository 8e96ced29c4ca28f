"""What is asked of a sheet outside its text, of a list of them, of a file that is brought, of a collection."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from escale.desk.settings.forms_permanence import DayField
from escale.sheets import importing
from escale.sheets.models import Licence, ResourceSheet, SheetKind
from escale.topics import Topic
from escale.ui.forms import Chips, Form, ModelForm, Select, WordsField
from escale.workshops.models import Audience, Level

ACCEPTED = ".md,.markdown,.txt,.odt,text/markdown,application/vnd.oasis.opendocument.text"
TOO_HEAVY = "Ce fichier pèse {size} Mo. Choisissez-en un de 20 Mo au plus."
TOO_FEW = "Un site a une adresse : écrivez-la ici."
SORTS = [
    ("servies", "Les plus utilisées"),
    ("aimees", "Les mieux aimées"),
    ("relues", "Les plus anciennes relectures"),
    ("titre", "De A à Z"),
]
LENGTHS = [
    ("", "Toutes les durées"),
    ("15", "15 minutes au plus"),
    ("30", "30 minutes au plus"),
    ("60", "1 heure au plus"),
]
ORIGINS = [
    ("", "Toutes"),
    ("nous", "De notre équipe"),
    ("escale", "Venues avec Escale"),
    ("brouillons", "Nos brouillons"),
]


class SheetForm(ModelForm):
    """A sheet but for its text."""

    title = WordsField(label="Titre", max_length=100, help_text="Ce qu’on saura faire : « Ouvrir une pièce jointe ».")
    sentence = WordsField(label="À quoi elle sert, en une phrase", max_length=200, required=False)
    credit = WordsField(label="Source ou auteur", max_length=160, required=False)
    topics = forms.MultipleChoiceField(label="Sujets", choices=Topic, widget=Chips, required=False)
    url = forms.URLField(label="Adresse du site", max_length=500, required=False, assume_scheme="https")
    level = forms.ChoiceField(label="Niveau", choices=[("", "Tous les niveaux"), *Level.choices], required=False)
    read_again_on = DayField(label="À relire le", required=False, help_text="Vide : dans un an.")
    minutes = forms.IntegerField(label="Durée en minutes", min_value=1, max_value=600, required=False)
    submission = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = ResourceSheet
        fields = (
            "kind",
            "title",
            "sentence",
            "url",
            "topics",
            "level",
            "audience",
            "minutes",
            "licence",
            "credit",
            "read_again_on",
        )
        labels = {
            "kind": "C’est",
            "audience": "Pour",
            "licence": "Licence",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission", uuid4())
        if self.instance.pk:
            del self.fields["submission"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("kind") == SheetKind.SITE and not said.get("url") and "url" not in self.errors:
            self.add_error("url", TOO_FEW)
        return said

    @property
    def said(self) -> Mapping[str, Any]:
        """What the columns take of it."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class Criteria(Form):
    """What a list is narrowed to. What an address says wrong is as if it weren’t said."""

    q = forms.CharField(
        label="Chercher", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    genre = forms.ChoiceField(label="C’est", required=False, choices=[("", "Tout"), *SheetKind.choices], widget=Select)
    sujet = forms.ChoiceField(label="Sujet", required=False, choices=[("", "Tous"), *Topic.choices], widget=Select)
    niveau = forms.ChoiceField(label="Niveau", required=False, choices=[("", "Tous"), *Level.choices], widget=Select)
    public = forms.ChoiceField(
        label="Pour", required=False, choices=[("", "Peu importe"), *Audience.choices], widget=Select
    )
    licence = forms.ChoiceField(
        label="Licence", required=False, choices=[("", "Toutes"), *Licence.choices], widget=Select
    )
    duree = forms.ChoiceField(label="Durée", required=False, choices=LENGTHS, widget=Select)
    origine = forms.ChoiceField(label="D’où elles viennent", required=False, choices=ORIGINS, widget=Select)
    ordre = forms.ChoiceField(label="Dans quel ordre", required=False, choices=SORTS, initial="servies", widget=Select)

    @property
    def asked(self) -> dict[str, str]:
        """What is said and understood."""
        if not self.is_bound:
            return {}
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class FileForm(Form):
    """A file to bring."""

    file = forms.FileField(
        label="Le fichier",
        help_text="Markdown (.md) ou texte de LibreOffice (.odt), 20 Mo au plus.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": "Ce fichier est vide. Choisissez-en un autre."},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > importing.MOST_BYTES:
            raise ValidationError(TOO_HEAVY.format(size=f"{sent.size / 1024 / 1024:.0f}"))
        return sent


class CollectionForm(Form):
    """How a collection is called, and who sees it."""

    title = WordsField(label="Titre", max_length=80, help_text="Par exemple « Premiers pas » ou « Semaine bleue ».")
    sentence = WordsField(label="En une phrase", max_length=200, required=False)
    is_public = forms.BooleanField(label="La montrer au public", required=False)
