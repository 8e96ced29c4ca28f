"""Forms about equipment and its loans."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.accounts.models import Organization
from escale.agenda.models import Equipment, EquipmentKind
from escale.desk.settings.forms_permanence import DayField
from escale.people import search
from escale.people.models import Beneficiary
from escale.places.zones import venues_of
from escale.ui.forms import Form, ModelForm, WordsField

USUAL_LOAN = timedelta(days=14)
LONGEST_LOAN = timedelta(days=366)


def not_too_far(due_on: date, *, today: date) -> date:
    """Give the day back. Raises `ValidationError` when it is past, or in more than a year."""
    if due_on < today:
        raise ValidationError("Ce jour est passé. Choisissez aujourd’hui ou plus tard.")
    if due_on > today + LONGEST_LOAN:
        raise ValidationError("C’est dans plus d’un an. Vérifiez l’année.")
    return due_on


class EquipmentForm(ModelForm):
    """What a thing is, and where it is kept."""

    class Meta:
        model = Equipment
        fields = ("name", "kind", "inventory_number", "venue", "computers", "note")
        field_classes = {"note": WordsField}
        labels = {
            "name": "Son nom",
            "kind": "Ce que c’est",
            "inventory_number": "Numéro d’inventaire",
            "venue": "Rangé à",
            "computers": "Compte pour combien de postes",
            "note": "À savoir",
        }
        help_texts = {
            "name": "Ce qui est écrit dessus : « Tablette 3 ».",
            "inventory_number": "Facultatif.",
            "computers": "0 si ce n’est pas un poste de travail.",
            "note": "Facultatif. Par exemple : « chargeur dans la pochette ». Jamais de mot de passe.",
        }

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organization = organization
        self.instance.organization = organization
        venues = venues_of(organization)
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]
        self.fields["venue"].empty_label = "Nulle part en particulier"  # type: ignore[attr-defined]
        self.fields["kind"].choices = EquipmentKind.choices  # type: ignore[attr-defined]
        self.fields["computers"].widget.attrs |= {"class": "short", "inputmode": "numeric"}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = Equipment.objects.of_organization(self.organization).in_use().filter(name=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError("Un matériel porte déjà ce nom.")
        return name

    def clean_computers(self) -> int:
        computers: int = self.cleaned_data["computers"]
        if computers > 50:
            raise ValidationError("Écrivez un nombre de 0 à 50.")
        return computers


class LendForm(Form):
    """To whom and until when. The person is chosen among those found, or her first name is enough."""

    person = forms.ModelChoiceField(
        label="Une personne qui a une fiche",
        queryset=Beneficiary.objects.none(),
        required=False,
        widget=forms.RadioSelect,
    )
    borrower = forms.CharField(
        label="Ou un prénom",
        max_length=60,
        required=False,
        help_text="Si la personne n’a pas de fiche, ou pour un partenaire.",
    )
    due_on = DayField(label="À rendre le")
    condition = WordsField(
        label="État au départ",
        max_length=200,
        required=False,
        help_text="Facultatif. Par exemple : « écran sans rayure, avec chargeur ». Jamais de mot de passe.",
    )

    def __init__(self, *args: Any, organization: Organization, today: date, asked: str = "", **kwargs: Any) -> None:
        kwargs["initial"] = {"due_on": today + USUAL_LOAN, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.today = today
        known = Beneficiary.objects.of_organization(organization)
        self.found = search.find(organization, asked)
        chosen = self.data.get("person", "") if self.is_bound else ""
        ids = [each.pk for each in self.found] + ([int(chosen)] if chosen.isdecimal() and len(chosen) < 19 else [])
        self.fields["person"].queryset = known.filter(pk__in=ids).by_name()  # type: ignore[attr-defined]
        self.fields["person"].empty_label = None  # type: ignore[attr-defined]

    def clean_due_on(self) -> date:
        return not_too_far(self.cleaned_data["due_on"], today=self.today)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("person") and not cleaned.get("borrower") and not self.errors:
            self.add_error("borrower", "Choisissez une personne, ou écrivez un prénom.")
        return cleaned


class ProlongForm(Form):
    """Another day to bring it back."""

    due_on = DayField(label="À rendre le")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self) -> date:
        return not_too_far(self.cleaned_data["due_on"], today=self.today)


class ReturnForm(Form):
    """How the thing came back."""

    condition = WordsField(
        label="État au retour", max_length=200, required=False, help_text="Facultatif. Jamais de mot de passe."
    )
