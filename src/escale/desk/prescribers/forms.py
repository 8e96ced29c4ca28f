"""Who receives a page of her own; a word for her; a need nobody answers."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from escale.accounts.models import Organization
from escale.directory import needs
from escale.directory.models import Lacking, Partner
from escale.directory.needs import NEEDS, Domain
from escale.places.communes import Commune
from escale.places.forms import CommuneField
from escale.questions import naming
from escale.ui.forms import Form, OneChip, PhoneField, Select, WordsField


class PrescriberForm(Form):
    """A professional of a partner, and how she is reached."""

    partner = forms.ModelChoiceField(
        label="Son service",
        queryset=Partner.objects.none(),
        empty_label="Choisir un partenaire",
        widget=Select,
        error_messages={"required": "Choisissez son service."},
    )
    name = WordsField(
        label="Prénom et nom",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Écrivez son prénom et son nom."},
    )
    role = WordsField(label="Son rôle", max_length=80, required=False, help_text="Exemple : agente d’accueil.")
    email = forms.EmailField(
        label="Son adresse mail",
        required=False,
        max_length=254,
        help_text="Pour lui envoyer sa page, et lui dire quand il y a du nouveau.",
    )
    phone = PhoneField(
        label="Sa ligne directe",
        required=False,
        widget=forms.TelInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Partner.objects.of_organization(organization).in_use().order_by("name", "pk")
        self.fields["partner"].queryset = own  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not any(sign.isalpha() for sign in name):
            raise ValidationError("Écrivez son prénom et son nom, en lettres.")
        return name


class WordForm(Form):
    """A word for whoever sent the person."""

    words = WordsField(
        label="Un mot pour la personne qui l’a envoyée",
        help_text="200 signes. Pas de détail de santé ni d’argent. Lu sur sa page, sans compte.",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez un mot."},
    )


def _by_domain() -> Iterable[tuple[str, list[tuple[str, str]]]]:
    for domain in Domain:
        if its := [(need.code, need.label) for need in NEEDS if need.domain == domain]:
            yield str(domain.label), its


class UnmetForm(Form):
    """A need nobody answers, in five seconds: which, what lacks, where. Nobody's name."""

    need = forms.ChoiceField(
        label="Ce qu’il fallait",
        required=False,
        widget=Select,
        choices=[("", "Choisir, ou l’écrire dessous"), *_by_domain()],
    )
    words = WordsField(
        label="Avec vos mots",
        help_text="Sans nom. Exemple : une permanence d’écrivain public le soir.",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    lacking = forms.ChoiceField(
        label="Ce qui manque",
        choices=Lacking.choices,
        widget=OneChip,
        error_messages={"required": "Choisissez ce qui manque."},
    )
    commune = CommuneField(
        label="Commune",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w20"}),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if naming.names_somebody(words):
            raise ValidationError("Un besoin se note sans nom, sans numéro ni adresse mail.")
        return words

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or self.cleaned_data
        if not said.get("need") and not said.get("words") and not self.errors.keys() & {"need", "words"}:
            self.add_error("need", "Choisissez un besoin, ou écrivez-le avec vos mots.")
        return said

    @property
    def said(self) -> dict[str, Any]:
        """The answers as they are noted: words alone are understood as a need of the list when they say one."""
        given = self.cleaned_data
        chosen = needs.by_code(given["need"])
        need = chosen or next(iter(needs.understood(given["words"])), None)
        town: Commune | None = given["commune"]
        return {
            "words": given["words"] or (need.label[:120] if need else ""),
            "need": need.code if need else "",
            "lacking": Lacking(given["lacking"]),
            "commune": town.code if town else "",
            "submission": given["submission"],
        }
