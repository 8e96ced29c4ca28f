"""Help in passing: three taps, and what no appointment says, where and when it was."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.accounts.models import Organization
from escale.activity.models import Autonomy, Place, Posture
from escale.activity.reports import Report
from escale.desk.reports import words
from escale.desk.reports.forms import MOST_UNNAMED, Drafted, TopicsField, note_field, optional, question_field
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.places.zones import venues_of
from escale.ui.forms import OneChip, Segments
from escale.ui.rows import RowField

OLDEST = timedelta(days=400)
"""How far back help in passing may be written."""
PLACES = {
    Place.VENUE: "Sur place",
    Place.REMOTE: "Au téléphone, à distance",
    Place.HOME: "À domicile",
    Place.OTHER: "Ailleurs",
}


class WhereForm(Drafted):
    """Where and when something happened that nothing announced."""

    place = forms.ChoiceField(label="Où", choices=list(PLACES.items()), widget=OneChip)
    venue = RowField(Venue.objects.none(), label="Lieu", required=False, empty_label="Aucun")
    on = forms.DateField(label="Jour", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    unnamed = forms.IntegerField(
        label="Personnes sans nom",
        help_text="À partir de 2, c’est un accompagnement collectif.",
        min_value=1,
        max_value=MOST_UNNAMED,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
    )

    def __init__(self, *args: Any, organization: Organization, today: date, is_named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        venues = venues_of(organization)
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]
        if is_named:
            del self.fields["unnamed"]

    def is_sent_in(self, typed: Mapping[str, object]) -> bool:
        return self.add_prefix("on") in typed

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not self.today - OLDEST <= on <= self.today:
            raise ValidationError("Choisissez un jour passé, ou aujourd’hui.")
        return on


class PassingForm(WhereForm):
    """Help in passing, in three taps: the subject, how long, done. The rest is folded and already answered."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    topics = TopicsField()
    minutes = forms.TypedChoiceField(label="Durée", coerce=int, widget=OneChip)
    autonomy = optional("À la fin", Autonomy.choices, Segments)
    posture = optional("Posture", Posture.choices, OneChip)
    note = note_field()
    question = question_field()

    def __init__(self, *args: Any, person: Beneficiary | None, minutes: int, sees_notes: bool, **kwargs: Any) -> None:
        super().__init__(*args, is_named=person is not None, **kwargs)
        self.fields["minutes"].choices = words.length_choices(also=minutes)  # type: ignore[attr-defined]
        if not sees_notes:
            del self.fields["note"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.refuse_secrets("note", "question")
        return cleaned

    def report(self) -> Report:
        """What was done; somebody with a file is not among those without a name."""
        said = self.cleaned_data
        return Report(
            topics=said["topics"],
            minutes=said["minutes"],
            autonomy=Autonomy(said["autonomy"]) if said["autonomy"] else None,
            posture=Posture(said["posture"]) if said["posture"] else None,
            note=said.get("note", ""),
            unnamed=said.get("unnamed", 0),
        )
