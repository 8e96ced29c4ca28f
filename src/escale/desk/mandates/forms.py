"""The three questions of the frame, the mandate, and the gestures on one that is written."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from escale.french.secrets import find_health_words
from escale.mandates.consenting import MOST_DAYS, Consent
from escale.mandates.forbidden import never
from escale.mandates.models import (
    Category,
    ConsentBy,
    Duration,
    End,
    Mandate,
    Presence,
    Result,
    Why,
)
from escale.mandates.scope import Answers, Pillar, pillar
from escale.mandates.writing import Capacity, Draft
from escale.ui.forms import Form, Segments, WordsField

YES, NO = "oui", "non"
USUAL_ACTS = (
    "Remplir la demande sur le site",
    "Joindre les papiers que la personne a apportés",
    "Envoyer la demande",
    "Recevoir le numéro de la demande et l’imprimer",
    "Prendre un rendez-vous auprès du service",
)
NEVER_ACTS = ("Changer ses coordonnées bancaires", "Payer, signer, ouvrir un compte")
MOST_ACTS, LONGEST_ACT = 10, 120
HEALTH = "Ne parlez pas de santé ici. Dites seulement ce qui sera fait."


def yes_or_no(label: str, **kwargs: Any) -> forms.TypedChoiceField:
    """A question answered in one gesture; nothing is answered beforehand."""
    return forms.TypedChoiceField(
        label=label,
        choices=((YES, "Oui"), (NO, "Non")),
        coerce=lambda value: value == YES,
        widget=Segments,
        error_messages={"required": "Répondez oui ou non."},
        **kwargs,
    )


class ActWords(WordsField):
    """Words about what is done: no secret, and nothing of her health."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and find_health_words(value):
            raise ValidationError(HEALTH)


