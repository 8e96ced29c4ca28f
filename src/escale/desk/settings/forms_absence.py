"""Forms about an adviser's absence and about closed days."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from escale.accounts.models import Organization
from escale.desk.settings.forms_permanence import DayField, hours_of_day, read_time
from escale.places.models import Venue
from escale.scheduling.wall_clock import day_bounds
from escale.ui.forms import Form

LONGEST_DAYS = 400
TOO_LONG = "Cela fait plus d’un an. Vérifiez l’année."


class AbsenceForm(Form):
    """When somebody is away: whole days, or from an hour to another."""

    starts_on = DayField(label="Du")
    start_time = forms.TypedChoiceField(label="À partir de", coerce=read_time, required=False, empty_value=None)
    ends_on = DayField(label="Au", required=False, help_text="Vide : le même jour.")
    end_time = forms.TypedChoiceField(label="Jusqu’à", coerce=read_time, required=False, empty_value=None)
    label = forms.CharField(label="Raison, pour vous", max_length=80, required=False)

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["start_time"].choices = [("", "le matin, dès l’ouverture"), *hours_of_day()]  # type: ignore[attr-defined]
        self.fields["end_time"].choices = [("", "le soir, à la fermeture"), *hours_of_day()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on = cleaned.get("starts_on")
        if not starts_on or self.errors:
            return cleaned
        ends_on = cleaned["ends_on"] or starts_on
        if ends_on < starts_on:
            self.add_error("ends_on", "Le dernier jour vient avant le premier.")
        elif (ends_on - starts_on).days > LONGEST_DAYS:
            self.add_error("ends_on", TOO_LONG)
        else:
            cleaned["starts_at"] = self._instant(starts_on, cleaned["start_time"], edge="start")
            cleaned["ends_at"] = self._instant(ends_on, cleaned["end_time"], edge="end")
            if cleaned["ends_at"] <= cleaned["starts_at"]:
                self.add_error("end_time", "L’heure de fin vient avant l’heure de début.")
        return cleaned

    def _instant(self, on: Any, at: time | None, *, edge: str) -> datetime:
        """That hour on the clock of the zone; the edge of the day when no hour is given."""
        if at is None:
            instant: datetime = getattr(day_bounds(on, self.zone), edge)
            return instant
        return datetime.combine(on, at, tzinfo=self.zone)


class ClosureForm(Form):
    """Days when everything is closed, or one venue."""

    venue = forms.ModelChoiceField(
        label="Où", queryset=Venue.objects.none(), required=False, empty_label="Toute la structure"
    )
    starts_on = DayField(label="Du")
    ends_on = DayField(label="Au", required=False, help_text="Vide : le même jour.")
    label = forms.CharField(label="Raison", max_length=80, help_text="Par exemple « Congés d’été ».")

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        venues = Venue.objects.of_organization(organization).in_use().order_by("name", "pk")
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]

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
