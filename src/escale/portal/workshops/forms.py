"""What whoever enrolls is asked: a first name and a number; the rest only if she wants."""

from typing import Any

from django import forms

from escale.french.plain_text import fold
from escale.portal.forms import FIRST_NAME, TrappedForm
from escale.ui.forms import OneChip, PhoneField, WordsField
from escale.workshops.enrollment import Who

ALONE, TWO = "seul", "deux"


class EnrollForm(TrappedForm):
    """Who comes, alone or with somebody, and which number hears of it."""

    first_name = forms.CharField(label="Votre prénom", max_length=60, widget=forms.TextInput(attrs=FIRST_NAME))
    phone = PhoneField(
        label="Votre numéro de téléphone",
        help_text="Portable ou fixe. Pas besoin de mail.",
        widget=forms.TelInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    company = forms.ChoiceField(
        label="Je viens",
        choices=[(ALONE, "Seul"), (TWO, "À deux")],
        initial=ALONE,
        required=False,
        widget=OneChip,
    )
    for_someone = forms.BooleanField(label="Je réserve pour quelqu’un d’autre", required=False)
    person_first_name = forms.CharField(
        label="Le prénom de la personne qui vient",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w20"}),
    )
    last_name = forms.CharField(
        label="Le nom de famille de la personne qui vient",
        help_text="Utile si deux personnes ont le même prénom et le même numéro.",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w20"}),
    )
    needs = WordsField(
        label="Ce qu’il vous faut dans la salle",
        help_text="Exemples : grand écran, place près de la porte, boucle magnétique. N’écrivez rien sur votre santé.",
        max_length=200,
        required=False,
    )

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or self.cleaned_data
        if not said.get("for_someone"):
            # Hidden again: what was typed there no longer counts.
            self.errors.pop("person_first_name", None)
        elif not said.get("person_first_name") and "person_first_name" not in self.errors:
            self.add_error("person_first_name", "Écrivez le prénom de la personne qui vient.")
        return said

    @property
    def opens_more(self) -> bool:
        """Whether what is folded holds something to see."""
        return any(self[name].errors or self[name].value() for name in ("last_name", "needs"))

    @property
    def who(self) -> Who:
        """Who comes, once the form is valid."""
        said = self.cleaned_data
        helped = said["for_someone"]
        return Who(
            first_name=said["person_first_name"] if helped else said["first_name"],
            last_name=said["last_name"],
            phone=said["phone"],
            helper_name=said["first_name"] if helped else "",
            needs=said["needs"],
            with_companion=said["company"] == TWO,
        )

    @property
    def same_form(self) -> str:
        """What makes two copies of one form the same: the number, and which member of the family comes."""
        who = self.who
        return f"{who.phone} {fold(who.first_name)} {fold(who.last_name)}"
