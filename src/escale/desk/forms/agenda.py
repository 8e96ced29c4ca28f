"""Filtering the agenda shown as a list."""

from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from escale.appointments.models import State
from escale.desk.agenda.scope import Scope
from escale.desk.forms.hours import date_input
from escale.ui.forms import Form

NATURES = (
    ("rdv", "Rendez-vous"),
    ("atelier", "Ateliers et cycles"),
    ("perm", "Permanences"),
    ("abs", "Absences et autres agendas"),
)


class ListForm(Form):
    """What to list. Always bound; what isn't given has its usual value."""

    q = forms.CharField(
        label="Nom de la personne", max_length=80, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    nature = forms.ChoiceField(label="Quoi", choices=NATURES, required=False)
    etat = forms.ChoiceField(label="État", choices=[("", "Tous"), *State.choices], required=False)
    ou = forms.ChoiceField(label="Où", required=False)
    du = forms.DateField(label="Du", required=False, widget=date_input())
    au = forms.DateField(label="Au", required=False, widget=date_input())

    def __init__(self, given: MultiValueDict[str, str], *, scope: Scope, today: date) -> None:
        super().__init__({"du": today.isoformat()} | {name: given[name] for name in self.base_fields if name in given})
        venues = [(str(venue.pk), str(venue)) for venue in scope.open_venues]
        self.fields["ou"].choices = [("", "Partout"), *venues]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        """What was understood; a field that wasn't filters nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}
