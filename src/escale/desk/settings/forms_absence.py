"""Forms about an adviser's absence and about closed days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from escale.accounts.models import Organization
from escale.agenda import repeated_absences
from escale.agenda.absences import HALF_DAY, NothingLeft, hours_away
from escale.agenda.models import Absence, RepeatedAbsence
from escale.desk.settings.forms_permanence import (
    EVERY_WEEK,
    LESS_OFTEN,
    ONCE,
    WEEKDAYS,
    DayField,
    hours_of_day,
    read_recurrence,
    read_time,
    rhythm_value,
)
from escale.places.models import Venue
from escale.places.zones import venues_of
from escale.scheduling.intervals import Interval
from escale.scheduling.recurrence import BadRecurrence, Recurrence
from escale.ui.forms import Chips, Form, WordsField

LONGEST_DAYS = 400
TOO_LONG = "Cela fait plus d’un an. Vérifiez l’année."

WHOLE_DAY, MORNING, AFTERNOON, SOME_HOURS = "day", "morning", "afternoon", "hours"
PARTS = (
    (WHOLE_DAY, "Toute la journée"),
    (MORNING, "Le matin, jusqu’à 13 h"),
    (AFTERNOON, "L’après-midi, dès 13 h"),
    (SOME_HOURS, "Quelques heures"),
)
HOURS_OF_PART: Mapping[str, tuple[time | None, time | None]] = MappingProxyType(
    {WHOLE_DAY: (None, None), MORNING: (None, HALF_DAY), AFTERNOON: (HALF_DAY, None)}
)
RHYTHMS = (("once", ONCE), EVERY_WEEK, *LESS_OFTEN)


@dataclass(frozen=True, kw_only=True)
class When:
    """When somebody will be away, as a form understood it: hours of one absence, or a rule and its hours of the day."""

    zone: ZoneInfo
    hours: Interval | None = None
    recurrence: Recurrence | None = None
    start_time: time | None = None
    end_time: time | None = None

    def dates(self, *, first: date, last: date) -> Mapping[date, Interval]:
        """The stretches away from `first` to `last`; the only one, whatever these days, when it doesn't come back."""
        if self.recurrence is None:
            return {self.hours.start.astimezone(self.zone).date(): self.hours} if self.hours else {}
        return repeated_absences.plan(
            self.recurrence,
            zone=self.zone,
            first=first,
            last=last,
            start_time=self.start_time,
            end_time=self.end_time,
        )


