"""What is typed to schedule: what the group is, when and where a session is."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms

from escale.accounts import rules
from escale.accounts.models import Membership, Organization
from escale.agenda.models import Equipment
from escale.desk.forms.hours import MemberField
from escale.desk.receivers import receiver, receivers
from escale.desk.settings.forms_permanence import DayField, RoomChoice
from escale.desk.workshops.groups.forms import MOST_SEATS
from escale.places.models import Room, Venue
from escale.places.zones import venues_of, zone_of
from escale.together import read_together
from escale.ui.forms import Chips, Form, OneChip, WordsField
from escale.ui.rows import RowField
from escale.workshops.holds import Refused
from escale.workshops.models import Access, Audience, Group, Level, Mode, Session, Workshop
from escale.workshops.scheduling import GroupPlan, SessionPlan

FARTHEST = timedelta(days=2 * 366)
LAST_MINUTE = time(23, 59)
LATE = {"required": "Choisissez une heure."}


def _capital(choices: Any) -> list[tuple[str, str]]:
    return [(value, label[:1].upper() + label[1:]) for value, label in choices]


class HourInput(forms.TimeInput):
    """The browser's own clock; without one, an hour typed as 14:30."""

    input_type = "time"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", **kwargs)


class MembersField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Members, called by their names."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.user)


class PlanForm(Form):
    """What the forms of a plan share: the rows of the organization, and the obstacles somebody has read."""

    accepted = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, membership: Membership, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organization, self.today = membership.organization, today
        self.warnings: list[str] = []
        self.warnings_key = ""
        for name, rows in _rows_of(membership.organization).items():
            if name in self.fields:
                self.fields[name].queryset = rows  # type: ignore[attr-defined]
        if "adviser" in self.fields and rules.may_receive(membership):
            self.initial.setdefault("adviser", membership.pk)

    @property
    def acceptance(self) -> str:
        """The key of the obstacles that were read, if any."""
        return str(self.cleaned_data.get("accepted", ""))

    def refuse(self, refused: Refused) -> None:
        """Show what stands in the way, and the button that goes ahead."""
        self.warnings, self.warnings_key = refused.warnings, refused.key

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the chosen venue."""
        venue: Venue | None = self.cleaned_data.get("venue")
        return venue.zone if venue else zone_of(self.organization)


class GroupFields(PlanForm):
    """What a group is, its dates aside."""

    workshop = RowField(Workshop.objects.none(), label="Quel atelier ?", empty_label="Choisissez")
    title = WordsField(
        label="Un autre titre",
        max_length=60,
        required=False,
        help_text="Facultatif. Sans lui, le titre de l’atelier.",
    )
    seats = forms.IntegerField(
        label="Nombre de places",
        min_value=1,
        max_value=MOST_SEATS,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    level = forms.ChoiceField(
        label="Niveau", required=False, choices=[("", "Tous les niveaux"), *_capital(Level.choices)]
    )
    audience = forms.ChoiceField(label="Pour qui ?", choices=_capital(Audience.choices), initial=Audience.EVERYONE)
    access = forms.ChoiceField(
        label="Qui peut s’inscrire ?", choices=_capital(Access.choices), initial=Access.PUBLIC, widget=OneChip
    )
    opens_on = DayField(label="Inscriptions à partir du", required=False)
    closes_on = DayField(label="Inscriptions jusqu’au", required=False, help_text="Ce jour compris.")
    price_note = WordsField(
        label="Prix ou adhésion",
        max_length=120,
        required=False,
        help_text="Facultatif. Sans lui : gratuit. Exemple : « adhésion de 5 € à l’année ».",
    )
    co_host = WordsField(
        label="Avec un partenaire", max_length=80, required=False, help_text="Facultatif. Exemple : « la médiathèque »."
    )
    companions_take_a_seat = forms.BooleanField(label="Un accompagnant prend une place", required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", "La fin des inscriptions vient avant leur début.")
        return cleaned

    def plan(self, *, seats: int | None = None) -> GroupPlan:
        """The group as typed, once the form is valid; `seats` when the form doesn't ask."""
        said = self.cleaned_data
        return GroupPlan(
            workshop=said["workshop"],
            title=said["title"],
            level=said["level"],
            audience=said["audience"],
            seats=said.get("seats") or seats or said["workshop"].seats,
            access=said["access"],
            opens_at=_instant(said["opens_on"], time.min, self.zone),
            closes_at=_instant(said["closes_on"], LAST_MINUTE, self.zone),
            price_note=said["price_note"],
            co_host=said["co_host"],
            companions_take_a_seat=said["companions_take_a_seat"],
        )


