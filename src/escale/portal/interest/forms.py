"""What the public is asked: when and where, then whom to call."""

from typing import Any

from django import forms

from escale.accounts.models import Organization
from escale.people.acquisition import MOST_ASKED
from escale.people.models import Acquisition
from escale.places.models import Venue
from escale.places.zones import venues_of
from escale.portal.forms import FIRST_NAME, NUMBER_HINT, TrappedForm
from escale.publishing import acquisition
from escale.ui.forms import Chips, Form, OneChip, PhoneField, WordsField
from escale.workshops.forms import HalfDaysField
from escale.workshops.models import Device, RoomNeed

NEEDS = {
    RoomNeed.STEP_FREE: "Un accès sans marche",
    RoomNeed.NEAR_SCREEN: "Une place près de l’écran",
    RoomNeed.NEAR_ADVISER: "Une place près de la personne qui anime",
    RoomNeed.BIG_LETTERS: "De gros caractères",
    RoomNeed.QUIET: "Un coin calme",
    RoomNeed.TRANSPORT: "De l’aide pour venir",
}
DEVICES = [
    (Device.COMPUTER, "Sur un ordinateur"),
    (Device.PHONE, "Sur un téléphone ou une tablette"),
    (Device.ANY, "Peu importe"),
]


class WhenForm(Form):
    """When, where, on what. Nothing has to be answered."""

    availability = HalfDaysField(
        label="Quand pouvez-vous venir ?",
        help_text="Cochez tout ce qui est possible. Vous ne savez pas encore ? Ne cochez rien.",
    )
    venue = forms.ModelChoiceField(
        Venue.objects.none(), label="Où ?", empty_label="N’importe quel lieu", required=False
    )
    device = forms.ChoiceField(label="Je veux apprendre", choices=DEVICES, widget=OneChip, required=False)
    room_needs = forms.MultipleChoiceField(
        label="Que vous faut-il dans la salle ?",
        help_text="Vous n’avez pas à dire pourquoi.",
        choices=list(NEEDS.items()),
        widget=Chips,
        required=False,
    )
    wants_basics = forms.BooleanField(label="Je préfère reprendre du début", required=False)

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        venues = venues_of(organization)
        if len(venues) < 2:
            del self.fields["venue"]
        else:
            self.fields["venue"].queryset = venues  # type: ignore[attr-defined]


class NumberForm(TrappedForm):
    """Whom to call, and what she would like to do."""

    first_name = forms.CharField(
        label="Votre prénom",
        help_text="Le nom de famille n’est pas utile.",
        max_length=60,
        widget=forms.TextInput(attrs=FIRST_NAME),
    )
    phone = PhoneField(label="Votre numéro", help_text=NUMBER_HINT)
    goals = WordsField(
        label="Ce que vous voulez savoir faire",
        help_text="Si vous voulez. Une phrase suffit. N’écrivez pas de mot de passe.",
        max_length=200,
        required=False,
    )
    acquisition = forms.ChoiceField(
        label="Comment nous avez-vous connus ?", choices=[("", ""), *Acquisition.choices], required=False
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = acquisition.asked(organization, most=MOST_ASKED)
        self.fields["acquisition"].widget.choices = [("", "Je ne sais plus"), *answers]
