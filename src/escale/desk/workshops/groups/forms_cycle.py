"""The form of a cycle: a sentence, the dates it gives, those it skips, what one does at each session."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from escale.desk.settings.forms_dates import DatesField
from escale.desk.settings.forms_permanence import WEEKDAYS, DayField
from escale.desk.workshops.groups.forms_change import CharterField, joins_until_field, try_out_field
from escale.desk.workshops.groups.forms_plan import FARTHEST, GroupFields, PlaceFields
from escale.french.plural import plural
from escale.french.secrets import find_secrets
from escale.ui.forms import Chips
from escale.workshops.cycle_dates import MOST_SESSIONS, CyclePlan, NoDate, plan_cycle
from escale.workshops.scheduling import SessionPlan

LONGEST_SUBJECT = 120
USUAL_COUNT = 10


class CycleForm(GroupFields, PlaceFields):
    """N sessions, on these days, at these hours, from this day, at this place."""

    count = forms.IntegerField(
        label="séances",
        min_value=2,
        max_value=MOST_SESSIONS,
        initial=USUAL_COUNT,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label="Chaque", choices=WEEKDAYS, coerce=int, widget=Chips, required=False
    )
    first = DayField(label="à partir du")
    skip_public = forms.BooleanField(label="Pas les jours fériés", required=False, initial=True)
    skip_school = forms.BooleanField(label="Pas pendant les vacances scolaires", required=False, initial=True)
    another = DayField(
        label="Une date de plus, hors de ce rythme",
        required=False,
        help_text="Elle compte dans le nombre de séances.",
    )
    put_back = DatesField(required=False)
    skip_again = DatesField(required=False)
    extra = DatesField(required=False)
    joins_until = joins_until_field()
    has_try_out = try_out_field()
    charter = CharterField()
    publish = forms.BooleanField(
        label="Publier sur le site tout de suite", required=False, initial=True, help_text="Vous pourrez le retirer."
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission", uuid4())
        self.dates: CyclePlan | None = None

    def clean_first(self) -> date:
        first: date = self.cleaned_data["first"]
        if first > self.today + FARTHEST:
            raise ValidationError("C’est dans plus de deux ans. Vérifiez l’année.")
        return first

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        dropped = set(cleaned.get("skip_again") or [])
        added = {cleaned["another"]} if cleaned.get("another") else set()
        cleaned["extra"] = sorted({*(cleaned.get("extra") or []), *added} - dropped)
        cleaned["put_back"] = sorted(set(cleaned.get("put_back") or []) - dropped)
        if not cleaned.get("weekdays") and not cleaned["extra"] and "weekdays" not in self.errors:
            self.add_error("weekdays", "Choisissez au moins un jour de la semaine, ou ajoutez des dates à la main.")
        for at, subject in self.subjects.items():
            if found := find_secrets(subject):
                self.add_error(None, f"{at:%d/%m/%Y} : {found[0].sentence}")
        if not self.errors:
            self._plan(cleaned)
        return cleaned

    def _plan(self, cleaned: dict[str, Any]) -> None:
        try:
            self.dates = plan_cycle(
                cleaned["venue"],
                weekdays=cleaned["weekdays"],
                first=cleaned["first"],
                count=cleaned["count"],
                start=cleaned["start"],
                end=cleaned["end"],
                put_back=cleaned["put_back"],
                skip_school=cleaned["skip_school"],
                skip_public=cleaned["skip_public"],
                extra=cleaned["extra"],
            )
        except NoDate as problem:
            self.add_error("weekdays", _no_date_words(problem.found))

    @property
    def subjects(self) -> dict[date, str]:
        """What one does at each session, by day, as typed beside its date."""
        typed = {
            name.removeprefix("subject-"): value for name, value in self.data.items() if name.startswith("subject-")
        }
        return {on: str(value).strip()[:LONGEST_SUBJECT] for at, value in typed.items() if (on := _day(at))}

    @property
    def kept_dates(self) -> Sequence[tuple[str, date]]:
        """The dates chosen by hand so far, whatever else is still to correct."""
        cleaned: dict[str, Any] = self.cleaned_data if self.is_bound else {}
        names = ("put_back", "extra")
        return [(name, on) for name in names for on in _dates(cleaned.get(name))]

    def sessions(self) -> list[SessionPlan]:
        """The sessions as previewed, once the form is valid."""
        subjects = self.subjects
        return [self.session(on, subject=subjects.get(on, "")) for on in self.dates.dates] if self.dates else []


def _dates(kept: Collection[date] | None) -> list[date]:
    return sorted(kept or [])


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _no_date_words(found: int) -> str:
    given = "ne donne aucune date" if not found else f"ne donne que {plural(found, 'date')}"
    return (
        f"Ce rythme {given} en deux ans. Choisissez d’autres jours, moins de séances, ou ne sautez plus les vacances."
    )
