"""What whoever waits is asked: where to reach her, and which hours would do."""

from collections.abc import Sequence
from typing import Any

from django import forms

from escale.appointments.models import HalfDay
from escale.appointments.waiting import Wish
from escale.french.dates import DAYS
from escale.places.models import Venue
from escale.portal.forms import FIRST_NAME, NUMBER_HINT, TrappedForm
from escale.ui.forms import Chips, Form, OneChip, PhoneField

WEEKDAYS = [(str(number), name.capitalize()) for number, name in enumerate(DAYS[:6])]


class WishForm(Form):
    """Which hours would do: nothing is asked that hasn't an answer already."""

    half_day = forms.ChoiceField(
        label="Je peux venir",
        choices=[(value, label.capitalize()) for value, label in HalfDay.choices],
        initial=HalfDay.ANY,
        widget=OneChip,
        required=False,
    )
    weekdays = forms.MultipleChoiceField(
        label="Seulement certains jours ?",
        help_text="Rien de coché : tous les jours me vont.",
        choices=WEEKDAYS,
        widget=Chips,
        required=False,
    )
    venue = forms.ModelChoiceField(
        Venue.objects.none(),
        label="Le lieu",
        empty_label="N’importe quel lieu",
        required=False,
        error_messages={"invalid_choice": "Ce lieu n’est plus dans la liste. Choisissez-en un autre."},
    )

    def __init__(self, *args: Any, venues: Sequence[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(venues) < 2:
            del self.fields["venue"]
            return
        here = Venue.objects.filter(pk__in=[venue.pk for venue in venues])
        self.fields["venue"].queryset = here.order_by("name", "pk")  # type: ignore[attr-defined]

    @property
    def asks_venue(self) -> bool:
        return "venue" in self.fields

    @property
    def wish(self) -> Wish:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return Wish(
            venue=said.get("venue"),
            half_day=HalfDay(said["half_day"] or HalfDay.ANY),
            weekdays="".join(sorted(said["weekdays"])),
        )


class WaitingForm(WishForm, TrappedForm):
    """Whom to tell that an hour became free."""

    phone = PhoneField(label="Votre numéro", help_text=NUMBER_HINT)
    first_name = forms.CharField(label="Votre prénom", max_length=60, widget=forms.TextInput(attrs=FIRST_NAME))
