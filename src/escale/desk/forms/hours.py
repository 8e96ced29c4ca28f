"""Choosing who, where and when: the same fields to take an appointment and to move it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet

from escale.accounts import rules
from escale.accounts.models import Membership, Organization, User
from escale.appointments.models import Reason
from escale.appointments.obstacles import Refused
from escale.db import once
from escale.desk.free_hours import Chosen
from escale.desk.receivers import receivers
from escale.people.models import Acquisition, Beneficiary
from escale.places.models import Venue
from escale.places.zones import venues_of
from escale.publishing import acquisition
from escale.together import read_together
from escale.ui.choices import ChoiceLabel
from escale.ui.forms import Form, OneChip
from escale.ui.rows import RowField

OTHER_HOUR = "other"
LONGEST_AWAY = timedelta(days=366)


class MemberField(RowField):
    """A member, called by her name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.user)


def date_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class CriteriaForm(Form):
    """What to search free hours for. Always bound: what isn't given has its usual value."""

    reason = RowField(Reason.objects.none(), label="Pour quoi ?", empty_label=None)
    adviser = MemberField(Membership.objects.none(), label="Avec qui ?", required=False, empty_label="Qui est libre")
    venue = RowField(Venue.objects.none(), label="Où ?", required=False, empty_label="Tous les lieux")
    first = forms.DateField(label="À partir du", required=False, widget=date_input())

    def __init__(
        self, given: Mapping[str, Any], *, organization: Organization, usual: Mapping[str, Any], today: date
    ) -> None:
        names = ("reason", "adviser", "venue", "first")
        asked = {name: given[name] for name in names if name in given}
        super().__init__(dict(usual) | asked)
        self.today = today
        self.fields["reason"].queryset = reasons_of(organization)  # type: ignore[attr-defined]
        self.fields["adviser"].queryset = receivers(organization)  # type: ignore[attr-defined]
        self.fields["venue"].queryset = venues_of(organization)  # type: ignore[attr-defined]

    def clean_first(self) -> date:
        first: date | None = self.cleaned_data["first"]
        if first is None:
            return self.today
        return min(max(first, self.today), self.today + LONGEST_AWAY)

    @property
    def chosen_venues(self) -> list[Venue]:
        one = self.cleaned_data["venue"]
        return [one] if one else list(self.fields["venue"].queryset)  # type: ignore[attr-defined]

    @property
    def chosen_receivers(self) -> list[Membership]:
        one = self.cleaned_data["adviser"]
        return [one] if one else list(self.fields["adviser"].queryset)  # type: ignore[attr-defined]


def reasons_of(organization: Organization) -> QuerySet[Reason]:
    """The reasons of the organization in their order. Read once for a row of it."""
    found = Reason.objects.of_organization(organization).in_use()
    return once(organization, "reasons", lambda: found.order_by("position", "name", "pk"))


def read_choices(organization: Organization) -> None:
    """Read what every form of hours chooses from: reasons, places, who receives. One query."""
    read_together(reasons_of(organization), venues_of(organization), receivers(organization))


def usual_criteria(membership: Membership, person: Beneficiary) -> dict[str, Any]:
    """With whoever accompanies her, else with me when I receive, for the first reason of the list, wherever that is."""
    first = next(iter(reasons_of(membership.organization)), None)
    team = receivers(membership.organization)
    referent = next((each for each in team if each.user_id == person.referent_id), None) if person.referent_id else None
    usual = referent or (membership if rules.may_receive(membership) else None)
    return {"reason": first.pk if first else None, "adviser": usual.pk if usual else ""}


