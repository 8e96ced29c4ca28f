"""Places as people type them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.french.plain_text import fold
from escale.places import communes
from escale.places.communes import Commune

SEVERAL_SHOWN = 5


class CommuneField(forms.CharField):
    """A commune typed by its name, its postcode or both; cleaned to a `Commune`, or None when it may be empty.

    The page may suggest while one types (`data-communes`); what was typed is enough without it.
    """

    def clean(self, value: Any) -> Commune | None:
        typed = super().clean(value)
        if not typed:
            return None
        found = communes.search(typed, limit=SEVERAL_SHOWN + 1)
        if not found:
            raise ValidationError("Nous ne trouvons pas cette commune. Écrivez son nom ou son code postal.")
        wanted = fold("".join(sign for sign in typed if not sign.isdigit()))
        exact = [commune for commune in found if typed == commune.label] or [
            commune for commune in found if wanted == fold(commune.name)
        ]
        if len(found) == 1 or len(exact) == 1:
            return (exact or found)[0]
        shown = ", ".join(commune.label for commune in (exact or found)[:SEVERAL_SHOWN])
        raise ValidationError(f"Plusieurs communes répondent : {shown}. Recopiez la bonne, avec son code postal.")
