"""The form of one date of a permanence: its day, its hours, its place, who receives, or not at all."""

from datetime import date
from typing import Any

from django import forms

from escale.accounts.models import Membership, Organization, User
from escale.agenda import resources
from escale.agenda.models import PermanenceOccurrence
from escale.agenda.occurrences import OneDate
from escale.desk.receivers import receivers
from escale.desk.settings.forms_permanence import DayField, RoomChoice, hours_of_day, read_time
from escale.french.dates import day
from escale.places.models import Room, Venue
from escale.places.zones import venues_of
from escale.scheduling.wall_clock import to_instants
from escale.ui.forms import Form
from escale.ui.rows import RowField

FARTHEST_DAYS = 366


class OccurrenceForm(Form):
    """One date, as the member wants it. `held` unchecked: nobody receives that day."""

    held = forms.BooleanField(label="Je reçois ce jour-là", required=False, initial=True)
    on = DayField(label="le")
    start_time = forms.TypedChoiceField(label="de", coerce=read_time)
    end_time = forms.TypedChoiceField(label="à", coerce=read_time)
    venue = RowField(label="au", queryset=Venue.objects.none(), empty_label=None)
    room = RoomChoice(label="Salle", queryset=Room.objects.none(), required=False, empty_label="salle non précisée")
    adviser = RowField(label="Qui reçoit", queryset=User.objects.none(), empty_label=None)
    note = forms.CharField(
        label="Pourquoi ?",
        max_length=PermanenceOccurrence._meta.get_field("note").max_length,
        required=False,
        help_text="Facultatif, pour l’équipe : « réunion », « salle prêtée ».",
    )

    def __init__(
        self,
        *args: Any,
        occurrence: PermanenceOccurrence,
        member: Membership,
        for_others: bool,
        today: date,
        **kwargs: Any,
    ) -> None:
        self.today = today
        kwargs["initial"] = _initial(occurrence) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        organization = member.organization
        venues = venues_of(organization)
        rooms = Room.objects.filter(venue__in=venues).select_related("venue").order_by("venue__name", "name", "pk")
        self._offer("venue", venues)
        self._offer("room", rooms)
        self._offer("adviser", _who(organization, occurrence, for_others=for_others))
        local = (
            occurrence.starts_at.astimezone(occurrence.venue.zone),
            occurrence.ends_at.astimezone(occurrence.venue.zone),
        )
        for name, own in zip(("start_time", "end_time"), local, strict=True):
            self.fields[name].choices = hours_of_day(own.time())  # type: ignore[attr-defined]

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end, on = cleaned.get("start_time"), cleaned.get("end_time"), cleaned.get("on")
        if start and end and end <= start:
            self.add_error("end_time", "L’heure de fin vient avant l’heure de début.")
        if on and not 0 <= (on - self.today).days <= FARTHEST_DAYS:
            self.add_error("on", "Choisissez un jour à venir, à moins d’un an.")
        room, venue = cleaned.get("room"), cleaned.get("venue")
        if room and venue and room.venue_id != venue.pk:
            self.add_error("room", f"Cette salle n’est pas au lieu choisi. Choisissez une salle de « {venue.name} ».")
        if self.errors or not (on and start and end and venue):
            return cleaned
        if to_instants(on, start, end, venue.zone) is None:
            self.add_error(
                "start_time", "Ces heures n’existent pas ce jour-là : la nuit du changement d’heure les saute."
            )
        return cleaned

    def wanted(self) -> OneDate:
        """The date as described, not written."""
        cleaned = self.cleaned_data
        hours = to_instants(cleaned["on"], cleaned["start_time"], cleaned["end_time"], cleaned["venue"].zone)
        if hours is None:
            raise TypeError("a cleaned date has hours")
        return OneDate(
            starts_at=hours.start,
            ends_at=hours.end,
            venue=cleaned["venue"],
            room=cleaned["room"],
            adviser=resources.for_adviser(cleaned["adviser"]),
            canceled=not cleaned["held"],
            note=cleaned["note"],
        )

    @property
    def words(self) -> str:
        """ "mardi 24 novembre"."""
        return day(self.cleaned_data["on"])


def _initial(occurrence: PermanenceOccurrence) -> dict[str, Any]:
    start = occurrence.starts_at.astimezone(occurrence.venue.zone)
    end = occurrence.ends_at.astimezone(occurrence.venue.zone)
    return {
        "held": occurrence.canceled_at is None,
        "on": start.date(),
        "start_time": f"{start:%H:%M}",
        "end_time": f"{end:%H:%M}",
        "venue": occurrence.venue_id,
        "room": occurrence.room_id,
        "adviser": occurrence.adviser.adviser_id,
        "note": occurrence.note,
    }


def _who(organization: Organization, occurrence: PermanenceOccurrence, *, for_others: bool) -> Any:
    """Whoever receives in the organization; only who already does for somebody who sets up herself alone."""
    people = User.objects.filter(resource=occurrence.adviser_id)
    if for_others:
        people = people | User.objects.filter(memberships__in=receivers(organization))
    return people.distinct().order_by("first_name", "last_name", "pk")
