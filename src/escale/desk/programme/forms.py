"""What is typed of a programme: its term, its series of dates, one date, a theme."""

from datetime import date, time
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from escale.accounts.models import Membership
from escale.desk.settings.forms_permanence import WEEKDAYS, DayField
from escale.desk.workshops.groups.forms import MOST_SEATS
from escale.desk.workshops.groups.forms_plan import FARTHEST, PlaceFields
from escale.french.dates import day_of_month
from escale.places.models import Venue
from escale.programme import terms
from escale.programme.choosing import Place
from escale.programme.creating import LONGEST_TERM
from escale.programme.dates import Series
from escale.programme.models import ProgrammeSlot
from escale.programme.terms import Proposed, Term
from escale.programme.themes import LONGEST, Theme, shortened
from escale.questions.models import HeardFrom
from escale.scheduling import french_calendar
from escale.scheduling.french_calendar import SchoolZone, UnknownCommune
from escale.ui.forms import Chips, Form, OneChip, WordsField
from escale.ui.rows import RowField
from escale.workshops.models import Audience, Level, Workshop

OTHER_DATES = "autres"
NOT_OF_A_PROGRAMME = ("co_advisers", "equipment", "mode", "video_link")
"""Chosen once the workshop is published, on its own page."""


class PlaceForm(PlaceFields):
    """Hours, venue, room and adviser, without what only a published workshop has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NOT_OF_A_PROGRAMME:
            del self.fields[name]
        self.initial.setdefault("start", time(9, 30))
        self.initial.setdefault("end", time(11, 30))

    def place(self, on: date) -> Place:
        """Where and when, once the form is valid."""
        said = self.cleaned_data
        return Place(
            on=on,
            start=said["start"],
            end=said["end"],
            venue=said["venue"],
            room=said["room"],
            adviser=said["adviser"].user,
        )


class SeriesForm(PlaceForm):
    """Dates week after week."""

    weekdays = forms.TypedMultipleChoiceField(
        label="Chaque",
        choices=WEEKDAYS,
        coerce=int,
        widget=Chips,
        error_messages={"required": "Choisissez au moins un jour de la semaine."},
    )

    def series(self) -> Series:
        said = self.cleaned_data
        return Series(
            weekdays=said["weekdays"],
            start=said["start"],
            end=said["end"],
            venue=said["venue"],
            room=said["room"],
            adviser=said["adviser"].user,
        )


class TermFields(Form):
    """The term, proposed from the school calendar, or typed."""

    term = forms.ChoiceField(label="Pour quand ?", error_messages={"required": "Choisissez une période."})
    starts_on = DayField(label="Du", required=False)
    ends_on = DayField(label="Au", required=False, help_text="Ce jour compris.")
    title = WordsField(
        label="Titre",
        max_length=80,
        required=False,
        help_text="Facultatif. Sans lui : « Programme de janvier à mars ».",
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def propose(self, membership: Membership, today: date) -> None:
        """Fill the choices with the terms to come at the venues of the organization."""
        self.today = today
        self.proposed = terms.proposed(_school_zone(membership), on=today)
        self.fields["term"].choices = _term_choices(self.proposed)  # type: ignore[attr-defined]
        self.initial.setdefault("term", _key(terms.next_one(self.proposed, on=today)))
        self.initial.setdefault("submission", uuid4())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("term") != OTHER_DATES:
            return cleaned
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        for name, what in (("starts_on", "premier"), ("ends_on", "dernier")):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, f"Choisissez le {what} jour.")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "La fin vient avant le début.")
        elif starts_on and ends_on and ends_on - starts_on > LONGEST_TERM:
            self.add_error("ends_on", "Un programme dure un an au plus. Faites-en deux.")
        elif ends_on and ends_on <= self.today:
            self.add_error("ends_on", "Cette période est finie. Choisissez-en une à venir.")
        elif starts_on and starts_on > self.today + FARTHEST:
            self.add_error("starts_on", "C’est dans plus de deux ans. Vérifiez l’année.")
        return cleaned

    @property
    def chosen(self) -> Term:
        """The term, once the form is valid."""
        said = self.cleaned_data
        if said["term"] == OTHER_DATES:
            return Term(starts_on=said["starts_on"], ends_on=said["ends_on"])
        first, last = said["term"].split("_")
        return Term(starts_on=date.fromisoformat(first), ends_on=date.fromisoformat(last))

    @property
    def chosen_title(self) -> str:
        return str(self.cleaned_data["title"] or self.chosen.title)


class AddForm(TermFields, SeriesForm):
    """A programme and its first series of dates."""

    field_order = ("term", "starts_on", "ends_on", "weekdays", "start", "end", "venue", "room", "adviser", "title")

    def __init__(self, *args: Any, membership: Membership, today: date, **kwargs: Any) -> None:
        super().__init__(*args, membership=membership, today=today, **kwargs)
        self.propose(membership, today)


class CopyForm(TermFields):
    """Another term for the same themes."""

    def __init__(self, *args: Any, membership: Membership, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.propose(membership, today)


class WordsForm(Form):
    """What a programme says of itself."""

    title = WordsField(label="Titre", max_length=80)
    introduction = WordsField(
        label="Mot d’accueil",
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Facultatif. Deux ou trois phrases, en haut du programme publié.",
    )


class IdeaForm(Form):
    """A theme nobody has noted yet."""

    text = WordsField(
        label="Votre idée",
        max_length=80,
        help_text="Avec les mots des gens, sans nom. Exemple : « Retrouver une photo dans mon téléphone ».",
        error_messages={"required": "Écrivez votre idée."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    heard_from = forms.ChoiceField(
        label="Pour qui ?", choices=HeardFrom.choices, widget=OneChip, initial=HeardFrom.ANYONE
    )


class ThemeForm(Form):
    """A theme in one's own words."""

    title = WordsField(
        label="Avec vos mots",
        max_length=LONGEST,
        error_messages={"required": "Écrivez un thème."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class SlotAddForm(PlaceForm):
    """A date by hand."""

    on = DayField(label="Quel jour ?")

    def clean_on(self) -> date:
        return _coming(self.cleaned_data["on"], self.today)


class SlotForm(PlaceForm):
    """One date in full: when, where, with whom, about what, for whom."""

    on = DayField(label="Quel jour ?")
    title = WordsField(label="Thème", max_length=LONGEST, required=False, help_text="Vide, la date reste libre.")
    workshop = RowField(
        Workshop.objects.none(), label="Atelier du catalogue", required=False, empty_label="aucun pour le moment"
    )
    audience = forms.ChoiceField(label="Pour qui ?", choices=Audience.choices)
    level = forms.ChoiceField(label="Niveau", required=False, choices=[("", "tous les niveaux"), *Level.choices])
    seats = forms.IntegerField(
        label="Places",
        min_value=1,
        max_value=MOST_SEATS,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    co_host = WordsField(
        label="Avec un partenaire",
        max_length=80,
        required=False,
        help_text="Facultatif. Exemple : « France services ».",
    )

    def clean_on(self) -> date:
        return _coming(self.cleaned_data["on"], self.today)

    def theme(self, slot: ProgrammeSlot) -> Theme:
        """The theme as typed; a date whose theme is emptied answers its question no more."""
        said = self.cleaned_data
        workshop: Workshop | None = said["workshop"]
        title = said["title"] or (shortened(workshop.title) if workshop and workshop.pk != slot.workshop_id else "")
        if not title:
            return Theme()
        return Theme(
            title=title,
            question=slot.question,
            workshop=workshop,
            audience=said["audience"],
            level=said["level"],
            seats=said["seats"],
            co_host=said["co_host"],
        )


class SkipForm(Form):
    """Why nothing happens on a date."""

    why = WordsField(
        label="Pourquoi ?",
        max_length=120,
        error_messages={"required": "Dites pourquoi : le programme l’affiche."},
        help_text="Exemple : « Assemblée générale ».",
    )


def _coming(on: date, today: date) -> date:
    if on <= today:
        raise ValidationError("Ce jour est déjà là. Choisissez-en un autre.")
    if on > today + FARTHEST:
        raise ValidationError("C’est dans plus de deux ans. Vérifiez l’année.")
    return on


def _school_zone(membership: Membership) -> SchoolZone | None:
    """The school zone of the first venue whose commune is known."""
    venues = Venue.objects.of_organization(membership.organization).in_use().exclude(commune="")
    for commune in venues.order_by("pk").values_list("commune", flat=True):
        try:
            return french_calendar.school_zone(commune)
        except UnknownCommune:
            continue
    return None


def _term_choices(proposed: Proposed) -> list[tuple[str, Any]]:
    groups: list[tuple[str, Any]] = [("Au trimestre", [(_key(each), _words(each)) for each in proposed.quarters])]
    if proposed.between_holidays:
        choices = [(_key(each), _words(each)) for each in proposed.between_holidays]
        groups.append(("Entre deux vacances", choices))
    return [*groups, (OTHER_DATES, "D’autres dates, à écrire")]


def _key(term: Term) -> str:
    return f"{term.starts_on.isoformat()}_{term.ends_on.isoformat()}"


def _words(term: Term) -> str:
    """ "Janvier à mars 2027, du 4 janvier au 31 mars"."""
    months = f"{term.months[:1].upper()}{term.months[1:]} {term.ends_on.year}"
    return f"{months}, du {day_of_month(term.starts_on)} au {day_of_month(term.ends_on)}"
