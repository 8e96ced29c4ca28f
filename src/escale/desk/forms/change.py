"""Moving an appointment, making it longer, giving it to a colleague, calling it off."""

from typing import Any

from django import forms

from escale.appointments.models import LONGEST_WHY, Appointment
from escale.desk.forms.hours import HourForm
from escale.places.models import Room
from escale.ui.forms import Form, WordsField
from escale.ui.rows import RowField

SHORTEST, LONGEST = 5, 480
"""Minutes of an appointment, as those of a reason."""


class RoomField(RowField):
    """A room, called by its venue too."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.venue}"


class WhyField(WordsField):
    """Why something changed, for the team: kept in the history, never sent."""

    def __init__(self) -> None:
        super().__init__(
            label="Raison, pour l’équipe",
            required=False,
            max_length=LONGEST_WHY,
            help_text="Facultatif. Reste dans l’histoire du rendez-vous : « formation ».",
        )


class MoveForm(HourForm):
    """Where and when an appointment goes, for how long, in which room, and why."""

    minutes = forms.IntegerField(
        label="Durée, en minutes",
        required=False,
        min_value=SHORTEST,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    room = RoomField(Room.objects.none(), label="Salle", required=False, empty_label="Sans salle")
    why = WhyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = Room.objects.filter(venue__in=[venue.pk for venue in self.venues]).select_related("venue")
        self.fields["room"].queryset = rooms.order_by("venue__name", "name", "pk")  # type: ignore[attr-defined]

    @property
    def chosen_room(self) -> Room | None:
        """The room, when it is one of the chosen venue: elsewhere, the room booked no longer is the right one."""
        room: Room | None = self.cleaned_data.get("room")
        return room if room and self.chosen and room.venue_id == self.chosen.venue.pk else None


class CancelForm(Form):
    """Calling an appointment off; `effect` says what telling the person will send."""

    notify = forms.BooleanField(label="Prévenir de l’annulation", required=False, initial=True)
    apology = forms.CharField(
        label="Une phrase de plus",
        max_length=Appointment._meta.get_field("apology").max_length,
        required=False,
        help_text="Facultatif, 160 signes au plus. Elle finit le message.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    why = WhyField()

    def __init__(self, *args: Any, effect: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notify"].help_text = effect
