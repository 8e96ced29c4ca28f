"""The form of a reason: every rule in words."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.accounts.models import Organization
from escale.appointments.models import BookableBy, Reason
from escale.french.dates import duration
from escale.places.models import VenueKind
from escale.ui.choices import ChoiceLabel
from escale.ui.forms import ModelForm

HOUR, DAY = 60, 24 * 60
DURATIONS = (15, 20, 30, 40, 45, 60, 75, 90, 105, 120, 150, 180, 240)
BUFFERS = (0, 5, 10, 15, 20, 30, 45, 60)
STEPS = (10, 15, 20, 30, 45, 60, 90, 120)
ROUNDINGS = (5, 10, 15, 30, 60)
LIMITS = (0, 30, HOUR, 2 * HOUR, 4 * HOUR, 12 * HOUR, DAY, 2 * DAY, 3 * DAY, 7 * DAY)
HORIZONS = (
    (7, "1 semaine"),
    (14, "2 semaines"),
    (30, "1 mois"),
    (60, "2 mois"),
    (90, "3 mois"),
    (180, "6 mois"),
    (365, "1 an"),
)

WHO = (
    (BookableBy.STAFF, ChoiceLabel("L’équipe seulement", hint="Vous et vos collègues, au téléphone ou sur place.")),
    (BookableBy.PRESCRIBERS, ChoiceLabel("L’équipe et les prescripteurs", hint="Ceux qui orientent vers vous.")),
    (BookableBy.EVERYONE, ChoiceLabel("Tout le monde", hint="Aussi en ligne, une fois le motif proposé.")),
)
ICONS = (
    ("life-buoy", "bouée"),
    ("mail", "enveloppe"),
    ("images", "photos"),
    ("smartphone", "téléphone"),
    ("laptop", "ordinateur"),
    ("file-check", "document coché"),
    ("shield-alert", "bouclier"),
    ("briefcase", "mallette"),
    ("video", "caméra"),
    ("key-round", "clé"),
    ("book-open", "livre"),
    ("message-circle-question-mark", "question"),
    ("house", "maison"),
    ("wrench", "outil"),
)


def minutes(label: str, *, required: bool = True) -> forms.TypedChoiceField:
    """A number of minutes or days, chosen in words."""
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, required=required)


class ReasonForm(ModelForm):
    """A reason. A rule set elsewhere to another value stays proposed in its list."""

    icon = forms.ChoiceField(label="Dessin")
    duration = minutes("Durée")
    step = minutes("Une heure proposée", required=False)
    round_to = minutes("Début arrondi", required=False)
    before = minutes("Temps gardé avant")
    after = minutes("Temps gardé après")
    notice = minutes("On réserve jusqu’à")
    horizon_days = minutes("Réservable")
    cancel_until = minutes("On annule jusqu’à")
    move_until = minutes("On change d’heure jusqu’à")

    class Meta:
        model = Reason
        fields = (
            "name",
            "public_sentence",
            "description",
            "bring",
            "icon",
            "kind",
            "duration",
            "bookable_by",
            "discreet",
            "notice",
            "horizon_days",
            "cancel_until",
            "move_until",
            "step",
            "round_to",
            "before",
            "after",
        )
        widgets = {
            "kind": forms.Select,
            "bookable_by": forms.RadioSelect,
            "description": forms.Textarea(attrs={"rows": 2}),
            "bring": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {
            "name": "Nom du motif",
            "public_sentence": "Ce que dit la personne",
            "description": "Ce qu’on peut faire ensemble",
            "bring": "À apporter",
            "kind": "Comment on se voit",
            "bookable_by": "Qui peut réserver ?",
            "discreet": "Message discret : ne pas écrire le sujet ni le nom du lieu",
        }
        help_texts = {
            "name": "Court, pour l’équipe : « Mails et documents ».",
            "public_sentence": "À la première personne : « Je ne retrouve plus mes photos ».",
            "description": "Une phrase, avec des mots de tous les jours.",
            "bring": "Une chose par ligne.",
            "discreet": "Pour les personnes dont le téléphone est lu par d’autres.",
        }

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        self.organization = organization
        # An empty reason rather than none: the form proposes the usual rules.
        kwargs["instance"] = kwargs.get("instance") or Reason()
        super().__init__(*args, **kwargs)
        for name, choices in _choices().items():
            self.fields[name].choices = self._with_own(name, choices)  # type: ignore[attr-defined]
        self.fields["kind"].choices = VenueKind.choices  # type: ignore[attr-defined]
        self.fields["bookable_by"].choices = WHO  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Reason.objects.of_organization(self.organization).in_use().exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise ValidationError("Ce motif existe déjà. Donnez-lui un autre nom.")
        return name

    def described(self) -> Reason:
        """The reason as described, not yet written."""
        reason: Reason = self.save(commit=False)
        return reason

    def _with_own(self, name: str, choices: Sequence[tuple[Any, str]]) -> list[tuple[Any, str]]:
        listed = list(choices)
        own = getattr(self.instance, name)
        if own not in {value for value, _ in listed} | {None}:
            listed.append((own, duration(own) if isinstance(own, int) else own))
        return listed


def _choices() -> dict[str, Sequence[tuple[Any, str]]]:
    return {
        "icon": ICONS,
        "duration": _in_words(DURATIONS),
        "step": [("", "à la suite"), *_every(STEPS)],
        "round_to": [("", "non"), *_rounded(ROUNDINGS)],
        "before": _in_words(BUFFERS, nothing="aucun"),
        "after": _in_words(BUFFERS, nothing="aucun"),
        "notice": _before(LIMITS),
        "horizon_days": [(days, f"{words} à l’avance") for days, words in HORIZONS],
        "cancel_until": _before(LIMITS),
        "move_until": _before(LIMITS),
    }


def _in_words(minutes: Iterable[int], *, nothing: str = "") -> list[tuple[int, str]]:
    return [(each, duration(each) if each else nothing) for each in minutes]


def _every(minutes: Iterable[int]) -> list[tuple[int, str]]:
    return [(each, f"toutes les {duration(each)}" if each != HOUR else "toutes les heures") for each in minutes]


def _rounded(minutes: Iterable[int]) -> list[tuple[int, str]]:
    return [(each, "à l’heure juste" if each == HOUR else f"à {duration(each)} près") for each in minutes]


def _before(minutes: Iterable[int]) -> list[tuple[int, str]]:
    return [(each, _limit(each)) for each in minutes]


def _limit(minutes: int) -> str:
    if not minutes:
        return "au dernier moment"
    if minutes >= 2 * DAY:
        return f"{minutes // DAY}\u00a0jours avant"
    return f"{duration(minutes)} avant"
