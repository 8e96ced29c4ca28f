"""The form of a permanence: one sentence."""

from collections.abc import Collection, Iterable
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from escale.accounts.models import Membership, Organization, User
from escale.agenda.models import Permanence, Reception
from escale.agenda.terms import Terms
from escale.appointments.models import Reason
from escale.desk.receivers import receivers
from escale.desk.settings.forms_dates import FIRST_YEAR, LAST_YEAR, DatesField
from escale.french.dates import DAYS, hour
from escale.places import registration
from escale.places.models import Room, Venue
from escale.places.zones import venues_of
from escale.scheduling.recurrence import BadRecurrence, Frequency, Parity, Recurrence
from escale.ui.forms import Chips, Form
from escale.ui.rows import RowField

FIRST_HOUR, LAST_HOUR = 7, 22
QUARTERS = (0, 15, 30, 45)
FARTHEST_START = timedelta(days=2 * 365)

ONCE = "une seule fois"
EVERY_WEEK = ("weekly-1", "chaque semaine")
LESS_OFTEN = (
    ("weekly-2", "toutes les deux semaines"),
    ("weekly-3", "toutes les trois semaines"),
    ("weekly-4", "toutes les quatre semaines"),
    ("monthly-1-first", "le premier du mois"),
    ("monthly-1-second", "le deuxième du mois"),
    ("monthly-1-third", "le troisième du mois"),
    ("monthly-1-fourth", "le quatrième du mois"),
    ("monthly-1-last", "le dernier du mois"),
)
RHYTHMS = (
    EVERY_WEEK,
    ("weekly-1-even", "semaines paires"),
    ("weekly-1-odd", "semaines impaires"),
    *LESS_OFTEN,
    ("once-1", ONCE),
)
"""How often: frequency, interval, then the parity of the week or the rank in the month, in words."""
NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
NTH_NAMES = {nth: name for name, nth in NTHS.items()}
WEEKDAYS = tuple(enumerate(DAYS))


def hours_of_day(*others: time | None) -> list[tuple[str, str]]:
    """Every quarter of an hour one may receive, in words, and the ones already chosen elsewhere."""
    listed = {time(each, quarter) for each in range(FIRST_HOUR, LAST_HOUR) for quarter in QUARTERS}
    listed |= {time(LAST_HOUR)} | {other for other in others if other is not None}
    return [(f"{each:%H:%M}", hour(each)) for each in sorted(listed)]


def read_time(typed: str) -> time:
    return time.fromisoformat(typed)


def school_holidays_label(venues: Iterable[Venue]) -> str:
    """ "Pas pendant les vacances scolaires (zone B)": the zone is said when all the venues share it."""
    zones = {registration.school_zone_words(venue) for venue in venues}
    return f"Pas pendant les vacances scolaires{f' ({zones.pop()})' if len(zones) == 1 else ''}"


