"""Whom a prescriber sends: as little as it takes to receive her."""

from typing import Any

from django import forms

from escale.directory.models import ConsentHow
from escale.directory.received import Sent
from escale.portal.forms import NUMBER_HINT, TrappedForm
from escale.ui.forms import OneChip, PhoneField, WordsField

NAME = {"autocomplete": "off", "class": "w20"}


class SentForm(TrappedForm):
    """Who the person is, what she needs, and how she said yes."""

    first_name = forms.CharField(
        label="Son prénom",
        max_length=60,
        widget=forms.TextInput(attrs=NAME),
        error_messages={"required": "Écrivez son prénom."},
    )
    last_name = forms.CharField(
        label="Son nom de famille",
        help_text="Facultatif.",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs=NAME),
    )
    phone = PhoneField(
        label="Son numéro",
        help_text=NUMBER_HINT,
        error_messages={"required": "Écrivez le numéro de la personne. Un fixe suffit."},
    )
    words = WordsField(
        label="Ce qu’elle veut faire, en une phrase",
        help_text="Pas de détail de santé ni d’argent. Exemple : apprendre à envoyer un mail.",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Écrivez ce qu’elle veut faire."},
    )
    consent_how = forms.ChoiceField(
        label="Comment a-t-elle dit oui ?",
        choices=ConsentHow.choices,
        widget=OneChip,
        error_messages={"required": "Choisissez comment elle a dit oui."},
    )
    agrees = forms.BooleanField(
        label="Elle est d’accord pour que je vous donne son prénom, son numéro et cette phrase",
        error_messages={"required": "Sans son accord, nous ne pouvons pas la recevoir. Demandez-lui d’abord."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs["autocomplete"] = "off"

    @property
    def sent(self) -> Sent:
        """The person as the form says her."""
        said = self.cleaned_data
        return Sent(
            first_name=said["first_name"],
            last_name=said["last_name"],
            phone=said["phone"],
            words=said["words"],
            consent_how=ConsentHow(said["consent_how"]),
        )


class BookingForm(SentForm):
    """The same, when an hour is taken for her: perhaps with the prescriber."""

    is_together = forms.BooleanField(
        label="Je viens avec elle : rendez-vous à trois",
        required=False,
    )
