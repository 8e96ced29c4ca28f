"""The settings of the waiting list, and a story told with them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms

from escale.accounts.models import Organization
from escale.french.dates import duration, hour
from escale.scheduling.answer_time import time_to_answer
from escale.ui.forms import ModelForm

DELAYS = [(minutes, duration(minutes)) for minutes in (30, 60, 120, 240, 480)] + [(1440, "1 jour")]
MORNING = datetime(2026, 11, 16, 9, tzinfo=UTC)
"""A Monday at 9 h: the hour of the story is freed then."""
NEAR, FAR = timedelta(hours=3), timedelta(days=3)
NOTICE = timedelta(minutes=30)


class WaitingForm(ModelForm):
    """How long an hour is held, and for whom first."""

    offer_minutes = forms.TypedChoiceField(
        label="Une heure est gardée",
        help_text="Jamais plus du quart du temps qui reste avant le rendez-vous, jamais moins de 15 minutes.",
        coerce=int,
        choices=DELAYS,
    )
    waiting_new_first = forms.BooleanField(
        label="D’abord les personnes que nous n’avons jamais reçues",
        help_text="Sinon, seul compte l’ordre des demandes.",
        required=False,
    )

    class Meta:
        model = Organization
        fields = ("offer_minutes", "waiting_new_first")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.instance.offer_minutes
        if kept not in dict(DELAYS):
            self.fields["offer_minutes"].choices = [*DELAYS, (kept, duration(kept))]  # type: ignore[attr-defined]

    def example(self) -> list[str]:
        """What these settings change, in four sentences: those typed when they can be read, else those kept."""
        said = getattr(self, "cleaned_data", {})
        usual = timedelta(minutes=said.get("offer_minutes", self.instance.offer_minutes))
        new_first = said.get("waiting_new_first", self.instance.waiting_new_first)
        first, second = ("Solange", "Marc") if not new_first else ("Marc", "Solange")
        return [
            "Lundi à 9 h, une heure se libère. Solange, déjà reçue, attend depuis dix jours ; "
            "Marc, jamais reçu, depuis trois.",
            f"{first} est prévenu en premier, {second} ensuite."
            if first == "Marc"
            else f"{first} est prévenue en premier, {second} ensuite.",
            f"Pour une heure de jeudi, la réponse est attendue avant {_until(FAR, usual)}.",
            f"Pour une heure de ce lundi à midi, avant {_until(NEAR, usual)} : elle est proche.",
        ]


def _until(left: timedelta, usual: timedelta) -> str:
    held = time_to_answer(left, usual=usual, notice=NOTICE) or timedelta(0)
    ends = MORNING + held
    return hour(ends) if ends.date() == MORNING.date() else f"mardi à {hour(ends)}"