class AbsenceForm(Form):
    """When somebody is away: whole days, half a day, or from an hour to another; once or again and again."""

    starts_on = DayField(label="Du")
    ends_on = DayField(label="Au", required=False, help_text="Vide : le même jour.")
    part = forms.ChoiceField(label="Combien de temps ?", choices=PARTS, required=False, widget=forms.RadioSelect)
    start_time = forms.TypedChoiceField(label="À partir de", coerce=read_time, required=False, empty_value=None)
    end_time = forms.TypedChoiceField(label="Jusqu’à", coerce=read_time, required=False, empty_value=None)
    rhythm = forms.ChoiceField(label="Cela revient ?", choices=RHYTHMS, required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label="Quels jours ?",
        choices=WEEKDAYS,
        coerce=int,
        widget=Chips,
        required=False,
        help_text="Aucun coché : le jour de la première fois.",
    )
    until = DayField(label="Jusqu’au", required=False, help_text="Vide : sans fin.")
    label = WordsField(
        label="Raison, pour vous",
        max_length=80,
        required=False,
        help_text="Facultatif. Vos collègues lisent « Absente » ou « Absent », rien d’autre.",
    )

    def __init__(self, *args: Any, zone: ZoneInfo, today: date | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"part": WHOLE_DAY, "rhythm": "once"} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.today = today
        own = {name: kwargs["initial"].get(name) for name in ("start_time", "end_time")}
        edges = {"start_time": "le début de la journée", "end_time": "la fin de la journée"}
        for name, edge in edges.items():
            known = time.fromisoformat(own[name]) if own[name] else None
            self.fields[name].choices = [("", edge), *hours_of_day(known)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("starts_on") or self.errors:
            return cleaned
        self._clean_hours(cleaned)
        if cleaned.get("rhythm", "") in {"", "once"}:
            self._clean_once(cleaned)
        else:
            self._clean_repeated(cleaned)
        return cleaned

    @property
    def when(self) -> When:
        """What was understood, once the form is valid."""
        cleaned = self.cleaned_data
        return When(
            zone=self.zone,
            hours=cleaned.get("away"),
            recurrence=cleaned.get("recurrence"),
            start_time=cleaned["start_time"],
            end_time=cleaned["end_time"],
        )

    def _clean_hours(self, cleaned: dict[str, Any]) -> None:
        """The hours of the day: those of the part chosen, unless some were typed."""
        if cleaned["part"] in HOURS_OF_PART:
            cleaned["start_time"], cleaned["end_time"] = HOURS_OF_PART[cleaned["part"]]

    def _clean_once(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned["starts_on"], cleaned["ends_on"] or cleaned["starts_on"]
        if last < first:
            self.add_error("ends_on", "Le dernier jour vient avant le premier.")
        elif (last - first).days > LONGEST_DAYS:
            self.add_error("ends_on", TOO_LONG)
        elif self.today and last < self.today:
            self.add_error("ends_on" if cleaned["ends_on"] else "starts_on", "Ce jour est passé.")
        else:
            try:
                cleaned["away"] = hours_away(
                    self.zone,
                    first=first,
                    last=last,
                    start_time=cleaned["start_time"],
                    end_time=cleaned["end_time"],
                )
            except NothingLeft:
                self.add_error("end_time", "L’heure de fin vient avant l’heure de début.")

    def _clean_repeated(self, cleaned: dict[str, Any]) -> None:
        start, end = cleaned["start_time"], cleaned["end_time"]
        if cleaned["ends_on"] not in {None, cleaned["starts_on"]}:
            self.add_error("ends_on", "Une absence qui revient tient dans une journée. Effacez cette date.")
        elif start and end and end <= start:
            self.add_error("end_time", "L’heure de fin vient avant l’heure de début.")
        elif cleaned["until"] and cleaned["until"] < cleaned["starts_on"]:
            self.add_error("until", "La date de fin vient avant la date de début.")
        else:
            chosen = cleaned["weekdays"] or [cleaned["starts_on"].weekday()]
            try:
                cleaned["recurrence"] = read_recurrence(cleaned | {"weekdays": chosen, "ends_on": cleaned["until"]})
            except BadRecurrence as problem:
                self.add_error("weekdays", str(problem))


def initial_of(absence: Absence, zone: ZoneInfo) -> dict[str, Any]:
    """What the form shows of an absence that doesn't come back."""
    start, end = absence.starts_at.astimezone(zone), absence.ends_at.astimezone(zone)
    whole = start.time() == end.time() == time.min
    last = (end - timedelta(days=1)).date() if end.time() == time.min else end.date()
    hours = {} if whole else {"start_time": _typed(start.time()), "end_time": _typed(end.time())}
    return {
        "starts_on": start.date(),
        "ends_on": last if last != start.date() else None,
        "part": WHOLE_DAY if whole else SOME_HOURS,
        "label": absence.label,
    } | hours


def initial_of_repeated(repeated: RepeatedAbsence) -> dict[str, Any]:
    """What the form shows of an absence that comes back."""
    rule = repeated.recurrence
    hours = (repeated.start_time, repeated.end_time)
    parts = {hours: part for part, hours in HOURS_OF_PART.items()}
    return {
        "starts_on": repeated.starts_on,
        "part": parts.get(hours, SOME_HOURS),
        "start_time": _typed(repeated.start_time),
        "end_time": _typed(repeated.end_time),
        "rhythm": rhythm_value(rule),
        "weekdays": sorted(rule.weekdays),
        "until": repeated.ends_on,
        "label": repeated.label,
    }


def _typed(at: time | None) -> str:
    return "" if at is None or at == time.min else f"{at:%H:%M}"


class PeriodForm(Form):
    """Some days to look at: absences of these days only."""

    du = DayField(label="Du", required=False)
    au = DayField(label="Au", required=False)


class LastDayForm(Form):
    """The last day of an absence that comes back; its past dates stay."""

    last_on = DayField(label="Dernier jour")


class ClosureForm(Form):
    """Days when everything is closed, or some venues."""

    venues = forms.ModelMultipleChoiceField(
        label="Quels lieux ?",
        queryset=Venue.objects.none(),
        required=False,
        widget=Chips,
        help_text="Aucun coché : toute la structure.",
    )
    starts_on = DayField(label="Du")
    ends_on = DayField(label="Au", required=False, help_text="Vide : le même jour.")
    label = forms.CharField(label="Raison, lue par le public", max_length=80, help_text="Par exemple « Congés d’été ».")

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        venues = venues_of(organization)
        self.fields["venues"].queryset = venues  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on = cleaned.get("starts_on")
        if starts_on and "ends_on" not in self.errors:
            cleaned["ends_on"] = cleaned.get("ends_on") or starts_on
            if cleaned["ends_on"] < starts_on:
                self.add_error("ends_on", "Le dernier jour vient avant le premier.")
            elif (cleaned["ends_on"] - starts_on).days > LONGEST_DAYS:
                self.add_error("ends_on", TOO_LONG)
        return cleaned
