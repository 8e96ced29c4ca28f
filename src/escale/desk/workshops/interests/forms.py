"""Adding somebody who wants to learn, correcting what she said, putting her off, taking her off; pasting a list."""

from typing import Any
from uuid import uuid4

from django import forms

from escale.accounts.models import Organization
from escale.people.models import Acquisition
from escale.places.models import Venue
from escale.places.zones import venues_of
from escale.ui.forms import Chips, Form, OneChip, PhoneField, WordsField
from escale.ui.rows import RowField
from escale.workshops.forms import HalfDaysField
from escale.workshops.interest import Wish
from escale.workshops.models import Device, Interest, InterestEnd, InterestSource, Level, RoomNeed

ONE_BY_ONE = (InterestSource.PHONE, InterestSource.STAFF, InterestSource.PAPER, InterestSource.PARTNER)
OFF = {"autocomplete": "off"}


def _capitalised(choices: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(value, f"{label}"[:1].upper() + f"{label}"[1:]) for value, label in choices]


class InterestForm(Form):
    """Everything somebody may say. Whoever may not see what people can do is asked no level."""

    first_name = WordsField(label="Son prénom", max_length=60, widget=forms.TextInput(attrs=OFF))
    last_name = WordsField(label="Son nom", max_length=60, required=False, widget=forms.TextInput(attrs=OFF))
    phone = PhoneField(label="Son téléphone", help_text="Plusieurs personnes peuvent avoir le même.", required=False)
    availability = HalfDaysField(label="Quand peut-elle venir ?", help_text="Rien de coché : à demander.")
    venue = RowField(Venue.objects.none(), label="Où ?", empty_label="N’importe quel lieu", required=False)
    device = forms.ChoiceField(
        label="Elle veut apprendre",
        choices=_capitalised(Device.choices),
        initial=Device.ANY,
        widget=OneChip,
        required=False,
    )
    goals = WordsField(
        label="Ce qu’elle veut savoir faire",
        help_text="Avec ses mots. Exemple : « écrire à ma fille ».",
        max_length=200,
        required=False,
    )
    room_needs = forms.MultipleChoiceField(
        label="Ce qu’il lui faut dans la salle",
        help_text="Jamais pourquoi.",
        choices=_capitalised(RoomNeed.choices),
        widget=Chips,
        required=False,
    )
    level = forms.ChoiceField(
        label="Son niveau, si vous le connaissez",
        help_text="Sinon, posez-lui les questions juste après.",
        choices=[("", "Je ne sais pas"), *_capitalised(Level.choices)],
        widget=OneChip,
        required=False,
    )
    wants_basics = forms.BooleanField(label="Préfère reprendre du début", required=False)
    note = WordsField(
        label="À savoir pour le groupe",
        help_text="Ni santé, ni argent. Exemple : « libre avant 11 h 15 ».",
        max_length=120,
        required=False,
    )
    acquisition = forms.ChoiceField(
        label="Nous a connus par",
        choices=[("", "On ne sait pas"), *Acquisition.choices],
        required=False,
    )

    def __init__(self, *args: Any, organization: Organization, sees_levels: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs["autocomplete"] = "off"
        venues = venues_of(organization)
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]
        if not sees_levels:
            for name in ("level", "wants_basics", "note"):
                del self.fields[name]

    def clean_first_name(self) -> str:
        said: str = self.cleaned_data["first_name"]
        if not any(sign.isalpha() for sign in said):
            raise forms.ValidationError("Nous ne lisons pas ce prénom. Écrivez-le en lettres.")
        return said

    def wish(self, *, before: Interest | None = None) -> Wish:
        """What was said, once the form is valid; what this reader may not see stays as it was."""
        said = self.cleaned_data
        kept = before or Interest()
        level = said.get("level", kept.level)
        return Wish(
            first_name=said["first_name"],
            last_name=said["last_name"],
            phone=said["phone"],
            availability=tuple(said["availability"]),
            venue=said["venue"],
            commune=kept.commune,
            device=Device(said["device"] or Device.ANY),
            goals=said["goals"],
            room_needs=tuple(said["room_needs"]),
            level=Level(level) if level else None,
            wants_basics=said.get("wants_basics", kept.wants_basics),
            note=said.get("note", kept.note),
            acquisition=said["acquisition"],
        )


class AddForm(InterestForm):
    """Somebody who calls, who is there, or whose sheet of paper is on the desk."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    source = forms.ChoiceField(
        label="Comment l’a-t-elle demandé ?",
        choices=_capitalised([(each.value, each.label) for each in ONE_BY_ONE]),
        initial=InterestSource.PHONE,
        widget=OneChip,
    )
    field_order = ("submission", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission", uuid4())


class CloseForm(Form):
    """Why somebody leaves the list."""

    why = forms.ChoiceField(
        label="Pourquoi ?",
        choices=_capitalised(InterestEnd.choices),
        initial=InterestEnd.LEFT,
        widget=forms.RadioSelect,
    )
