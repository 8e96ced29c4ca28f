"""Where the list is sent."""

from typing import Any

from django.core.exceptions import ValidationError

from escale.outbox.limits import can_receive_sms
from escale.portal.forms import TrappedForm
from escale.ui.forms import PhoneField


class ListForm(TrappedForm):
    """A mobile number, for one SMS."""

    phone = PhoneField(label="Votre numéro de portable", help_text="Un seul SMS, avec les 3 premières réponses.")

    def clean_phone(self) -> Any:
        phone = self.cleaned_data["phone"]
        if not can_receive_sms(phone):
            raise ValidationError(
                "Ce numéro ne reçoit pas de SMS. Écrivez un numéro de portable, ou imprimez la liste."
            )
        return phone
