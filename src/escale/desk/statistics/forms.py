"""What figures are asked of, and what is said of those that leave."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from escale.accounts.models import Membership, Organization
from escale.activity.models import Tag
from escale.desk.forms.hours import MemberField, date_input
from escale.desk.receivers import receivers
from escale.desk.statistics import periods
from escale.people.models import AgeBand, Gender, SocialStatus
from escale.places import communes
from escale.places.models import Venue
from escale.places.zones import venues_of
from escale.statistics import filters
from escale.statistics.filters import public_of
from escale.statistics.scopes import Scope
from escale.topics import Topic
from escale.ui.forms import Form, Select, WordsField
from escale.ui.rows import RowField

OLDEST = date(2015, 1, 1)
LASTS = (("31", "Un mois"), ("92", "Trois mois"), ("366", "Un an"))


class FilterForm(Form):
    """Always bound; what can't be read filters nothing."""

    period = forms.ChoiceField(label="Période", required=False, widget=Select)
    since = forms.DateField(label="Du", required=False, widget=date_input())
    until = forms.DateField(label="Au", required=False, widget=date_input())
    venue = RowField(Venue.objects.none(), label="Lieu", required=False, empty_label="Tous les lieux", widget=Select)
    commune = forms.ChoiceField(label="Commune de l’activité", required=False, widget=Select)
    topic = forms.ChoiceField(label="Sujet", required=False, widget=Select)
    public = forms.ChoiceField(label="Public", required=False, widget=Select)
    tag = RowField(
        Tag.objects.none(),
        label="Mot-clé ou financeur",
        required=False,
        empty_label="Tous les mots-clés",
        widget=Select,
    )
    adviser = MemberField(
        Membership.objects.none(), label="Par", required=False, empty_label="Toute l’équipe", widget=Select
    )

    def __init__(
        self, given: Mapping[str, Any], *, organization: Organization, tags: QuerySet[Tag], today: date
    ) -> None:
        super().__init__(given)
        self.organization, self.today = organization, today
        named = [(name, words) for name, (words, _) in periods.PERIODS.items()]
        venues = venues_of(organization)
        codes = sorted({venue.commune for venue in venues if venue.commune})
        places = [(code, found.name) for code in codes if (found := communes.by_code(code))]
        self.fields["period"].choices = [*named, (periods.CHOSEN, "Du… au…")]  # type: ignore[attr-defined]
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]
        # Read once: left to the field, the same rows are read again to be drawn.
        self.fields["venue"].choices = [("", "Tous les lieux"), *((venue.pk, str(venue)) for venue in venues)]  # type: ignore[attr-defined]
        self.fields["commune"].choices = [("", "Toutes les communes"), *places]  # type: ignore[attr-defined]
        self.fields["topic"].choices = [("", "Tous les sujets"), *Topic.choices]  # type: ignore[attr-defined]
        self.fields["public"].choices = _publics()  # type: ignore[attr-defined]
        self.fields["tag"].queryset = tags  # type: ignore[attr-defined]
        self.fields["adviser"].queryset = receivers(organization)  # type: ignore[attr-defined]
        self.fields["period"].widget.attrs |= {"class": "auto", "form": "filtres"}

    @cached_property
    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}

    @property
    def scope(self) -> Scope:
        """What is asked, of the member's own organization."""
        since, until = self.days
        member = self.asked["adviser"]
        return Scope(
            organization=self.organization,
            since=since,
            until=until,
            venue=self.asked["venue"],
            commune=self.asked["commune"] or "",
            topic=Topic(self.asked["topic"]) if self.asked["topic"] else None,
            public=public_of(self.asked["public"]) if self.asked["public"] else None,
            tag=self.asked["tag"],
            adviser=member.user if member else None,
        )

    @property
    def days(self) -> periods.Days:
        """The days asked; dates alone are enough, and the wrong way round they are turned."""
        since, until = self.asked["since"], self.asked["until"]
        usual = periods.days(self.asked["period"] or "", today=self.today)
        is_chosen = self.asked["period"] in (None, periods.CHOSEN) and (since or until)
        if not is_chosen:
            return usual
        first, last = max(since or usual[0], OLDEST), min(until or self.today, self.today)
        return min(first, last), max(first, last)

    @property
    def query(self) -> dict[str, str]:
        """The same in an address."""
        given = {"period": self.asked["period"], **filters.kept(self.scope)}
        if self.asked["adviser"]:
            given["adviser"] = str(self.asked["adviser"].pk)
        if self.asked["period"] in (None, periods.CHOSEN):
            given |= {name: f"{day:%Y-%m-%d}" for name in ("since", "until") if (day := self.asked[name])}
        return {name: value for name, value in given.items() if value}

    @property
    def narrows(self) -> bool:
        """Whether anything but the usual period is asked."""
        return self.scope.is_filtered or bool(self.asked["since"] or self.asked["until"])


class ReleaseForm(Form):
    """What goes with figures that leave."""

    title = WordsField(label="Titre", max_length=120)
    objectives = WordsField(
        label="Nos objectifs",
        required=False,
        max_length=2000,
        help_text="Facultatif. Ce que la structure s’était fixé, en quelques phrases.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    comments = WordsField(
        label="Ce que nous en disons",
        required=False,
        max_length=4000,
        help_text="Facultatif. Sans nom de personne : ce texte sort de l’équipe.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    lasts = forms.ChoiceField(
        label="Le lien s’ouvre pendant",
        choices=LASTS,
        initial="92",
        required=False,
        help_text="Pour un lien seulement.",
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    @property
    def lifetime(self) -> timedelta:
        return timedelta(days=int(self.cleaned_data["lasts"] or "92"))


class ScheduleForm(Form):
    """A report sent each month."""

    title = WordsField(label="Titre du mail", max_length=120, initial="Chiffres du mois")
    recipient = forms.EmailField(
        label="Adresse mail", help_text="Celle de la mairie, d’un financeur, de votre responsable."
    )

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if not title.strip():
            raise ValidationError("Écrivez un titre.")
        return title


def _publics() -> list[tuple[str, Any]]:
    lists: tuple[tuple[str, str, Any], ...] = (
        ("Âge", "age", AgeBand),
        ("Situation", "situation", SocialStatus),
        ("Genre", "genre", Gender),
    )
    return [
        ("", "Tous les publics"),
        *((words, [(f"{name}:{value}", label) for value, label in choices.choices]) for words, name, choices in lists),
    ]
