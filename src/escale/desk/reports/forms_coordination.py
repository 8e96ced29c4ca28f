"""Animating a network, an event, a partnership: one form, with the fields of each kind."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from escale.activity.models import (
    AnimationTopic,
    AnimationType,
    CoordinationKind,
    CoordinationRecord,
    EventType,
    Initiative,
    Organizer,
    PartnershipKind,
    Reach,
)
from escale.desk.reports.forms import MOST_MINUTES, Drafted, note_field, optional, text_line
from escale.ui.forms import Chips, OneChip

OTHER = "autre"
FIELDS = {
    CoordinationKind.ANIMATION: (
        "minutes", "animation_type", "topics", "initiative", "advisers", "structures", "others",
    ),
    CoordinationKind.EVENT: ("name", "event_type", "organizers", "reach", "participants"),
    CoordinationKind.PARTNERSHIP: ("name", "partnership_kinds", "reach"),
}  # fmt: skip
"""What each kind asks, besides the day, the precision, the tags and the note."""
ALWAYS = ("submission", "on", "other", "tags", "note")
MAY_BE_OTHER = ("animation_type", "event_type", "organizers", "partnership_kinds", "topics")
MOST_TAGS = 10
MOST_PARTNERS = 20


def several(label: str, choices: Iterable[tuple[str, Any]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=list(choices), widget=Chips)


def one(label: str, choices: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), widget=forms.RadioSelect)


def count(label: str, *, required: bool = False) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"})
    return forms.IntegerField(label=label, min_value=0, max_value=100_000, required=required, widget=widget)


class CoordinationForm(Drafted):
    """One coordination activity of a kind."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    on = forms.DateField(label="Jour", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    name = text_line("Nom", most=160)
    minutes = forms.IntegerField(
        label="Durée en minutes",
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
    )
    animation_type = one("Type d’animation", AnimationType.choices)
    event_type = one("Type d’évènement", EventType.choices)
    partnership_kinds = several("Nature du partenariat", PartnershipKind.choices)
    topics = several("Thématiques", AnimationTopic.choices)
    organizers = several("Organisé par", Organizer.choices)
    initiative = optional("Qui en est à l’initiative ?", Initiative.choices, OneChip)
    reach = optional("Échelon", Reach.choices, OneChip)
    participants = count("Participants", required=True)
    advisers = count("Conseillers et médiateurs numériques")
    structures = count("Structures")
    others = count("Autres personnes")
    other = text_line("Si « Autre » : précisez", most=160)
    tags = text_line("Mots-clés", most=200, help_text="Séparés par des virgules.")
    note = note_field()

    def __init__(self, *args: Any, kind: CoordinationKind, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.today = kind, today
        for name in set(self.fields) - {*FIELDS[kind], *ALWAYS}:
            del self.fields[name]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError("Choisissez un jour passé, ou aujourd’hui.")
        return on

    def clean_tags(self) -> list[str]:
        said = (word.strip() for word in str(self.cleaned_data["tags"]).split(","))
        return list(dict.fromkeys(filter(None, said)))[:MOST_TAGS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.refuse_secrets("note", "name", "other", "tags")
        if any(OTHER in (cleaned.get(name) or ()) for name in MAY_BE_OTHER) and not cleaned.get("other"):
            self.add_error("other", "Vous avez choisi « Autre ». Écrivez en quelques mots ce que c’était.")
        people = ("advisers", "structures", "others")
        if "advisers" in self.fields and not any(cleaned.get(name) or name in self.errors for name in people):
            self.add_error("advisers", "Comptez au moins une personne ou une structure.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """The columns of the row by name; a counter left empty is nobody."""
        said = {name: self.cleaned_data[name] for name in self.fields if name != "submission"}
        return {name: 0 if value is None else value for name, value in said.items()}


class PartnerForm(Drafted):
    """One partner structure."""

    name = text_line("Nom de la structure", most=120)
    kind = forms.ChoiceField(label="Type", required=False, choices=[("", "Choisissez"), *Organizer.choices[1:]])
    other = text_line("Si « Autre » : lequel ?", most=120)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.refuse_secrets("name", "other")
        if cleaned.get("name") and not cleaned.get("kind"):
            self.add_error("kind", "Choisissez le type de cette structure.")
        if not cleaned.get("name") and any(cleaned.get(name) for name in ("kind", "other")):
            self.add_error("name", "Écrivez le nom de cette structure.")
        return cleaned


class PartnerFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """The partner structures; rows left empty don't count, one at least is wanted."""

    def clean(self) -> None:
        if not any(self.errors) and not self.partners():
            raise ValidationError("Ajoutez au moins une structure partenaire.")

    def partners(self) -> list[dict[str, str]]:
        return [dict(form.cleaned_data) for form in self.forms if form.cleaned_data.get("name")]


Partners = cast(
    "type[PartnerFormSet]",
    forms.formset_factory(
        PartnerForm, formset=PartnerFormSet, extra=2, max_num=MOST_PARTNERS, absolute_max=MOST_PARTNERS
    ),
)


def initial_of(record: CoordinationRecord) -> dict[str, Any]:
    """What the form shows of a row."""
    said = {name: getattr(record, name) for name in CoordinationForm.base_fields}
    return said | {"tags": ", ".join(record.tags)}
