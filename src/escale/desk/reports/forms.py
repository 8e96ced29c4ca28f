"""What an adviser answers about an activity: three gestures, and what is folded under them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from escale.activity.models import (
    Autonomy,
    Device,
    Kind,
    NextStep,
    Posture,
    ReferredTo,
    SessionLevel,
    Tag,
)
from escale.activity.reports import Report
from escale.desk.reports import words
from escale.french.secrets import find_secrets
from escale.topics import ADMINISTRATIVE, Topic
from escale.ui.forms import Chips, Form, OneChip, Segments

MOST_MINUTES = 1439
MOST_UNNAMED = 200
TEXTS = frozenset({"title", "procedure", "note"})
ALWAYS_SENT = "minutes"
"""A field a browser always sends: without it, what was sent doesn't speak of the form."""
NO_TOPIC = "Choisissez au moins un sujet."


class TopicsField(forms.MultipleChoiceField):
    """The subjects of an activity; an administrative one brings "Démarche" with it, as the national tool wants."""

    def __init__(self) -> None:
        super().__init__(
            label="Sujets",
            choices=[(each.value, words.topic(each)) for each in Topic],
            widget=Chips,
            error_messages={"required": NO_TOPIC},
        )

    def clean(self, value: Any) -> list[str]:
        chosen: list[str] = super().clean(value)
        with_procedures = {*chosen, Topic.PROCEDURES.value} if set(chosen) & ADMINISTRATIVE else set(chosen)
        return [topic for topic in Topic.values if topic in with_procedures]


def optional(label: str, choices: Iterable[tuple[str, Any]], widget: type[forms.Widget]) -> forms.ChoiceField:
    """A question nobody has to answer."""
    return forms.ChoiceField(label=label, choices=list(choices), widget=widget, required=False)


def text_line(label: str, *, most: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def note_field() -> forms.CharField:
    return forms.CharField(
        label="Note (300 signes)",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )


def question_field() -> forms.CharField:
    return text_line("Question entendue, à retenir", most=160, help_text="Sans nom. Elle sera comptée.")


class Drafted(Form):
    """A form that can be shown again as it was left."""

    def show_draft(self, content: Mapping[str, Sequence[str]]) -> None:
        """Show what was kept instead of what is proposed; nothing changes when the draft doesn't speak of this form."""
        kept = QueryDict(mutable=True)
        for name, values in content.items():
            kept.setlist(name, list(values))
        if self.is_sent_in(kept):
            self.initial = {
                name: field.widget.value_from_datadict(kept, kept, self.add_prefix(name))
                for name, field in self.fields.items()
            }

    def is_sent_in(self, typed: Mapping[str, object]) -> bool:
        """Whether what was sent speaks of this form."""
        return self.add_prefix(ALWAYS_SENT) in typed

    def refuse_secrets(self, *names: str) -> None:
        """Refuse a password or a number that opens an account in these texts."""
        for name in names:
            if name in self.fields and (found := find_secrets(str(self.cleaned_data.get(name, "")))):
                self.add_error(name, ValidationError([secret.sentence for secret in found]))


class ReportForm(Drafted):
    """What was done, how far the person got, what comes next; then posture, equipment, procedure, tags, note."""

    topics = TopicsField()
    autonomy = optional("À la fin", Autonomy.choices, Segments)
    level = optional("Niveau", SessionLevel.choices, Segments)
    next_step = optional("La suite", NextStep.choices, OneChip)
    posture = optional("Posture", Posture.choices, OneChip)
    devices = forms.MultipleChoiceField(label="Matériel", choices=Device.choices, widget=Chips, required=False)
    minutes = forms.IntegerField(
        label="Durée en minutes",
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
    )
    title = text_line("Titre de l’atelier", most=80)
    procedure = text_line("Démarche faite", most=160, help_text="Exemple : carte grise. Aucun numéro.")
    referred_to = forms.ChoiceField(
        label="Orientée vers", required=False, choices=[("", "Personne"), *ReferredTo.choices], widget=forms.Select
    )
    tags = forms.MultipleChoiceField(label="Mots-clés", widget=Chips, required=False)
    note = note_field()
    question = question_field()

    def __init__(self, *args: Any, kind: str, tags: Sequence[Tag], sees_notes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_tags = {str(tag.pk): tag for tag in tags}
        self.fields["tags"].choices = [(pk, tag.name) for pk, tag in self.known_tags.items()]  # type: ignore[attr-defined]
        unasked = ("level", "title") if kind == Kind.INDIVIDUAL else ("autonomy", "next_step", "referred_to")
        for name in (*unasked, *(() if tags else ("tags",)), *(() if sees_notes else ("note",))):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.refuse_secrets("note", "procedure", "question", "title")
        return cleaned

    def over(self, before: Report) -> Report:
        """The report as this form says it; what it doesn't ask stays as it was."""
        answers = {name: self.cleaned_data[name] for name in self.fields if name not in {"tags", "question"}}
        said: dict[str, Any] = {
            name: answer if answer != "" or name in TEXTS else None for name, answer in answers.items()
        }
        if "tags" in self.fields:
            said["tags"] = [self.known_tags[pk] for pk in self.cleaned_data["tags"]]
        return replace(before, **said)


def as_initial(report: Report) -> dict[str, Any]:
    """What the form shows of a report."""
    said = {name: getattr(report, name) for name in ReportForm.base_fields if hasattr(report, name)}
    return said | {"tags": [str(tag.pk) for tag in report.tags]}


def as_typed(report: Report, *, prefix: str) -> dict[str, list[str]]:
    """This report as a browser would send it: each field with its values, what it doesn't say left out."""
    said = {name: value for name, value in as_initial(report).items() if value not in (None, "")}
    lists = {name: value if isinstance(value, list) else [value] for name, value in said.items()}
    return {f"{prefix}-{name}": [str(value) for value in values] for name, values in lists.items()}


class PassersByForm(Drafted):
    """Several people without a name, received between two appointments: the same subjects, and the time of all."""

    topics = TopicsField()
    minutes = forms.TypedChoiceField(label="Temps passé en tout", coerce=int)
    records = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, minutes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"].choices = words.length_choices(also=minutes)  # type: ignore[attr-defined]

    def shares(self, people: int) -> list[int]:
        """The time of all, shared between them to the minute; nobody took less than one."""
        each, left = divmod(max(self.cleaned_data["minutes"], people), people)
        return [each + (rank < left) for rank in range(people)]
