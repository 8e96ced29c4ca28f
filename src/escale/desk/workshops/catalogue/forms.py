"""The form of a workshop, and the one of each step of its plan."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from escale.french.dates import duration
from escale.french.secrets import find_secrets
from escale.topics import ADMINISTRATIVE, Pillar, Topic
from escale.ui.forms import Chips, Form, ModelForm
from escale.workshops.catalogue import Description, Step, lacks_procedures
from escale.workshops.models import Audience, Level, Workshop

DURATIONS = (30, 45, 60, 75, 90, 105, 120, 150, 180, 210, 240, 300, 360, 480)
WRITTEN = ("title", "promise", "learns", "prerequisites", "bring", "poster_sentence", "sheets")
READ_BY_THE_PUBLIC = ("promise", "learns", "prerequisites", "bring", "poster_sentence")
ICONS = (
    ("graduation-cap", "toque"),
    ("laptop", "ordinateur"),
    ("smartphone", "téléphone"),
    ("monitor-smartphone", "écrans"),
    ("mail", "enveloppe"),
    ("images", "photos"),
    ("file-text", "document"),
    ("file-check", "document coché"),
    ("layers", "dossiers"),
    ("key-round", "clé"),
    ("lock", "cadenas"),
    ("shield", "bouclier"),
    ("shield-alert", "alerte"),
    ("map-pin", "repère"),
    ("signpost", "panneau"),
    ("search", "loupe"),
    ("video", "caméra"),
    ("calendar-check", "calendrier"),
    ("briefcase", "mallette"),
    ("book-open", "livre"),
    ("users", "famille"),
    ("messages-square", "discussion"),
    ("a-large-small", "lettres"),
    ("heart", "cœur"),
)


class WorkshopForm(ModelForm):
    """What one reads of a workshop, for whom it is, what it counts for."""

    minutes = forms.TypedChoiceField(label="Durée", coerce=int)
    icon = forms.ChoiceField(label="Dessin", choices=ICONS)
    topics = forms.MultipleChoiceField(
        label="Sujets",
        help_text="Un ou plusieurs. Ce sont ceux de vos comptes rendus.",
        choices=[(topic.value, topic.label) for topic in Topic if topic not in ADMINISTRATIVE],
        widget=Chips,
        required=False,
    )
    procedures = forms.MultipleChoiceField(
        label="Quelles démarches ?",
        help_text="Seulement à côté de « Démarches administratives ».",
        choices=[(topic.value, topic.label) for topic in Topic if topic in ADMINISTRATIVE],
        widget=Chips,
        required=False,
    )

    class Meta:
        model = Workshop
        fields = (
            "title",
            "promise",
            "learns",
            "poster_sentence",
            "icon",
            "level",
            "audience",
            "prerequisites",
            "bring",
            "minutes",
            "seats",
            "pillar",
            "sheets",
        )
        widgets = {
            "learns": forms.Textarea(attrs={"rows": 4}),
            "prerequisites": forms.Textarea(attrs={"rows": 2}),
            "bring": forms.Textarea(attrs={"rows": 3}),
            "sheets": forms.Textarea(attrs={"rows": 2, "inputmode": "url"}),
            "seats": forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        }
        labels = {
            "title": "Titre",
            "promise": "À la fin, vous…",
            "learns": "Ce que vous saurez faire",
            "poster_sentence": "La phrase de l’affiche",
            "level": "Niveau",
            "audience": "Pour qui",
            "prerequisites": "Il faut déjà savoir",
            "bring": "À apporter",
            "seats": "Places",
            "pillar": "Mission",
            "sheets": "Fiches liées",
        }
        help_texts = {
            "title": "60 signes au plus, avec des mots de tous les jours.",
            "promise": "La suite de la phrase : « vous envoyez une photo par mail ».",
            "learns": "Une chose par ligne, de 3 à 5 lignes.",
            "poster_sentence": "Courte : elle se lit de loin.",
            "prerequisites": "Une chose par ligne. Rien si l’atelier est ouvert à tous.",
            "bring": "Une chose par ligne.",
            "seats": "Au plus le nombre de postes de la salle.",
            "sheets": "Une adresse de site par ligne.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # An empty workshop: what was written before comes as initial values, so that the row shown stays as it was.
        super().__init__(*args, instance=Workshop(), **kwargs)
        own = str(self.initial.get("minutes") or "")
        known = [(each, duration(each)) for each in DURATIONS]
        if own.isascii() and own.isdecimal() and len(own) < 4 and int(own) not in DURATIONS:
            known = sorted([*known, (int(own), duration(int(own)))])
        self.fields["minutes"].choices = known  # type: ignore[attr-defined]
        self.fields["level"].choices = [("", "tous niveaux"), *Level.choices]  # type: ignore[attr-defined]
        self.fields["audience"].choices = Audience.choices  # type: ignore[attr-defined]
        self.fields["pillar"].choices = [("", "celle des sujets"), *Pillar.choices]  # type: ignore[attr-defined]

    def clean_sheets(self) -> str:
        sheets: str = self.cleaned_data["sheets"]
        for address in sheets.split():
            try:
                URLValidator(schemes=["https", "http"])(address)
            except ValidationError:
                raise ValidationError(
                    f"« {address[:60]} » n’est pas une adresse de site. Elle commence par https://."
                ) from None
        return "\n".join(sheets.split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in WRITTEN:
            if found := find_secrets(str(cleaned.get(name, ""))):
                self.add_error(name, found[0].sentence)
        if lacks_procedures(self.chosen_topics):
            self.add_error("topics", "Cochez aussi « Démarches administratives » : une démarche va avec elle.")
        return cleaned

    @property
    def chosen_topics(self) -> tuple[Topic, ...]:
        """Both lists together, in the order of the national vocabulary."""
        chosen = {*self.cleaned_data.get("topics", ()), *self.cleaned_data.get("procedures", ())}
        return tuple(topic for topic in Topic if topic in chosen)

    def described(self, steps: tuple[Step, ...]) -> Description:
        """The workshop as described, once the form is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in {"topics", "procedures"}}
        return Description(**said, topics=self.chosen_topics, steps=steps)


class OneLine(forms.CharField):
    """A sentence too long for a narrow control: written on two lines, kept on one."""

    widget = forms.Textarea(attrs={"rows": 2})

    def to_python(self, value: Any) -> Any:
        return " ".join(str(super().to_python(value) or "").splitlines())


class StepForm(Form):
    """One step of the plan; an empty one counts for nothing."""

    minutes = forms.IntegerField(
        label="Minutes",
        min_value=1,
        max_value=480,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    title = OneLine(label="Ce qu’on fait", max_length=160, required=False)
    materials = OneLine(label="Ce qu’il faut", max_length=160, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("title", "materials"):
            if found := find_secrets(str(cleaned.get(name, ""))):
                self.add_error(name, found[0].sentence)
        if any(cleaned.values()) and not self.errors:
            if not cleaned["title"]:
                self.add_error("title", "Écrivez ce qu’on fait pendant cette étape, ou retirez-la.")
            if not cleaned["minutes"]:
                self.add_error("minutes", "Écrivez combien de minutes dure cette étape.")
        return cleaned

    @property
    def step(self) -> Step | None:
        """The step as described, once the form is valid; None when nothing was written."""
        said = self.cleaned_data
        if not said.get("title"):
            return None
        return Step(minutes=said["minutes"], title=said["title"], materials=said["materials"])
