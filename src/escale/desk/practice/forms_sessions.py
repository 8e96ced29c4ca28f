"""A session of analysis of practice: when, where, with whom, by which rules."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from escale.accounts.models import Membership
from escale.community import circles
from escale.desk.settings.forms_permanence import DayField
from escale.practice.models import PracticeSession
from escale.practice.models.sessions import FEWEST_SEATS, MOST_SEATS, USUAL_SEATS
from escale.practice.opening import RULES, Terms
from escale.scheduling.wall_clock import to_instants
from escale.ui.forms import Form, Select, WordsField

FARTHEST = timedelta(days=730)


class HourField(forms.TimeField):
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class SessionForm(Form):
    """What a session is; its circle is chosen once."""

    circle = forms.ChoiceField(label="Pour qui", widget=Select)
    theme = WordsField(label="De quoi parle-t-on", max_length=120, help_text="Exemple : poser le cadre sans blesser.")
    facilitator = WordsField(label="Qui anime", max_length=80)
    on = DayField(label="Quel jour")
    start = HourField(label="De")
    end = HourField(label="À")
    place = WordsField(label="Lieu", max_length=160, required=False, help_text="Vide si tout le monde vient en visio.")
    video_link = forms.URLField(
        label="Lien de la visio",
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text="Seules les personnes qui ont une place le voient.",
    )
    seats = forms.IntegerField(
        label="Places", initial=USUAL_SEATS, validators=[MinValueValidator(FEWEST_SEATS), MaxValueValidator(MOST_SEATS)]
    )
    rules = WordsField(
        label="Les règles",
        max_length=1000,
        initial=RULES,
        help_text="Une par ligne. Chacun les accepte en prenant sa place.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        member: Membership,
        zone: ZoneInfo,
        now: datetime,
        session: PracticeSession | None = None,
        **kwargs: Any,
    ) -> None:
        self.zone, self.now = session.zone if session else zone, now
        initial = _said(session) if session else {"submission": uuid4(), "facilitator": member.user.full_name}
        super().__init__(*args, initial=initial, **kwargs)
        if session:
            del self.fields["circle"]
        else:
            self.fields["circle"].choices = circles.choices(member)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        on, start, end = said.get("on"), said.get("start"), said.get("end")
        if start and end and end <= start:
            self.add_error("end", "La fin vient après le début. Écrivez une heure plus tardive.")
        elif on and start and end:
            self._read_hours(on)
        if not said.get("place") and not said.get("video_link") and "video_link" not in self.errors:
            self.add_error("place", "Dites où : un lieu, ou le lien de la visio.")
        return said

    @property
    def key(self) -> UUID:
        """What tells one sending of this form from another; a form sent without it gets one."""
        return self.cleaned_data["submission"] or uuid4()

    def terms(self) -> Terms:
        """What the session is, once the form is valid."""
        names = ("theme", "facilitator", "starts_at", "ends_at", "place", "video_link", "seats", "rules")
        return Terms(**{name: self.cleaned_data[name] for name in names})

    def _read_hours(self, on: date) -> None:
        said = self.cleaned_data
        hours = to_instants(on, said["start"], said["end"], self.zone)
        if hours is None:
            self.add_error("start", "Cette heure n’existe pas cette nuit-là. Choisissez-en une autre.")
        elif hours.start <= self.now:
            self.add_error("on", "Ce moment est passé. Choisissez-en un à venir.")
        elif hours.start > self.now + FARTHEST:
            self.add_error("on", "C’est dans plus de deux ans. Choisissez un jour plus proche.")
        else:
            said["starts_at"], said["ends_at"] = hours.start, hours.end


class AgreeForm(Form):
    """Yes to the rules, without which nobody takes a seat."""

    agreed = forms.BooleanField(
        label="J’accepte ces règles",
        error_messages={"required": "Cochez cette case : ces règles protègent tout le monde."},
    )


def _said(session: PracticeSession) -> dict[str, Any]:
    names = ("theme", "facilitator", "place", "video_link", "seats", "rules")
    hours = {"on": session.local_start.date(), "start": session.local_start.time(), "end": session.local_end.time()}
    return {name: getattr(session, name) for name in names} | hours
