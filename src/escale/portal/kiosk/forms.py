"""What the tablet asks: a first name and what one comes for; a number, for whoever wants an SMS."""

from collections.abc import Iterable
from typing import Any

from django import forms

from escale.appointments.models import Reason
from escale.portal.forms import NUMBER_HINT, NamedForm
from escale.ui.choices import ChoiceLabel
from escale.ui.forms import Form, PhoneField

DOES_NOT_KNOW = "?"


class ArrivalForm(NamedForm):
    """Who comes, and what for."""

    first_name = forms.CharField(
        label="Mon prénom, ou un surnom",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words"}),
        error_messages={"required": "Écrivez votre prénom, ou un surnom : l’écran vous appellera avec."},
    )
    reason = forms.ChoiceField(label="Je viens pour…", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, reasons: Iterable[Reason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reasons = {str(reason.pk): reason for reason in reasons}
        choices = [(pk, ChoiceLabel(reason.sentence, icon=reason.icon)) for pk, reason in self.reasons.items()]
        unsure = (DOES_NOT_KNOW, ChoiceLabel("Je ne sais pas bien", icon="circle-help"))
        self.fields["reason"].choices = [*choices, unsure]  # type: ignore[attr-defined]

    @property
    def chosen_reason(self) -> Reason | None:
        return self.reasons.get(self.cleaned_data["reason"])


class TurnSmsForm(Form):
    """Where to write when her turn comes."""

    phone = PhoneField(label="Mon numéro de portable", help_text=NUMBER_HINT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The next person must not be proposed the number of this one.
        self.fields["phone"].widget.attrs["autocomplete"] = "off"
