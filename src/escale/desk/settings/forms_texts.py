"""Forms about the words of the messages, and how they leave."""

import json
from collections.abc import Mapping
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.accounts.models import Organization
from escale.appointments import no_shows
from escale.desk.message_kinds import REWORDABLE
from escale.desk.settings.words import ringing_words
from escale.french.dates import hour
from escale.outbox import texts
from escale.outbox.catalogue import MessageKind
from escale.outbox.quiet_hours import ringing_hours
from escale.ui.forms import Form, ModelForm

RINGING = [(f"{at:%H:%M}", hour(at)) for at in (time(8 + half // 2, 30 * (half % 2)) for half in range(25))]
"""Every half hour between which messages may ring: 8 h to 20 h, the law of good manners."""

WHEN: Mapping[str, str] = {
    "confirmation": "Tout de suite",
    "change": "Tout de suite",
    "cancellation": "Tout de suite",
    "reminder": "2 jours avant à 9 h, jamais le dimanche ni la nuit",
    "no_show": "Un quart d’heure après la fin, si vous le voulez",
    "series": "Tout de suite, une fois pour tous",
    "same_morning": "Le matin même à 8 h, si vous le voulez",
    "offer": "Dès qu’une heure se libère, à une personne à la fois",
    "waiting_noted": "Tout de suite",
    "walk_in_soon": "Quand le tour approche",
    "walk_in_turn": "Quand c’est le tour de la personne",
    "enrollment": "Tout de suite",
    "enrollment_waiting": "Tout de suite",
    "seat_offered": "Dès qu’une place se libère, à une personne à la fois",
    "group_invitation": "Quand vous invitez",
    "enrollment_canceled": "Quand vous retirez quelqu’un",
    "session_moved": "Tout de suite, à toutes les personnes inscrites",
    "session_canceled": "Tout de suite, à toutes les personnes inscrites",
    "group_canceled": "Tout de suite, à toutes les personnes inscrites",
    "groups_merged": "Tout de suite, aux personnes qui changent de groupe",
    "session_reminder": "2 jours avant à 9 h, jamais le dimanche ni la nuit",
    "session_same_morning": "Le matin même à 8 h, si vous le voulez",
    "session_missed": "Après l’appel, si vous le voulez",
    "skills_later": "Trois mois après la dernière séance",
    "session_added": "Tout de suite, à toutes les personnes inscrites",
    "session_kept": "Tout de suite, aux personnes prévenues par erreur",
    "catch_up_noted": "Tout de suite",
}
WORDS: Mapping[str, str] = {
    "prenom": "prénom",
    "jour": "jour",
    "heure": "heure",
    "lieu": "lieu",
    "adresse": "adresse",
    "conseiller": "conseiller",
    "a_apporter": "à apporter",
    "telephone": "téléphone",
    "lien": "lien",
    "rendez_vous": "les rendez-vous",
    "limite": "heure limite",
    "numero": "numéro",
    "ou_aller": "où aller",
    "atelier": "atelier",
    "seance": "numéro de la séance",
    "visio": "lien de la visio",
    "prochaine": "prochaine séance",
    "ancienne": "ancienne date",
    "pourquoi": "pourquoi",
}
"""What a placeholder is called on the button that inserts it."""


class TextsForm(Form):
    """One text per kind of message, each checked beside its field."""

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        own = texts.own_texts(organization)
        kwargs["initial"] = {kind.name: own.get(kind.name, kind.default_text) for kind in REWORDABLE}
        # Given before the base class reads them: it copies the fields, then gives each its sentences.
        self.base_fields = {kind.name: _text_field(kind) for kind in REWORDABLE}  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    def _clean_fields(self) -> None:
        super()._clean_fields()
        for kind in REWORDABLE:
            if kind.name in self.cleaned_data:
                problems = texts.check(self.cleaned_data[kind.name], kind.placeholders)
                if problems:
                    self.add_error(kind.name, [ValidationError(problem) for problem in problems])

    def wording(self, kind: MessageKind) -> str:
        """The text as it stands in the form."""
        return str(self[kind.name].value() or "")


class SendingForm(ModelForm):
    """Who signs the messages, when they may ring, whether a second reminder leaves, how many may leave in a day."""

    sms_from = forms.TypedChoiceField(
        label="Les messages partent à partir de", coerce=time.fromisoformat, choices=RINGING, required=False
    )
    sms_until = forms.TypedChoiceField(label="… et jusqu’à", coerce=time.fromisoformat, choices=RINGING, required=False)

    class Meta:
        model = Organization
        fields = ("sms_sender", "same_morning_reminder", "sms_from", "sms_until", "sms_per_day")
        labels = {
            "sms_sender": "Nom de l’expéditeur",
            "same_morning_reminder": "Envoyer aussi un rappel le matin même",
            "sms_per_day": "SMS par jour, au plus",
        }
        help_texts = {
            "sms_sender": "11 lettres ou chiffres au plus, sans espace ni accent : « CSVitre ». "
            "Vide : celui de l’installation.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sms_per_day"].widget.attrs |= {"class": "short", "inputmode": "numeric"}
        kept = self.instance
        self.initial["sms_from"], self.initial["sms_until"] = f"{kept.sms_from:%H:%M}", f"{kept.sms_until:%H:%M}"
        self.fields["sms_until"].help_text = ringing_words(ringing_hours(kept))

    def clean_sms_from(self) -> time:
        chosen: time | None = self.cleaned_data["sms_from"]
        return chosen or self.instance.sms_from

    def clean_sms_until(self) -> time:
        chosen: time | None = self.cleaned_data["sms_until"]
        return chosen or self.instance.sms_until

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("sms_from"), cleaned.get("sms_until")
        if opens and closes and closes <= opens:
            self.add_error("sms_until", "L’heure de fin vient avant l’heure de début. Laissez au moins une demi-heure.")
        return cleaned

    def clean_sms_sender(self) -> str:
        sender: str = self.cleaned_data["sms_sender"]
        if sender and not (sender.isascii() and sender.isalnum() and any(sign.isalpha() for sign in sender)):
            raise ValidationError(
                "Les opérateurs n’acceptent que des lettres sans accent et des chiffres, sans espace, une lettre au moins."
            )
        return sender

    def clean_sms_per_day(self) -> int:
        per_day: int = self.cleaned_data["sms_per_day"]
        if not 1 <= per_day <= 100_000:
            raise ValidationError("Écrivez un nombre de 1 à 100 000.")
        return per_day


class NoShowForm(ModelForm):
    """What follows an absence: a kind word to the person, a note to whoever receives her next."""

    class Meta:
        model = Organization
        fields = ("no_show_message", "no_show_note_after")
        labels = {
            "no_show_message": "Écrire à la personne après une absence",
            "no_show_note_after": "Signaler à l’équipe à partir de combien d’absences en 6 mois ?",
        }
        help_texts = {
            "no_show_message": "Le texte « Après une absence », une fois, de jour. Rien ne part si vous annulez ce choix "
            "dans le quart d’heure.",
            "no_show_note_after": "0 : ne rien signaler. La personne peut toujours prendre rendez-vous.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["no_show_note_after"].widget.attrs |= {"class": "short", "inputmode": "numeric"}

    @property
    def example(self) -> str:
        """The note as a card would show it, with what is chosen."""
        chosen = self.instance.no_show_note_after
        return no_shows.note(chosen, after=chosen)


def _text_field(kind: MessageKind) -> forms.CharField:
    counter = f"count_{kind.name}"
    attrs = {
        "rows": 4,
        "spellcheck": "true",
        "data-sms-length": counter,
        "data-example": json.dumps(dict(kind.placeholders), ensure_ascii=False),
    }
    return forms.CharField(
        label=f"Texte : {kind.label}", max_length=texts.LONGEST_TEXT, widget=forms.Textarea(attrs=attrs)
    )
