"""What forming groups asks: the rules of a proposal, the half-days to begin with, what a group is, an answer noted."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from escale.accounts.models import Membership, Organization
from escale.desk.forms.hours import MemberField, date_input
from escale.desk.receivers import receivers
from escale.french.dates import DAYS
from escale.places.models import Room, Venue
from escale.places.zones import venues_of
from escale.ui.forms import Form, Segments, WordsField
from escale.ui.rows import RowField
from escale.workshops.drafts import HalfDay
from escale.workshops.learners import First, Rules
from escale.workshops.models import DraftGroup, Level

SIZES = {"4-6": "4 à 6", "6-8": "6 à 8", "8-9": "8 à 9", "8-10": "8 à 10", "10-12": "10 à 12"}
USUAL_SIZE = "6-8"
FIRSTS = [(First.LEVEL, "Niveau"), (First.AVAILABILITY, "Disponibilité"), (First.VENUE, "Lieu")]
WEEKDAYS = [(number, name.capitalize()) for number, name in enumerate(DAYS)]
FARTHEST = timedelta(days=730)
MOST_SEATS, MOST_SESSIONS = 200, 60


class RulesForm(Form):
    """How to propose. Always bound: what isn't given, or isn't one of the answers, has its usual value."""

    taille = forms.ChoiceField(label="Personnes par groupe", choices=list(SIZES.items()))
    ordre = forms.ChoiceField(label="Regrouper d’abord par", choices=FIRSTS, widget=Segments)

    def __init__(self, given: Mapping[str, Any]) -> None:
        size, first = given.get("taille", ""), given.get("ordre", "")
        super().__init__(
            {"taille": size if size in SIZES else USUAL_SIZE, "ordre": first if first in list(First) else First.LEVEL}
        )
        self.full_clean()
        self.fields["taille"].widget.attrs["class"] = "auto"

    @property
    def rules(self) -> Rules:
        smallest, largest = self.cleaned_data["taille"].split("-")
        return Rules(smallest=int(smallest), largest=int(largest), first=First(self.cleaned_data["ordre"]))

    @property
    def query(self) -> dict[str, str]:
        """What the address keeps, so that the next page has the same rules."""
        return {"taille": self.cleaned_data["taille"], "ordre": self.cleaned_data["ordre"]}


class StartForm(Form):
    """Which of the half-days suggested to form groups in."""

    half_days = forms.MultipleChoiceField(
        label="Quand et où des groupes peuvent-ils se réunir ?",
        help_text="Cochez tout ce qui est possible : la proposition choisit. Le jour, l’heure et la salle se changent ensuite.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un moment de la semaine."},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["half_days"].choices = list(choices)  # type: ignore[attr-defined]


class DraftForm(Form):
    """A group: what it is called, for whom, when, where, with whom."""

    title = WordsField(label="Titre du groupe", max_length=60)
    level = forms.ChoiceField(label="Niveau", choices=[("", "Tous les niveaux"), *Level.choices], required=False)
    weekday = forms.TypedChoiceField(label="Jour", choices=WEEKDAYS, coerce=int)
    start = forms.TimeField(label="De", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    end = forms.TimeField(label="À", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    starts_on = forms.DateField(label="Première séance à partir du", widget=date_input())
    count = forms.IntegerField(
        label="Séances", validators=[MinValueValidator(1), MaxValueValidator(MOST_SESSIONS)], initial=10
    )
    venue = RowField(Venue.objects.none(), label="Lieu", empty_label=None)
    room = RowField(Room.objects.none(), label="Salle", required=False, empty_label="Sans salle réservée")
    adviser = MemberField(Membership.objects.none(), label="Animé par", empty_label=None)
    seats = forms.IntegerField(label="Places", validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)])

    def __init__(self, *args: Any, organization: Organization, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        rooms = Room.objects.filter(venue__organization=organization, venue__archived_at=None).select_related("venue")
        self.fields["venue"].queryset = venues_of(organization)  # type: ignore[attr-defined]
        self.fields["room"].queryset = rooms.order_by("venue__name", "name", "pk")  # type: ignore[attr-defined]
        self.fields["room"].label_from_instance = lambda room: f"{room.name} ({room.venue})"  # type: ignore[attr-defined]
        self.fields["adviser"].queryset = receivers(organization)  # type: ignore[attr-defined]

    def clean_starts_on(self) -> date:
        starts_on: date = self.cleaned_data["starts_on"]
        if starts_on < self.today:
            raise forms.ValidationError("Ce jour est passé. Choisissez-en un à venir.")
        if starts_on > self.today + FARTHEST:
            raise forms.ValidationError("C’est dans plus de deux ans. Choisissez un jour plus proche.")
        return starts_on

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        start, end, room, venue = (said.get(name) for name in ("start", "end", "room", "venue"))
        if start and end and end <= start:
            self.add_error("end", "La fin vient après le début. Écrivez une heure plus tardive.")
        if room and venue and room.venue_id != venue.pk:
            self.add_error("room", f"Cette salle n’est pas à {venue}. Choisissez-en une autre, ou aucune.")
        return said

    @property
    def half_day(self) -> HalfDay:
        """When and where, once the form is valid."""
        said = self.cleaned_data
        names = ("venue", "room", "weekday", "start", "end", "starts_on", "seats", "count")
        return HalfDay(adviser=said["adviser"].user, **{name: said[name] for name in names})


def initial_of(draft: DraftGroup, membership: Membership | None) -> dict[str, Any]:
    """A group as it would be typed again."""
    return {
        "title": draft.title,
        "level": draft.level,
        "weekday": draft.weekday,
        "start": draft.start_time,
        "end": draft.end_time,
        "starts_on": draft.starts_on,
        "count": draft.count,
        "venue": draft.venue_id,
        "room": draft.room_id,
        "adviser": membership.pk if membership else "",
        "seats": draft.seats,
    }
