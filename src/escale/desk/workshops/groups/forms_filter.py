"""What one searches workshops and cycles by."""

from collections.abc import Mapping
from typing import Any

from django import forms

from escale.accounts.models import Membership, Organization
from escale.desk.forms.hours import MemberField
from escale.desk.receivers import receivers
from escale.places.models import Venue
from escale.places.zones import venues_of
from escale.ui.forms import Form
from escale.ui.rows import RowField
from escale.workshops.models import Level

NOTHING: Mapping[str, Any] = {"q": "", "venue": None, "adviser": None, "level": ""}


class FilterForm(Form):
    """Always bound; what can't be read filters nothing."""

    q = forms.CharField(label="Chercher un atelier", max_length=60, required=False)
    venue = RowField(Venue.objects.none(), label="Lieu", required=False, empty_label="Tous les lieux")
    adviser = MemberField(Membership.objects.none(), label="Animé par", required=False, empty_label="Toute l’équipe")
    level = forms.ChoiceField(label="Niveau", required=False)

    def __init__(self, given: Mapping[str, Any], *, organization: Organization) -> None:
        super().__init__(given)
        self.fields["q"].widget = forms.TextInput(attrs={"type": "search", "autocomplete": "off", "class": "grow"})
        self.fields["venue"].queryset = venues_of(organization)  # type: ignore[attr-defined]
        self.fields["adviser"].queryset = receivers(organization)  # type: ignore[attr-defined]
        levels = [(value, label.capitalize()) for value, label in Level.choices]
        self.fields["level"].choices = [("", "Tous les niveaux"), *levels]  # type: ignore[attr-defined]

    @property
    def said(self) -> Mapping[str, Any]:
        """What is asked, by name."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or nothing for name, nothing in NOTHING.items()}

    @property
    def says_something(self) -> bool:
        return any(self.said.values())

    @property
    def filters(self) -> bool:
        """Whether anything but words is asked."""
        return any(value for name, value in self.said.items() if name != "q")
