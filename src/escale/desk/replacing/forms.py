"""Who is away, which days; then what becomes of each date of permanence."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms

from escale.accounts.models import Membership, Organization, User
from escale.agenda.models import PermanenceOccurrence
from escale.appointments.replacing import DateDecision, Situation
from escale.appointments.settling import Choice
from escale.desk.forms.hours import MemberField
from escale.desk.receivers import receivers
from escale.desk.settings.forms_permanence import DayField
from escale.french.dates import day, hour_range
from escale.french.plural import plural
from escale.ui.forms import Form

LONGEST_DAYS = 31
CANCEL, KEEP = "cancel", "keep"


class WhoForm(Form):
    """Who is away, and which days: the first step, in the address."""

    adviser = MemberField(Membership.objects.none(), label="Qui est absent ?", empty_label="Choisissez")
    du = DayField(label="Le")
    au = DayField(label="Jusqu’au", required=False, help_text="Vide : ce jour seulement.")

    def __init__(self, *args: Any, organization: Organization, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["adviser"].queryset = receivers(organization)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first = cleaned.get("du")
        if first is None or self.errors:
            return cleaned
        last = cleaned["au"] = cleaned["au"] or first
        if last < first:
            self.add_error("au", "Le dernier jour vient avant le premier.")
        elif last - first > timedelta(days=LONGEST_DAYS):
            self.add_error("au", "Un mois à la fois : choisissez un jour plus proche.")
        elif last < self.today:
            self.add_error("du", "Ce jour est passé.")
        return cleaned


class DatesForm(Form):
    """For each date of permanence of whoever is away: not held, held by a colleague, or left as it is."""

    notes_absence = forms.BooleanField(label="Noter aussi son absence", required=False)

    def __init__(self, given: Mapping[str, Any] | None, *, situation: Situation) -> None:
        self.situation = situation
        usual = {f"date-{each.pk}": CANCEL for each in situation.dates} | {"notes_absence": "on"}
        super().__init__(usual if given is None else {**usual, "notes_absence": "", **given})
        for each in situation.dates:
            others = [(str(other.pk), f"Confiée à {other}") for other in situation.possible[each.pk]]
            self.fields[f"date-{each.pk}"] = forms.ChoiceField(
                label=_date_words(each), choices=[(CANCEL, "N’a pas lieu"), *others, (KEEP, "Garder quand même")]
            )

    @property
    def decisions(self) -> list[DateDecision]:
        """What was decided, date by date; those left as they are are left out."""
        chosen = [(each, self.cleaned_data[f"date-{each.pk}"]) for each in self.situation.dates]
        return [
            DateDecision(
                occurrence=each,
                to=next((other for other in self.situation.possible[each.pk] if str(other.pk) == answer), None),
            )
            for each, answer in chosen
            if answer != KEEP
        ]

    @property
    def rows(self) -> list[Any]:
        """The fields of the dates."""
        return [self[f"date-{each.pk}"] for each in self.situation.dates]


def entrusted(situation: Situation, colleague: User) -> tuple[dict[str, str], int]:
    """The answers that give all a colleague can take, to be sent as if they were typed; and how many she can't."""
    answers, left = {}, 0
    for proposal in situation.proposals:
        given = [each for each in proposal.options if each.choice == Choice.GIVE and each.to]
        hers = next((each for each in given if each.to and each.to.adviser == colleague), None)
        if hers is None:
            left += 1
        else:
            answers[f"settle-{proposal.appointment.pk}"] = hers.key
            answers[f"settle-{proposal.appointment.pk}-notify"] = "on"
    for each in situation.dates:
        own = next((other for other in situation.possible[each.pk] if other.adviser_id == colleague.pk), None)
        if own is not None:
            answers[f"date-{each.pk}"] = str(own.pk)
    return answers, left


def entrusted_words(colleague: User, appointments: int, sessions: int) -> str:
    """What is said of all a colleague was given: what she can't take stays to be decided."""
    left = [
        *([plural(appointments, "rendez-vous", "rendez-vous")] if appointments else []),
        *([plural(sessions, "séance")] if sessions else []),
    ]
    if not left:
        return f"{colleague.first_name} est libre pour tout. Relisez, puis enregistrez."
    return f"{colleague.first_name} n’est pas libre pour {' et '.join(left)} : c’est à décider."


def _date_words(occurrence: PermanenceOccurrence) -> str:
    zone = occurrence.venue.zone
    start, end = occurrence.starts_at.astimezone(zone), occurrence.ends_at.astimezone(zone)
    room = f", {occurrence.room}" if occurrence.room else ""
    return f"{day(start.date()).capitalize()}, {hour_range(start, end)}, {occurrence.venue}{room}"