class HourForm(Form):
    """One of the hours offered, or another one typed; `chosen` holds what was understood. It is all a move asks.

    `effect` says what telling the person will send.
    `accepted` is the key of the warnings that were read: another hour has others, and so has this one if things changed.
    """

    hour = forms.CharField(label="L’heure", max_length=60, error_messages={"required": "Choisissez une heure."})
    on = forms.DateField(label="Jour", required=False, widget=date_input())
    at = forms.TimeField(label="Heure", required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    with_whom = MemberField(Membership.objects.none(), label="Avec qui", required=False, empty_label=None)
    where = RowField(Venue.objects.none(), label="Où", required=False, empty_label=None)
    also = MemberField(
        Membership.objects.none(),
        label="Avec aussi",
        required=False,
        empty_label="Personne d’autre",
        help_text="Facultatif. Une seconde personne de l’équipe, prise elle aussi.",
    )
    accepted = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    notify = forms.BooleanField(label="Prévenir du changement", required=False, initial=True)

    def __init__(self, *args: Any, organization: Organization, today: date, effect: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notify"].help_text = effect
        self.chosen: Chosen | None = None
        self.warnings: list[str] = []
        self.warnings_key = ""
        self.today = today
        self.receivers = list(receivers(organization))
        self.venues = list(venues_of(organization))
        self.fields["with_whom"].queryset = receivers(organization)  # type: ignore[attr-defined]
        self.fields["where"].queryset = venues_of(organization)  # type: ignore[attr-defined]
        self.fields["also"].queryset = receivers(organization)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "hour" in cleaned:
            self.chosen = self._typed(cleaned) if cleaned["hour"] == OTHER_HOUR else self._offered(cleaned["hour"])
        if self.chosen and self.second == self.chosen.adviser:
            self.add_error("also", "Cette personne reçoit déjà. Choisissez-en une autre, ou personne.")
        return cleaned

    @property
    def second(self) -> User | None:
        """The second adviser, if any."""
        also: Membership | None = self.cleaned_data.get("also")
        return also.user if also else None

    @property
    def acceptance(self) -> str:
        """The key of the warnings that were read, if any."""
        return str(self.cleaned_data.get("accepted", ""))

    def refuse(self, refused: Refused) -> None:
        """Show what stands in the way of the chosen hour, and the button that goes ahead."""
        self.warnings, self.warnings_key = refused.warnings, refused.key

    def _offered(self, key: str) -> Chosen | None:
        try:
            seconds, venue_id, adviser_id = (int(part) for part in key.split("-"))
            starts_at = datetime.fromtimestamp(seconds, tz=UTC)
        except (ValueError, OverflowError, OSError):
            starts_at, venue_id, adviser_id = None, 0, 0
        venue = next((each for each in self.venues if each.pk == venue_id), None)
        member = next((each for each in self.receivers if each.user_id == adviser_id), None)
        if starts_at is None or venue is None or member is None or not self._is_near(starts_at.date()):
            self.add_error("hour", "Cette heure n’est plus proposée. Choisissez-en une autre.")
            return None
        return Chosen(adviser=member.user, venue=venue, starts_at=starts_at)

    def _typed(self, cleaned: dict[str, Any]) -> Chosen | None:
        missing = {
            "on": "Choisissez un jour.",
            "at": "Choisissez une heure.",
            "with_whom": "Choisissez qui reçoit.",
            "where": "Choisissez un lieu.",
        }
        for name, sentence in missing.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        if any(name in self.errors for name in missing):
            return None
        if not self._is_near(cleaned["on"]):
            is_past = cleaned["on"] < self.today
            too_far = "Ce jour est trop loin. Choisissez-en un à moins d’un an."
            self.add_error("on", "Ce jour est déjà passé. Choisissez-en un autre." if is_past else too_far)
            return None
        zone = cleaned["where"].zone
        wall = datetime.combine(cleaned["on"], cleaned["at"])
        starts_at = wall.replace(tzinfo=zone).astimezone(UTC)
        if starts_at.astimezone(zone).replace(tzinfo=None) != wall:
            self.add_error("at", "Cette heure n’existe pas : la nuit du changement d’heure la saute.")
            return None
        return Chosen(adviser=cleaned["with_whom"].user, venue=cleaned["where"], starts_at=starts_at, is_offered=False)

    def _is_near(self, on: date) -> bool:
        return abs(on - self.today) <= LONGEST_AWAY


class BookingForm(HourForm):
    """Taking an appointment for a person."""

    reason = RowField(Reason.objects.none(), widget=forms.HiddenInput)
    submission = forms.UUIDField(widget=forms.HiddenInput)
    subject = forms.CharField(
        label="Ce que la personne a dit",
        max_length=200,
        required=False,
        help_text="Facultatif. Avec ses mots : « mes photos sur l’ordinateur ».",
    )
    acquisition = forms.ChoiceField(
        label="Comment nous a-t-elle connus ?",
        required=False,
        choices=[(value, ChoiceLabel(label)) for value, label in Acquisition.choices],
        widget=OneChip,
    )
    notify = forms.BooleanField(label="Envoyer la confirmation", required=False, initial=True)

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, organization=organization, **kwargs)
        self.fields["reason"].queryset = reasons_of(organization)  # type: ignore[attr-defined]
        answers = acquisition.asked(organization)
        self.fields["acquisition"].widget.choices = [(value, ChoiceLabel(label)) for value, label in answers]
        self.initial.setdefault("submission", uuid4())
