"""What the team writes about somebody who came without appointment."""

from collections.abc import Iterable
from typing import Any

from django import forms

from escale.accounts.models import Membership, Organization
from escale.appointments.models import Reason, WalkInOutcome
from escale.desk.forms.hours import MemberField, reasons_of
from escale.desk.receivers import receivers
from escale.people.models import Beneficiary
from escale.ui.choices import ChoiceLabel
from escale.ui.forms import Form, PhoneField
from escale.ui.rows import RowField

OUTCOMES = {
    WalkInOutcome.SETTLED: ChoiceLabel("Réglé", tone="ok"),
    WalkInOutcome.CONTINUES: ChoiceLabel("À poursuivre", tone="warn"),
    WalkInOutcome.REFERRED: ChoiceLabel("Orienté"),
}


class AddForm(Form):
    """Who came, and what for: one line."""

    first_name = forms.CharField(
        label="Prénom",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Écrivez le prénom."},
    )
    reason = RowField(Reason.objects.none(), label="Vient pour", required=False, empty_label="Ne sait pas bien")
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = reasons_of(organization)  # type: ignore[attr-defined]

    def clean_first_name(self) -> str:
        said: str = self.cleaned_data["first_name"]
        if not any(sign.isalpha() for sign in said):
            raise forms.ValidationError("Nous ne lisons pas ce prénom. Écrivez-le en lettres.")
        return said


class CallForm(Form):
    """For whom one calls, and where to go."""

    adviser = MemberField(Membership.objects.none(), label="Pour", empty_label=None)
    where = forms.CharField(
        label="Où aller (l’écran le dit)",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adviser"].queryset = receivers(organization)  # type: ignore[attr-defined]


class PassForm(Form):
    """Why somebody passes before the others."""

    why = forms.CharField(
        label="Pourquoi passe-t-elle avant ?",
        help_text="L’équipe le lit, pas l’écran. Exemple : a un bus à 11 h.",
        max_length=80,
        error_messages={"required": "Écrivez pourquoi, en quelques mots."},
    )


class TellForm(Form):
    """Where to write when her turn comes."""

    phone = PhoneField(label="Son numéro de portable")


class NoteForm(Form):
    """What an appointment needs that a number in the queue doesn't say."""

    NEW = "nouvelle"

    reason = RowField(Reason.objects.none(), label="Pour quoi ?", empty_label=None)
    adviser = MemberField(Membership.objects.none(), label="Avec qui ?", empty_label=None)
    who = forms.ChoiceField(label="Sa fiche", widget=forms.RadioSelect)

    def __init__(self, *args: Any, organization: Organization, alike: Iterable[Beneficiary], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alike = {str(person.pk): person for person in alike}
        self.fields["reason"].queryset = reasons_of(organization)  # type: ignore[attr-defined]
        self.fields["adviser"].queryset = receivers(organization)  # type: ignore[attr-defined]
        known = [(pk, ChoiceLabel(person.full_name)) for pk, person in self.alike.items()]
        self.fields["who"].choices = [*known, (self.NEW, ChoiceLabel("Ouvrir une nouvelle fiche"))]  # type: ignore[attr-defined]

    @property
    def known_person(self) -> Beneficiary | None:
        return self.alike.get(self.cleaned_data["who"])
