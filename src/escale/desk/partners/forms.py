"""The sheet of a partner, as a team writes it: its name is enough, the rest is folded and says what it holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from escale.directory import hours, needs, partners
from escale.directory.models import Partner
from escale.places import communes
from escale.places.forms import CommuneField
from escale.ui.forms import Chips, ModelForm, PhoneField, WordsField

UNREADABLE_HOURS = (
    "Nous ne lisons pas ces horaires. Écrivez les jours, puis les heures\u00a0: "
    "« du lundi au vendredi 9 h-12 h et 14 h-17 h »."
)
FOLDS = (
    ("Où les trouver", ("address", "address_more", "town", "accessibility", "accessibility_link")),
    ("Quand", ("hours", "hours_note", "without_appointment")),
    ("Qui ils reçoivent", ("publics", "languages", "fees")),
    ("En savoir plus", ("kind_words", "presentation", "website", "booking_link", "is_colleague")),
)


@dataclass(frozen=True)
class Fold:
    title: str
    said: str
    fields: list[BoundField]
    is_open: bool


class PartnerForm(ModelForm):
    """What a team knows of a partner; `revision` says which state of the sheet was read."""

    phone = PhoneField(label="Téléphone", required=False, allow_premium=True, widget=forms.TelInput)
    town = CommuneField(
        label="Commune", required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Son nom, ou son code postal.",
    )  # fmt: skip
    publics = forms.MultipleChoiceField(
        label="Pour qui", choices=needs.Public.choices, widget=Chips, required=False,
        help_text="Rien de coché : tout le monde.",
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label="Langues parlées, en plus du français", choices=needs.Language.choices, widget=Chips, required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Partner
        fields = (
            "name",
            "kind_words",
            "missions",
            "call_for",
            "not_for",
            "presentation",
            "publics",
            "languages",
            "address",
            "address_more",
            "phone",
            "email",
            "website",
            "booking_link",
            "hours",
            "hours_note",
            "without_appointment",
            "accessibility",
            "accessibility_link",
            "fees",
            "is_colleague",
        )
        field_classes = {
            "missions": WordsField,
            "call_for": WordsField,
            "not_for": WordsField,
            "presentation": WordsField,
            "hours_note": WordsField,
            "accessibility": WordsField,
        }
        labels = {
            "name": "Son nom",
            "kind_words": "Ce que c’est",
            "missions": "Ce qu’ils font, en une phrase",
            "call_for": "On les appelle pour…",
            "not_for": "Pas pour…",
            "presentation": "Présentation",
            "address": "Adresse",
            "address_more": "Complément d’adresse",
            "email": "Adresse mail de l’accueil",
            "website": "Site",
            "booking_link": "Prise de rendez-vous en ligne",
            "hours": "Horaires",
            "hours_note": "À savoir sur les horaires",
            "without_appointment": "On peut venir sans rendez-vous",
            "accessibility": "Accès et confort",
            "accessibility_link": "Sa fiche Acceslibre",
            "fees": "Ce que cela coûte",
            "is_colleague": "Ce sont des collègues de la même maison",
        }
        help_texts = {
            "name": "Comme on l’appelle : « CLIC du Pays de Vitré ».",
            "kind_words": "« CCAS », « centre social », « association »…",
            "missions": "Exemple : « Remplit les dossiers avec la personne ».",
            "hours": "« Du lundi au vendredi 9 h-12 h et 14 h-17 h 30 ». Les jours fériés comptent comme fermés.",
            "hours_note": "Exemple : « fermé le premier mardi du mois ».",
            "accessibility": "Exemple : « de plain-pied, boucle magnétique à l’accueil ».",
            "fees": "Exemple : « gratuit ».",
        }
        widgets = {
            "missions": forms.Textarea(attrs={"rows": 2}),
            "call_for": forms.Textarea(attrs={"rows": 3}),
            "not_for": forms.Textarea(attrs={"rows": 3}),
            "presentation": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args: Any, instance: Partner, today: date, **kwargs: Any) -> None:
        commune = communes.by_code(instance.commune)
        start = {
            "town": commune.label if commune else instance.commune_name,
            "hours": _said(instance.hours, today=today),
            "revision": instance.revision,
        }
        kwargs["initial"] = start | kwargs.get("initial", {})
        super().__init__(*args, instance=instance, **kwargs)
        self.known = {row.need for row in instance.needs.all()} if instance.pk else set()
        for domain in needs.Domain:
            self.fields[f"needs_{domain}"] = self._needs_of(domain)

    def _needs_of(self, domain: needs.Domain) -> forms.MultipleChoiceField:
        choices = [(need.code, need.label) for need in needs.NEEDS if need.domain == domain]
        initial = [code for code, _ in choices if code in self.known]
        return forms.MultipleChoiceField(
            label=domain.label, choices=choices, widget=Chips, required=False, initial=initial
        )

    @property
    def need_fields(self) -> list[BoundField]:
        return [self[f"needs_{domain}"] for domain in needs.Domain]

    @property
    def needs_said(self) -> str:
        return ", ".join(str(field.label) for field in self.need_fields if field.value()).lower()

    @property
    def needs_are_open(self) -> bool:
        return any(field.errors for field in self.need_fields)

    @property
    def folds(self) -> list[Fold]:
        return list(self._folds())

    def _folds(self) -> Iterator[Fold]:
        for title, names in FOLDS:
            fields = [self[name] for name in names if name in self.fields]
            filled = [str(field.label) for field in fields if field.value()]
            yield Fold(title, ", ".join(filled).lower(), fields, any(field.errors for field in fields))

    def clean_hours(self) -> str:
        try:
            written = hours.read(self.cleaned_data["hours"])
        except hours.UnreadableHours as problem:
            raise ValidationError(UNREADABLE_HOURS) from problem
        if len(written) > (Partner._meta.get_field("hours").max_length or 0):
            raise ValidationError("Ces horaires sont trop longs. Écrivez les plus habituels, et le reste à côté.")
        return written

    def described(self) -> Partner:
        """The sheet as it is described now, not written yet."""
        partner: Partner = self.instance
        commune = self.cleaned_data["town"]
        if commune is None:
            partner.commune = partner.commune_name = partner.postcode = ""
            partner.latitude = partner.longitude = None
        elif "town" in self.changed_data:
            partners.locate(partner, commune)
        return partner

    def chosen_needs(self) -> set[str]:
        return {code for domain in needs.Domain for code in self.cleaned_data[f"needs_{domain}"]}


def _said(written: str, *, today: date) -> str:
    """Hours in words when they are read back the same, else as they are kept."""
    said = " ".join(hours.sentences(written, today=today))
    try:
        return said if hours.read(said) == written else written
    except hours.UnreadableHours:
        return written
