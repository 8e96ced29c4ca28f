"""Adding somebody to the waiting list, putting her first, offering her an hour."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms

from escale.accounts.models import Organization
from escale.appointments.models import HalfDay, Reason
from escale.appointments.waiting import Wish
from escale.french.dates import DAYS
from escale.places.models import Venue
from escale.places.zones import venues_of
from escale.ui.forms import Chips, Form, OneChip, PhoneField, WordsField
from escale.ui.rows import RowField

WEEKDAYS = [(str(number), name.capitalize()) for number, name in enumerate(DAYS[:6])]
NO_AUTOCOMPLETE = {"autocomplete": "off"}


class AddForm(Form):
    """Somebody who called, or who is there: she waits like the others, in her turn."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    reason = RowField(Reason.objects.none(), label="Le motif", empty_label="Choisissez")
    first_name = forms.CharField(label="Son prénom", max_length=60, widget=forms.TextInput(attrs=NO_AUTOCOMPLETE))
    phone = PhoneField(label="Son téléphone", help_text="Un portable reçoit un SMS ; un fixe, vous l’appelez.")
    venue = RowField(Venue.objects.none(), label="Le lieu", empty_label="N’importe quel lieu", required=False)
    half_day = forms.ChoiceField(
        label="Peut venir",
        choices=[(value, label.capitalize()) for value, label in HalfDay.choices],
        initial=HalfDay.ANY,
        widget=OneChip,
    )
    weekdays = forms.MultipleChoiceField(
        label="Seulement certains jours ?",
        help_text="Rien de coché : tous.",
        choices=WEEKDAYS,
        widget=Chips,
        required=False,
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission", uuid4())
        self.fields["phone"].widget.attrs.update({"autocomplete": "off"})
        reasons = Reason.objects.of_organization(organization).in_use().order_by("position", "pk")
        venues = venues_of(organization)
        self.fields["reason"].queryset = reasons  # type: ignore[attr-defined]
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]

    @property
    def wish(self) -> Wish:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return Wish(venue=said["venue"], half_day=HalfDay(said["half_day"]), weekdays="".join(sorted(said["weekdays"])))


class RaiseForm(Form):
    """Why somebody comes before the others: colleagues read it."""

    why = WordsField(
        label="Pourquoi en premier ?",
        help_text="Vos collègues le lisent. Ni santé, ni argent. Exemple : « dossier à rendre vendredi ».",
        max_length=120,
    )


class OfferForm(Form):
    """Which of these free hours to hold for her."""

    hour = forms.ChoiceField(
        label="L’heure à lui proposer",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez une heure.",
            "invalid_choice": "Cette heure vient d’être prise. Voici celles qui restent.",
        },
    )

    def __init__(self, *args: Any, hours: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hour"].choices = list(hours)  # type: ignore[attr-defined]