class DateInput(forms.DateInput):
    """The browser's own calendar; without one, a date typed as 17/11/2026."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class DayField(forms.DateField):
    """A day of this century: what a calendar can count with, and nobody types by mistake."""

    widget = DateInput

    def clean(self, value: Any) -> date | None:
        on: date | None = super().clean(value)
        if on is not None and not FIRST_YEAR <= on.year <= LAST_YEAR:
            raise ValidationError("Vérifiez l’année de cette date.")
        return on


class RoomChoice(RowField):
    def label_from_instance(self, room: Room) -> str:
        return f"{room.name} ({room.venue.name})"


class PermanenceForm(Form):
    """One permanence, of the member herself or, for those who may, of a colleague."""

    adviser = RowField(label="Qui reçoit", queryset=User.objects.none(), empty_label=None)
    rhythm = forms.ChoiceField(label="Rythme", choices=RHYTHMS, initial="weekly-1")
    weekdays = forms.TypedMultipleChoiceField(
        label="Je reçois le", choices=WEEKDAYS, coerce=int, widget=Chips, required=False
    )
    start_time = forms.TypedChoiceField(label="de", coerce=read_time)
    end_time = forms.TypedChoiceField(label="à", coerce=read_time)
    venue = RowField(label="au", queryset=Venue.objects.none(), empty_label=None)
    room = RoomChoice(label="Salle", queryset=Room.objects.none(), required=False, empty_label="salle non précisée")
    reception = forms.ChoiceField(label="Comment on vient", choices=Reception)
    starts_on = DayField(label="à partir du")
    ends_on = DayField(label="jusqu’au", required=False)
    skips_public_holidays = forms.BooleanField(label="Pas les jours fériés", required=False, initial=True)
    skips_school_holidays = forms.BooleanField(label="Pas pendant les vacances scolaires", required=False)
    reasons = forms.ModelMultipleChoiceField(
        label="Pour quoi", queryset=Reason.objects.none(), widget=Chips, required=False
    )
    put_back = DatesField(required=False)
    skip_again = DatesField(required=False)
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        member: Membership,
        for_others: bool,
        today: date,
        permanence: Permanence | None = None,
        copied: Permanence | None = None,
        first_on: date | None = None,
        **kwargs: Any,
    ) -> None:
        self.today, self.permanence = today, permanence
        kwargs["initial"] = _initial(permanence, copied, member, today=today) | kwargs.get("initial", {})
        if first_on:
            kwargs["initial"]["starts_on"] = first_on
        super().__init__(*args, **kwargs)
        # From one date on, that date is the start.
        self.fields["starts_on"].disabled = first_on is not None
        organization = member.organization
        venues = venues_of(organization)
        rooms = Room.objects.filter(venue__in=venues).select_related("venue").order_by("venue__name", "name", "pk")
        self._offer("adviser", _team(organization) if for_others and not permanence else _only(permanence, member))
        self._offer("venue", venues)
        self._offer("room", rooms)
        self._offer("reasons", Reason.objects.of_organization(organization).in_use().order_by("position", "pk"))
        self.fields["rhythm"].choices = _rhythms(self.initial["rhythm"])  # type: ignore[attr-defined]
        for name in ("start_time", "end_time"):
            own = getattr(permanence or copied, name, None)
            self.fields[name].choices = hours_of_day(own)  # type: ignore[attr-defined]
        self.fields["skips_school_holidays"].label = school_holidays_label(venues)
        if not for_others or permanence:
            self.fields["adviser"].disabled = True

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_starts_on(self) -> date:
        starts_on: date = self.cleaned_data["starts_on"]
        earliest = min(self.today, self.permanence.starts_on) if self.permanence else self.today
        if starts_on < earliest:
            raise ValidationError("Ce jour est passé. Choisissez une date à venir.")
        if starts_on > self.today + FARTHEST_START:
            raise ValidationError("C’est dans plus de deux ans. Vérifiez l’année.")
        return starts_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start_time"), cleaned.get("end_time")
        if start and end and end <= start:
            self.add_error("end_time", "L’heure de fin vient avant l’heure de début.")
        cleaned["put_back"] = [on for on in cleaned["put_back"] if on not in cleaned["skip_again"]]
        room, venue = cleaned.get("room"), cleaned.get("venue")
        if room and venue and room.venue_id != venue.pk:
            self.add_error("room", f"Cette salle n’est pas au lieu choisi. Choisissez une salle de « {venue.name} ».")
        if cleaned.get("starts_on") and not self.errors:
            self._clean_recurrence(cleaned)
        return cleaned

    def _clean_recurrence(self, cleaned: dict[str, Any]) -> None:
        until = cleaned.get("ends_on")
        if until and until < cleaned["starts_on"]:
            self.add_error("ends_on", "La date de fin vient avant la date de début.")
            return
        try:
            cleaned["recurrence"] = read_recurrence(cleaned)
        except BadRecurrence as problem:
            self.add_error("weekdays", str(problem))

    @property
    def put_back_dates(self) -> Collection[date]:
        """The dates put back by hand so far, whatever else is still to correct."""
        return self.cleaned_data.get("put_back", []) if self.is_bound else []

    def terms(self) -> Terms:
        """The permanence as described, not yet written."""
        cleaned = self.cleaned_data
        return Terms(
            venue=cleaned["venue"],
            room=cleaned["room"],
            recurrence=cleaned["recurrence"],
            start_time=cleaned["start_time"],
            end_time=cleaned["end_time"],
            reception=Reception(cleaned["reception"]),
            skips_public_holidays=cleaned["skips_public_holidays"],
            skips_school_holidays=cleaned["skips_school_holidays"],
            put_back=cleaned["put_back"],
        )


def read_recurrence(cleaned: dict[str, Any]) -> Recurrence:
    """The rule somebody chose. Raises `BadRecurrence` with a sentence for her."""
    frequency, every, *which = cleaned["rhythm"].split("-")
    starts_on, until, weekdays = cleaned["starts_on"], cleaned.get("ends_on"), cleaned.get("weekdays") or []
    match Frequency(frequency):
        case Frequency.ONCE:
            return Recurrence.once(starts_on)
        case Frequency.WEEKLY:
            parity = Parity(which[0]) if which else None
            return Recurrence.weekly(
                starts_on=starts_on, weekdays=weekdays, every=int(every), until=until, parity=parity
            )
        case Frequency.MONTHLY:
            if len(weekdays) != 1:
                raise BadRecurrence("Pour « le premier du mois », choisissez un seul jour de la semaine.")
            return Recurrence.monthly(
                starts_on=starts_on, weekday=weekdays[0], nth=NTHS[which[0]], every=int(every), until=until
            )


def _initial(
    permanence: Permanence | None, copied: Permanence | None, member: Membership, *, today: date
) -> dict[str, Any]:
    """What the form says at first: the permanence as it is, the one it copies from today on, or the usual."""
    if permanence:
        return _said(permanence)
    usual = {"adviser": member.user_id, "rhythm": "weekly-1", "start_time": "14:00", "end_time": "17:00"}
    start = {"starts_on": today, "submission": uuid4()}
    return (_said(copied) | {"ends_on": None} if copied else usual) | start


def _said(permanence: Permanence) -> dict[str, Any]:
    rule = permanence.recurrence
    return {
        "adviser": permanence.adviser.adviser_id,
        "rhythm": rhythm_value(rule),
        "weekdays": sorted(rule.weekdays),
        "starts_on": permanence.starts_on,
        "ends_on": permanence.ends_on,
        "start_time": f"{permanence.start_time:%H:%M}",
        "end_time": f"{permanence.end_time:%H:%M}",
        "venue": permanence.venue_id,
        "room": permanence.room_id,
        "reception": permanence.reception,
        "skips_public_holidays": permanence.skips_public_holidays,
        "skips_school_holidays": permanence.skips_school_holidays,
        "reasons": list(permanence.reasons.order_by("pk").values_list("pk", flat=True)),
    }


def rhythm_value(rule: Recurrence) -> str:
    """The value of the list that means this rule: "weekly-2", "monthly-1-last"."""
    value = f"{rule.frequency}-{rule.every}"
    if rule.parity:
        return f"{value}-{rule.parity}"
    return f"{value}-{NTH_NAMES[rule.nth]}" if rule.nth else value


def _rhythms(own: str) -> list[tuple[str, str]]:
    """The usual rhythms, and the permanence's own when it is none of them."""
    if own in dict(RHYTHMS):
        return list(RHYTHMS)
    frequency, every, *nth = own.split("-")
    if frequency == Frequency.WEEKLY:
        return [*RHYTHMS, (own, f"toutes les {every} semaines")]
    return [*RHYTHMS, (own, f"{dict(RHYTHMS)[f'monthly-1-{nth[0]}']}, tous les {every} mois")]


def _team(organization: Organization) -> QuerySet[User]:
    """Whoever receives in this organization."""
    return User.objects.filter(memberships__in=receivers(organization)).order_by("first_name", "last_name", "pk")


def _only(permanence: Permanence | None, member: Membership) -> QuerySet[User]:
    """The one who holds the permanence, or the member for a new one."""
    holders = (
        User.objects.filter(resource__permanences=permanence) if permanence else User.objects.filter(pk=member.user_id)
    )
    return holders.distinct()
