"""What is noted when somebody says aloud that a relative may act for her."""

from typing import Any

from django import forms

from escale.people.models import Beneficiary
from escale.ui.forms import Form, PhoneField


class RelativeForm(Form):
    """The relative, and the yes of the person herself."""

    helper_name = forms.CharField(
        label="Le prénom de son proche",
        help_text="Son proche l’écrira tel quel pour ouvrir son espace.",
        max_length=25,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    helper_phone = PhoneField(label="Le téléphone de son proche", max_length=80, widget=forms.TelInput)
    said_yes = forms.BooleanField(label="Cette personne me l’a dit elle-même, sans que son proche réponde pour elle")

    def __init__(self, *args: Any, person: Beneficiary, **kwargs: Any) -> None:
        first_name = person.helper_name.partition(" ")[0]
        super().__init__(*args, initial={"helper_name": first_name, "helper_phone": person.helper_phone}, **kwargs)
        self.person = person
        self.fields["helper_phone"].widget.attrs["autocomplete"] = "off"

    def clean_helper_name(self) -> str:
        name = str(self.cleaned_data["helper_name"])
        if not any(sign.isalpha() for sign in name) or not all(sign.isalpha() or sign in " -’'" for sign in name):
            raise forms.ValidationError("Écrivez seulement un prénom, en lettres.")
        return name

    def clean_helper_phone(self) -> str:
        phone = str(self.cleaned_data["helper_phone"])
        if phone in self.person.phones:
            raise forms.ValidationError("C’est le numéro de cette personne. Écrivez celui de son proche.")
        return phone
