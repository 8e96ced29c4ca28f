"""Places as people type them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.places import communes
from escale.places.communes import Commune, NotOneCommune

MOST_PROPOSED = 5


class CommuneField(forms.CharField):
    """A commune typed by its name, its postcode or both; cleaned to a `Commune`, or None when it may be empty.

    The page may suggest while one types (`data-communes`); what was typed is enough without it. Where only one commune may be
    meant by a name misspelt, it is taken, unless `is_exact`.
    """

    def __init__(self, *, is_exact: bool = False, **kwargs: Any) -> None:
        self.is_exact = is_exact
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Commune | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return communes.the_one(typed)
        except NotOneCommune as doubt:
            if len(doubt.proposed) == 1 and not self.is_exact:
                return doubt.proposed[0]
            raise ValidationError(_sentence(doubt)) from doubt


def _sentence(doubt: NotOneCommune) -> str:
    if not doubt.proposed:
        return "Nous ne trouvons pas cette commune. Vérifiez son nom, ou écrivez son code postal."
    proposed = ", ".join(commune.label for commune in doubt.proposed[:MOST_PROPOSED])
    return f"Nous connaissons : {proposed}. Recopiez la bonne, avec son code postal."
