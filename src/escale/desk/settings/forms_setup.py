"""Forms of the first settings: hours in sentences, reasons to keep."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest

from escale.accounts.models import Organization
from escale.agenda.models import Reception
from escale.agenda.terms import Terms
from escale.appointments.starters import STARTERS
from escale.desk.settings.forms_permanence import hours_of_day, read_time, school_holidays_label
from escale.french.dates import DAYS
from escale.places.models import Venue
from escale.places.zones import venues_of
from escale.scheduling.recurrence import Recurrence
from escale.ui.forms import Chips, Form
from escale.ui.rows import RowField

MOST_SENTENCES = 10
WEEKDAYS = [("", "jamais"), *((number, f"le {name}") for number, name in enumerate(DAYS))]
USUAL_STARTERS = tuple(starter.key for starter in STARTERS[:5])


class SentenceForm(Form):
    """ "Je reçois le mardi de 14 h à 17 h au CCAS, sur rendez-vous"; a sentence that says "jamais" is left out."""

    weekday = forms.TypedChoiceField(label="Je reçois", choices=WEEKDAYS, coerce=int, required=False, empty_value=None)
    start_time = forms.TypedChoiceField(label="de", choices=hours_of_day(), coerce=read_time, initial="14:00")
    end_time = forms.TypedChoiceField(label="à", choices=hours_of_day(), coerce=read_time, initial="17:00")
    venue = RowField(label="au", queryset=Venue.objects.none(), empty_label=None)
    reception = forms.ChoiceField(label="Comment", choices=Reception)

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        venues = venues_of(organization)
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start_time"), cleaned.get("end_time")
        if start and end and end <= start:
            self.add_error("end_time", "L’heure de fin vient avant l’heure de début.")
        return cleaned

    def terms(self, *, from_day: date, skips_school_holidays: bool) -> Terms | None:
        """The permanence described, from that day on; none for "jamais"."""
        cleaned = self.cleaned_data
        if cleaned.get("weekday") is None:
            return None
        return Terms(
            recurrence=Recurrence.weekly(starts_on=from_day, weekdays=[cleaned["weekday"]]),
            venue=cleaned["venue"],
            start_time=cleaned["start_time"],
            end_time=cleaned["end_time"],
            reception=Reception(cleaned["reception"]),
            skips_school_holidays=skips_school_holidays,
        )


SentenceFormSet = forms.formset_factory(SentenceForm, extra=1, max_num=MOST_SENTENCES, absolute_max=MOST_SENTENCES)


def sentences_posted(request: HttpRequest) -> dict[str, Any] | None:
    """What was sent; "add" asks for one sentence more, set as the first ones are."""
    if request.method != "POST":
        return None
    posted: dict[str, Any] = request.POST.dict()
    if request.POST.get("action") == "add":
        typed = posted.get("form-TOTAL_FORMS", "")
        count = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
        for name in ("start_time", "end_time", "venue", "reception"):
            posted[f"form-{count}-{name}"] = posted.get(f"form-{count - 1}-{name}", "")
        posted["form-TOTAL_FORMS"] = str(count + 1)
    return posted


class SchoolHolidaysForm(Form):
    """One answer for every sentence."""

    skips_school_holidays = forms.BooleanField(required=False)

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        venues = Venue.objects.of_organization(organization).in_use().order_by("pk")
        self.fields["skips_school_holidays"].label = school_holidays_label(venues)


class StartersForm(Form):
    """The ready-made reasons to keep, among those the organization hasn't written yet."""

    starters = forms.MultipleChoiceField(
        label="Gardez ceux qui vous ressemblent",
        widget=Chips,
        required=False,
        initial=USUAL_STARTERS,
    )

    def __init__(self, *args: Any, used: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proposed = [(starter.key, starter.name) for starter in STARTERS if starter.name not in used]
        self.fields["starters"].choices = proposed  # type: ignore[attr-defined]
