"""What one asks of one's peers, offers them, says of oneself, shares with them."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django import forms

from escale.accounts.models import Membership
from escale.community import circles
from escale.desk.practice.forms_sessions import FARTHEST, HourField
from escale.desk.settings.forms_permanence import DayField
from escale.places import communes
from escale.places.forms import CommuneField
from escale.practice.directory import Draft
from escale.practice.hands import Needed
from escale.practice.models import PeerProfile, ProfessionEvent
from escale.practice.profession import Terms
from escale.scheduling.wall_clock import day_bounds, to_instants
from escale.topics import Topic
from escale.ui.forms import Chips, Form, Select, WordsField


def words(label: str, most: int, *, rows: int = 3, **given: Any) -> WordsField:
    """Several lines, without a secret in them."""
    return WordsField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **given)


class SentOnceForm(Form):
    """A form whose second sending changes nothing."""

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid4()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    @property
    def key(self) -> UUID:
        """What tells one sending from another; a form sent without it gets one."""
        return self.cleaned_data["submission"] or uuid4()


class HandForm(SentOnceForm):
    """A hand one needs."""

    circle = forms.ChoiceField(label="À qui le demander", widget=Select)
    what = WordsField(label="Ce qu’il vous faut", max_length=120, help_text="Exemple : 4 tablettes pour un atelier.")
    details = words("Précisions", 800, required=False, help_text="N’y nommez pas de personne accompagnée.")
    needed_on = DayField(label="Pour quel jour")
    commune = CommuneField(
        label="Où", max_length=100, required=False, help_text="Nom ou code postal. Vide : à distance."
    )

    def __init__(self, *args: Any, member: Membership, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["circle"].choices = circles.choices(member)  # type: ignore[attr-defined]

    def clean_needed_on(self) -> date:
        on: date = self.cleaned_data["needed_on"]
        if on < self.today:
            raise forms.ValidationError("Ce jour est passé. Choisissez-en un à venir.")
        if on > self.today + FARTHEST:
            raise forms.ValidationError("C’est dans plus de deux ans. Choisissez un jour plus proche.")
        return on

    def needed(self) -> Needed:
        return Needed(**{name: self.cleaned_data[name] for name in ("what", "details", "needed_on", "commune")})


class OfferForm(SentOnceForm):
    """What one can do about it."""

    words = words("Ce que vous proposez", 600, help_text="Quoi, quand, comment vous joindre.")


class TalkForm(SentOnceForm):
    """A message to a peer."""

    text = words("Votre message", 1500, rows=5, help_text="Votre adresse mail n’est pas montrée.")


class ProfileForm(Form):
    """What one says of oneself to one’s peers."""

    knows = words(
        "Ce que je sais faire",
        400,
        help_text="Exemple : tablettes en EHPAD, Linux, ateliers parents.",
        error_messages={"required": "Dites ce que vous savez faire."},
    )
    seeks = words("Ce que je cherche", 400, required=False, help_text="Exemple : des idées pour les 15-25 ans.")
    topics = forms.MultipleChoiceField(label="Mes sujets", choices=Topic.choices, widget=Chips, required=False)
    languages = WordsField(label="Langues parlées", max_length=100, required=False)
    commune = CommuneField(label="Ma commune", max_length=100, required=False, help_text="Pour dire à quelle distance.")
    mentors = forms.BooleanField(label="Je peux accompagner un pair qui débute", required=False)

    def __init__(self, *args: Any, profile: PeerProfile | None, **kwargs: Any) -> None:
        names = ("knows", "seeks", "topics", "languages", "mentors")
        initial = {name: getattr(profile, name) for name in names} if profile else {}
        known = communes.by_code(profile.commune) if profile else None
        super().__init__(*args, initial=initial | {"commune": known.label if known else ""}, **kwargs)

    def draft(self) -> Draft:
        return Draft(**self.cleaned_data)


class MentoringForm(SentOnceForm):
    """What one would like to learn beside a peer."""

    words = words("Ce que vous aimeriez", 600, rows=4, help_text="Elle ou il est seul à le lire.")


class GoalForm(Form):
    """One more goal."""

    text = WordsField(label="Un objectif de plus", max_length=200, help_text="Exemple : animer un premier atelier.")


class EventForm(SentOnceForm):
    """An event of the profession; without hours it takes whole days."""

    circle = forms.ChoiceField(label="Avec qui le partager", widget=Select)
    title = WordsField(label="Titre", max_length=120, help_text="Exemple : Numérique en Communs, édition locale.")
    sentence = WordsField(label="En une phrase", max_length=300, required=False)
    first = DayField(label="Premier jour")
    last = DayField(label="Dernier jour", required=False, help_text="Vide : le même jour.")
    start = HourField(label="De", required=False, help_text="Sans heures : journée entière.")
    end = HourField(label="À", required=False)
    place = WordsField(label="Lieu", max_length=160, required=False, help_text="Vide si tout se passe en ligne.")
    url = forms.URLField(label="Page ou lien", max_length=300, required=False, assume_scheme="https")

    def __init__(
        self,
        *args: Any,
        member: Membership,
        zone: ZoneInfo,
        now: datetime,
        event: ProfessionEvent | None = None,
        **kwargs: Any,
    ) -> None:
        self.zone, self.now = event.zone if event else zone, now
        super().__init__(*args, initial=_said(event) if event else {}, **kwargs)
        if event:
            del self.fields["circle"]
        else:
            self.fields["circle"].choices = circles.choices(member)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        first, start, end = said.get("first"), said.get("start"), said.get("end")
        if first is None:
            return said
        last = said.get("last") or first
        if last < first:
            self.add_error("last", "Le dernier jour vient avant le premier.")
        elif bool(start) != bool(end) and not {"start", "end"} & set(self.errors):
            self.add_error("end", "Écrivez les deux heures, ou aucune.")
        elif start and end and (last != first or end <= start):
            self.add_error("end", "Avec des heures, tout tient dans un jour, et la fin vient après le début.")
        elif not self.errors:
            self._read(first, last, start, end)
        return said

    def terms(self) -> Terms:
        names = ("title", "sentence", "starts_at", "ends_at", "whole_days", "place", "url")
        return Terms(**{name: self.cleaned_data[name] for name in names})

    def _read(self, first: date, last: date, start: time | None, end: time | None) -> None:
        said = self.cleaned_data
        if start and end:
            hours = to_instants(first, start, end, self.zone)
            starts_at, ends_at = (hours.start, hours.end) if hours else (None, None)
        else:
            starts_at, ends_at = day_bounds(first, self.zone).start, day_bounds(last, self.zone).end
        if starts_at is None or ends_at is None:
            self.add_error("start", "Cette heure n’existe pas cette nuit-là. Choisissez-en une autre.")
        elif ends_at <= self.now:
            self.add_error("first", "Ce moment est passé. Choisissez-en un à venir.")
        elif ends_at > self.now + FARTHEST:
            self.add_error("first", "C’est dans plus de deux ans. Choisissez un jour plus proche.")
        else:
            said |= {"starts_at": starts_at, "ends_at": ends_at, "whole_days": start is None}


def _said(event: ProfessionEvent) -> dict[str, Any]:
    first, end = event.starts_at.astimezone(event.zone), event.ends_at.astimezone(event.zone)
    last = (end - timedelta(microseconds=1)).date()
    hours = {} if event.whole_days else {"start": first.time(), "end": end.time()}
    days = {"first": first.date(), "last": last if last != first.date() else None}
    return {name: getattr(event, name) for name in ("title", "sentence", "place", "url")} | days | hours