class ScopeForm(Form):
    """Before the exception: an emergency, somebody entitled in time, together even slowly."""

    urgent = yes_or_no("Y a-t-il une urgence ?")
    deadline_on = forms.DateField(
        label="L’échéance", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    consequence = ActWords(
        label="Ce qui arrive sinon",
        max_length=200,
        required=False,
        help_text="Par exemple : coupure d’énergie annoncée lundi.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    entitled = yes_or_no("Quelqu’un d’habilité peut-il le faire à temps ?")
    nobody_words = ActWords(
        label="Qui, et quand",
        max_length=200,
        required=False,
        help_text="France services, structure Aidants Connect, assistante sociale, CCAS.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    together = yes_or_no("Peut-elle le faire avec vous, même lentement ?")
    tried_words = ActWords(
        label="Ce que vous avez essayé",
        max_length=200,
        required=False,
        help_text="Par exemple : essayé aujourd’hui, le site demande 9 écrans.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    @property
    def pillar(self) -> Pillar | None:
        """What to do, once the three questions are answered."""
        said = getattr(self, "cleaned_data", {})
        if not {"urgent", "entitled", "together"} <= said.keys():
            return None
        return pillar(Answers(urgent=said["urgent"], somebody_entitled=said["entitled"], together=said["together"]))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.pillar == Pillar.EXCEPTION:
            for name, sentence in (
                ("consequence", "Écrivez ce qui arrive si rien n’est fait."),
                ("nobody_words", "Écrivez qui vous avez cherché, et pourquoi pas à temps."),
                ("tried_words", "Écrivez ce que vous avez essayé ensemble."),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned


class MandateForm(Form):
    """One formality, its acts, until when, five questions asked aloud, how she says yes."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    formality = ActWords(
        label="Quelle démarche, exactement ?",
        max_length=160,
        help_text="Une démarche par mandat.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Écrivez la démarche, en une phrase."},
    )
    service = WordsField(
        label="Auprès de quel service ?",
        max_length=80,
        help_text="Le nom du site ou de l’organisme.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Écrivez le nom du service."},
    )
    category = forms.ChoiceField(label="De quoi s’agit-il ?", choices=[("", "Choisissez"), *Category.choices])
    usual_acts = forms.MultipleChoiceField(
        label="Les actes permis",
        choices=[(each, each) for each in USUAL_ACTS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    other_acts = ActWords(
        label="D’autres actes, un par ligne",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    why = forms.ChoiceField(label="Pourquoi à sa place", choices=Why.choices, widget=forms.RadioSelect)
    presence = forms.ChoiceField(label="Où est-elle pendant l’acte ?", choices=Presence.choices, widget=Segments)
    duration = forms.ChoiceField(label="Jusqu’à quand", choices=Duration.choices, widget=Segments)
    until_on = forms.DateField(
        label="Jusqu’au",
        required=False,
        help_text="Seulement pour « 31 jours au plus ».",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    of_age = yes_or_no("Elle est majeure")
    not_protected = yes_or_no("Elle n’est ni sous sauvegarde, ni sous curatelle, ni sous tutelle")
    understands = yes_or_no("Elle redit avec ses mots ce que vous allez faire")
    knows_stop = yes_or_no("Elle sait qu’elle peut dire stop à tout moment")
    stays = yes_or_no("Elle reste avec vous pendant l’acte")
    consent_by = forms.ChoiceField(label="Comment elle dit oui", choices=ConsentBy.choices, widget=Segments)

    CAPACITY = ("of_age", "not_protected", "understands", "knows_stop", "stays")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial.setdefault("submission", uuid4())

    def clean_formality(self) -> str:
        return _permitted(self.cleaned_data["formality"])

    def clean_other_acts(self) -> str:
        lines = [line.strip() for line in str(self.cleaned_data["other_acts"]).splitlines() if line.strip()]
        for line in lines:
            _permitted(line)
            if len(line) > LONGEST_ACT:
                raise ValidationError(f"Un acte tient en {LONGEST_ACT} signes. Coupez le plus long en deux.")
        return "\n".join(lines)

    def clean_until_on(self) -> date | None:
        until: date | None = self.cleaned_data["until_on"]
        if until is not None and not 0 <= (until - self.today).days <= MOST_DAYS:
            raise ValidationError(f"Choisissez un jour d’ici {MOST_DAYS} jours.")
        return until

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not {"usual_acts", "other_acts"} & self.errors.keys():
            acts = self._acts(cleaned)
            if not acts:
                self.add_error("usual_acts", "Cochez ou écrivez au moins un acte.")
            elif len(acts) > MOST_ACTS:
                self.add_error("other_acts", f"Gardez {MOST_ACTS} actes au plus.")
        return cleaned

    @staticmethod
    def _acts(cleaned: dict[str, Any]) -> list[str]:
        # The same act twice would be one line less to choose from.
        return list(dict.fromkeys([*cleaned.get("usual_acts", ()), *str(cleaned.get("other_acts", "")).splitlines()]))

    @property
    def capacity(self) -> Capacity:
        return Capacity(**{name: self.cleaned_data[name] for name in self.CAPACITY})

    def draft(self, scope: ScopeForm) -> Draft:
        """What is written, once both forms are valid."""
        said = self.cleaned_data
        return Draft(
            deadline_on=scope.cleaned_data["deadline_on"],
            consequence=scope.cleaned_data["consequence"],
            nobody_words=scope.cleaned_data["nobody_words"],
            tried_words=scope.cleaned_data["tried_words"],
            formality=said["formality"],
            service=said["service"],
            category=Category(said["category"]),
            why=Why(said["why"]),
            presence=Presence(said["presence"]),
            permitted="\n".join(self._acts(said)),
            duration=Duration(said["duration"]),
            until_on=said["until_on"] if said["duration"] == Duration.MONTH else None,
            capacity=self.capacity,
            consent_by=ConsentBy(said["consent_by"]),
        )


def _permitted(words: str) -> str:
    if sentence := never(words):
        raise ValidationError(sentence)
    return words


def scope_of(mandate: Mandate) -> dict[str, Any]:
    """The answers a mandate was written on, to be corrected."""
    names = ("deadline_on", "consequence", "nobody_words", "tried_words")
    return {"urgent": YES, "entitled": NO, "together": NO} | {name: getattr(mandate, name) for name in names}


def initial_of(mandate: Mandate) -> dict[str, Any]:
    """What a mandate says, to be corrected."""
    names = ("formality", "service", "category", "why", "presence", "duration", "until_on", "consent_by")
    acts = mandate.permitted_acts
    return {name: getattr(mandate, name) for name in (*names, "submission")} | {
        "usual_acts": [act for act in acts if act in USUAL_ACTS],
        "other_acts": "\n".join(act for act in acts if act not in USUAL_ACTS),
        **dict.fromkeys(MandateForm.CAPACITY, YES),
    }


class ConsentForm(Form):
    """Her yes, in the way that was chosen: each way asks for what proves it."""

    agrees = forms.BooleanField(
        label="Elle a lu, ou vous lui avez lu, tout le mandat. Elle dit oui.",
        error_messages={"required": "Cochez quand elle a dit oui."},
    )
    signed_name = WordsField(
        label="Elle écrit son prénom", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    signature = forms.RegexField(
        r"^(?:[ML]\d{1,3} \d{1,3} ?)*$", required=False, max_length=12000, widget=forms.HiddenInput
    )
    paper_place = WordsField(
        label="Où est gardé l’exemplaire signé ?",
        max_length=120,
        help_text="Par exemple : classeur des mandats, bureau 4.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    witness = WordsField(
        label="Le prénom et le nom du témoin", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    KEPT = {
        ConsentBy.SCREEN: ("signed_name", "signature"),
        ConsentBy.PAPER: ("paper_place",),
        ConsentBy.WITNESS: ("witness",),
        ConsentBy.SMS: (),
    }

    def __init__(self, *args: Any, way: ConsentBy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.way = way
        for name in {"signed_name", "signature", "paper_place", "witness"} - set(self.KEPT[way]):
            del self.fields[name]

    def consent(self) -> Consent:
        """What proves it, once the form is valid."""
        return Consent(by=self.way, **{name: self.cleaned_data[name] for name in self.KEPT[self.way]})


class ActChoice(forms.ChoiceField):
    """An act of the list, or any other: the mandate refuses those, and the journal keeps that it did."""

    def valid_value(self, value: Any) -> bool:
        return True


class ActForm(Form):
    """What was done, of the list; anything else is refused and written down."""

    OTHER = "autre"

    submission = forms.UUIDField(widget=forms.HiddenInput)
    what = ActChoice(label="Quel acte ?", widget=forms.RadioSelect)
    result = forms.ChoiceField(label="Ce qui s’est passé", choices=Result.choices, widget=Segments, initial=Result.DONE)
    receipt = WordsField(
        label="Numéro de reçu",
        max_length=60,
        required=False,
        help_text="Celui que le site a donné. Jamais un identifiant.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    words = ActWords(
        label="En quelques mots",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, mandate: Mandate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission", uuid4())
        acts = [(act, act) for act in mandate.permitted_acts]
        self.fields["what"].choices = [*acts, (self.OTHER, "Un autre acte")]  # type: ignore[attr-defined]


class EndForm(Form):
    """What became of the formality."""

    outcome = forms.ChoiceField(label="Où en est la démarche ?", choices=End.choices, widget=forms.RadioSelect)
    outcome_words = ActWords(
        label="Ce qu’il reste à faire",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    nothing_kept = forms.BooleanField(
        label="Ses papiers lui sont rendus. Aucun mot de passe n’est gardé, ni ici, ni dans le navigateur.",
        error_messages={"required": "Vérifiez, puis cochez."},
    )
