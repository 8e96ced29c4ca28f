"""One’s own account: its name, and making it."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from escale.accounts.founding import NewOrganization
from escale.accounts.models import User
from escale.accounts.setup import Answers
from escale.ui.forms import Form, ModelForm, PhoneField

HOW_LONG = "12 signes au moins. Trois ou quatre mots sans rapport entre eux, c’est très bien."


class NameForm(ModelForm):
    """The name colleagues and the public read."""

    class Meta:
        model = User
        fields = ("first_name", "last_name")
        labels = {"first_name": "Votre prénom", "last_name": "Votre nom"}


class PasswordOrCode(Form):
    """A password, or none: she will then sign in with a code sent by mail."""

    password = forms.CharField(
        label="Votre mot de passe",
        required=False,
        strip=False,
        help_text=f"Facultatif : sans mot de passe, vous entrez avec un code reçu par mail. {HOW_LONG}",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def check_password(self, user: User) -> None:
        """Refuse a password too easy to find for this person."""
        password = self.cleaned_data.get("password")
        if not password:
            return
        try:
            validate_password(password, user)
        except ValidationError as refused:
            self.add_error("password", refused)


def first_name_field() -> forms.CharField:
    return forms.CharField(
        label="Votre prénom", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )


def last_name_field() -> forms.CharField:
    return forms.CharField(
        label="Votre nom", max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )


class NewAccountForm(PasswordOrCode):
    """The account of whoever accepts an invitation."""

    first_name = first_name_field()
    last_name = last_name_field()
    field_order = ["first_name", "last_name", "password"]

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names = {name: cleaned.get(name, "") for name in ("first_name", "last_name")}
        self.check_password(User(email=self.email, **names))
        return cleaned


class OrganizationForm(Form):
    """An organization that begins."""

    organization = forms.CharField(
        label="Le nom de votre structure", max_length=80, help_text="Comme « Centre social de Vitré »."
    )
    commune = forms.CharField(label="Votre commune", max_length=80)
    phone = PhoneField(label="Le téléphone de votre structure", max_length=80, required=False, allow_premium=True)

    def described(self) -> NewOrganization:
        said = self.cleaned_data
        return NewOrganization(name=said["organization"], commune=said["commune"], phone=said["phone"])


class SetUpForm(PasswordOrCode, OrganizationForm):
    """The first organization and the first account."""

    code = forms.CharField(
        label="Code affiché dans le terminal",
        max_length=40,
        help_text="Comme K7PM-3XQA-9BDT. Il s’affiche là où Escale a été démarré.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    first_name = first_name_field()
    last_name = last_name_field()
    email = forms.EmailField(
        label="Votre adresse mail", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    field_order = [
        "code", "organization", "commune", "phone", "first_name", "last_name", "email", "password",
    ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names = {name: cleaned.get(name, "") for name in ("email", "first_name", "last_name")}
        self.check_password(User(**names))
        return cleaned

    def answers(self) -> Answers:
        cleaned = self.cleaned_data
        return Answers(
            organization=self.described(),
            first_name=cleaned["first_name"],
            last_name=cleaned["last_name"],
            email=cleaned["email"],
            password=cleaned["password"] or None,
        )
