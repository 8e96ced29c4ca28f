"""What follows an appointment: one hour or several, and who accompanies the person."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms

from escale.accounts.models import Membership, Organization
from escale.desk.forms.hours import MemberField
from escale.desk.receivers import receivers
from escale.ui.forms import Form

TIMES = tuple((number, f"{number} rendez-vous") for number in range(2, 11))
RHYTHMS = ((1, "chaque semaine"), (2, "toutes les deux semaines"), (4, "toutes les quatre semaines"))


class SeriesForm(Form):
    """How many appointments, how far apart."""

    times = forms.TypedChoiceField(label="Combien", choices=TIMES, coerce=int, initial=4)
    weeks_apart = forms.TypedChoiceField(label="À quel rythme", choices=RHYTHMS, coerce=int, initial=1)


class TakeForm(Form):
    """Taking one hour or several of those proposed, by their keys."""

    hour = forms.MultipleChoiceField(
        label="Heures",
        error_messages={
            "required": "Choisissez au moins une heure.",
            "invalid_choice": "Une de ces heures vient d’être prise. Voici celles qui restent.",
        },
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)
    notify = forms.BooleanField(label="Prévenir la personne", required=False, initial=True)

    def __init__(self, *args: Any, keys: Sequence[str], effect: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission", uuid4())
        self.fields["hour"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]
        self.fields["notify"].help_text = effect


class ReferentForm(Form):
    """Who accompanies a person."""

    referent = MemberField(
        Membership.objects.none(),
        label="Ses rendez-vous sont proposés d’abord avec",
        required=False,
        empty_label="qui l’a vue la dernière fois",
        to_field_name="user",
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referent"].queryset = receivers(organization)  # type: ignore[attr-defined]
