"""Why a file is opened, the confirmation before it is erased, how long files are kept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.accounts.models import Organization
from escale.french.elision import of
from escale.french.plain_text import fold
from escale.french.secrets import find_health_words, find_secrets
from escale.people.models import Beneficiary
from escale.ui.choices import ChoiceLabel
from escale.ui.forms import Form, ModelForm

OTHER = "other"
REASONS = (
    ("replaces", "Je remplace la personne qui l’accompagne"),
    ("came", "Cette personne m’appelle, ou vient me voir"),
    ("asked", "La personne qui l’accompagne me demande mon avis"),
    (OTHER, "Une autre raison"),
)
DELAYS = ((6, "6 mois"), (12, "1 an"), (18, "1 an et demi"), (24, "2 ans, le plus que la loi permet"))


class ReasonForm(Form):
    """One of the usual reasons, or another in a few words."""

    why = forms.ChoiceField(
        label="Votre raison",
        choices=[(value, ChoiceLabel(label)) for value, label in REASONS],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="Cette raison, en quelques mots",
        max_length=100,
        required=False,
        help_text="Seulement pour « Une autre raison ». 100 signes au plus. Ni santé, ni mot de passe.",
    )

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"]).strip()
        if found := find_secrets(words):
            raise ValidationError([secret.sentence for secret in found])
        if find_health_words(words):
            raise ValidationError("Ne parlez pas de santé ici. Dites seulement pourquoi vous ouvrez cette fiche.")
        return words

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("why") == OTHER and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", "Écrivez votre raison en quelques mots.")
        return cleaned

    @property
    def reason(self) -> str:
        """As the person who accompanies will read it."""
        why = self.cleaned_data["why"]
        return str(self.cleaned_data["words"] if why == OTHER else dict(REASONS)[why])


class EraseForm(Form):
    """Nothing brings a file back: the first name is written once more, by hand."""

    first_name = forms.CharField(
        label="Son prénom", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, person: Beneficiary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["first_name"].label = f"Pour confirmer, écrivez son prénom : {person.first_name}"

    def clean_first_name(self) -> str:
        typed = str(self.cleaned_data["first_name"])
        if fold(typed) != fold(self.person.first_name):
            raise ValidationError(
                f"Ce n’est pas le prénom {of(self.person.short_name)}. Vérifiez que c’est la bonne fiche."
            )
        return typed


class DelayForm(ModelForm):
    """How long files are kept after the last contact."""

    keeps_people_months = forms.TypedChoiceField(
        label="Garder une fiche après la dernière venue",
        choices=[(months, ChoiceLabel(label)) for months, label in DELAYS],
        coerce=int,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Organization
        fields = ("keeps_people_months",)