class PlaceFields(PlanForm):
    """Where a session is, who leads it, with what."""

    start = forms.TimeField(label="de", widget=HourInput, error_messages=LATE)
    end = forms.TimeField(label="à", widget=HourInput, error_messages=LATE)
    venue = RowField(Venue.objects.none(), label="Où ?", empty_label=None)
    room = RoomChoice(Room.objects.none(), label="Salle", required=False, empty_label="sans salle")
    adviser = MemberField(Membership.objects.none(), label="Qui l’anime ?", empty_label=None)
    co_advisers = MembersField(Membership.objects.none(), label="Avec aussi", required=False, widget=Chips)
    equipment = forms.ModelMultipleChoiceField(
        Equipment.objects.none(), label="Matériel à retenir", required=False, widget=Chips
    )
    mode = forms.ChoiceField(
        label="Comment on y vient ?", choices=_capital(Mode.choices), initial=Mode.ON_SITE, widget=OneChip
    )
    video_link = forms.URLField(
        label="Lien de la visio",
        required=False,
        assume_scheme="https",
        help_text="Montré seulement aux personnes inscrites.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        room, venue = cleaned.get("room"), cleaned.get("venue")
        if room and venue and room.venue_id != venue.pk:
            self.add_error("room", f"Cette salle n’est pas au lieu choisi. Choisissez une salle de « {venue.name} ».")
        if cleaned.get("start") and cleaned.get("start") == cleaned.get("end"):
            self.add_error("end", "La fin est à la même heure que le début. Choisissez une heure plus tard.")
        if cleaned.get("mode") == Mode.ONLINE and not cleaned.get("video_link") and "video_link" not in self.errors:
            self.add_error("video_link", "À distance, il faut un lien : collez celui de la visio.")
        return cleaned

    def session(self, on: date, *, subject: str = "", preparation: str = "") -> SessionPlan:
        """A session on that day, as typed."""
        said = self.cleaned_data
        return SessionPlan(
            on=on,
            start=said["start"],
            end=said["end"],
            venue=said["venue"],
            room=said["room"],
            adviser=said["adviser"].user,
            co_advisers=tuple(member.user for member in said["co_advisers"]),
            equipment=tuple(said["equipment"]),
            mode=said["mode"],
            video_link=said["video_link"],
            subject=subject,
            preparation=preparation,
        )


class SessionForm(PlaceFields):
    """One session: added to a cycle, or moved."""

    on = DayField(label="Quel jour ?")
    subject = WordsField(label="Ce qu’on y fait", max_length=120, required=False, help_text="Facultatif.")
    preparation = WordsField(
        label="À préparer", max_length=200, required=False, help_text="Pour l’équipe. Exemple : « 9 ordinateurs »."
    )
    notify = forms.BooleanField(label="Prévenir les personnes inscrites", required=False, initial=True)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today + FARTHEST:
            raise forms.ValidationError("C’est dans plus de deux ans. Vérifiez l’année.")
        return on

    def typed(self) -> SessionPlan:
        """The session as typed, once the form is valid."""
        said = self.cleaned_data
        return self.session(said["on"], subject=said["subject"], preparation=said["preparation"])


class AddForm(GroupFields, SessionForm):
    """Scheduling a workshop of one session, in one page."""

    publish = forms.BooleanField(
        label="Publier sur le site tout de suite", required=False, initial=True, help_text="Vous pourrez le retirer."
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["subject"], self.fields["notify"]
        self.initial.setdefault("submission", uuid4())

    def typed(self) -> SessionPlan:
        return self.session(self.cleaned_data["on"], preparation=self.cleaned_data["preparation"])


def usual(workshop: Workshop | None, *, today: date) -> dict[str, Any]:
    """What a new group says at first: the workshop's own words."""
    usual_hours: dict[str, Any] = {"start": time(9, 30), "end": time(11, 30), "seats": 6}
    if workshop is None:
        return usual_hours
    end = datetime.combine(today, time(9, 30)) + timedelta(minutes=workshop.minutes)
    return usual_hours | {
        "workshop": workshop.pk,
        "seats": workshop.seats,
        "level": workshop.level,
        "audience": workshop.audience,
        "end": end.time(),
    }


def said_of(session: Session) -> dict[str, Any]:
    """A session as its form says it."""
    beside = session.co_advisers.order_by("pk").values_list("pk", flat=True)
    equipment = session.equipment.order_by("pk").values_list("pk", flat=True)
    read_together(receivers(session.organization), beside, equipment)
    leads, co_advisers = receiver(session.organization, session.adviser_id), set(beside)
    return {
        "on": session.local_start.date(),
        "start": session.local_start.time(),
        "end": session.local_end.time(),
        "venue": session.venue_id,
        "room": session.room_id,
        "adviser": leads and leads.pk,
        "co_advisers": [each.pk for each in receivers(session.organization) if each.user_id in co_advisers],
        "equipment": list(equipment),
        "mode": session.mode,
        "video_link": session.video_link,
        "subject": session.subject,
        "preparation": session.preparation,
    }


def said_of_group(group: Group, zone: ZoneInfo) -> dict[str, Any]:
    """A group as its form says it."""
    names = ("level", "audience", "access", "price_note", "co_host", "companions_take_a_seat")
    title = "" if group.title == group.workshop.title else group.title
    return {name: getattr(group, name) for name in names} | {
        "workshop": group.workshop_id,
        "title": title,
        "opens_on": group.opens_at.astimezone(zone).date() if group.opens_at else None,
        "closes_on": group.closes_at.astimezone(zone).date() if group.closes_at else None,
    }


def _instant(on: date | None, at: time, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(on, at, tzinfo=zone) if on else None


def _rows_of(organization: Organization) -> dict[str, Any]:
    venues = venues_of(organization)
    return {
        "workshop": Workshop.objects.of_organization(organization).in_use().by_title(),
        "venue": venues,
        "room": Room.objects.filter(venue__in=venues).select_related("venue").order_by("venue__name", "name", "pk"),
        "adviser": receivers(organization),
        "co_advisers": receivers(organization),
        "equipment": Equipment.objects.of_organization(organization).in_use().order_by("name", "pk"),
    }
