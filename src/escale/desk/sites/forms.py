"""The account on another site, and what is posted there."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.publishing.models import ConnectionKind
from escale.ui.forms import Form, WordsField

OFF = {"autocomplete": "off", "spellcheck": "false"}
TARGETS = {
    ConnectionKind.OPENAGENDA: (
        "Le numéro de l’agenda",
        "En bas de la page de l’agenda : « uid ». Rien que des chiffres.",
    ),
    ConnectionKind.FACEBOOK: (
        "Le numéro de la page",
        "Dans « À propos », sous « Transparence ». Rien que des chiffres.",
    ),
}
KEYS = {
    ConnectionKind.OPENAGENDA: ("La clé secrète", "Dans les réglages de votre compte OpenAgenda, sous « Clé d’API »."),
    ConnectionKind.FACEBOOK: (
        "La clé de la page",
        "Un jeton de page de longue durée, avec le droit « pages_manage_posts ».",
    ),
}


class ConnectionForm(Form):
    """A number and a key, which is never shown again."""

    target = forms.CharField(max_length=40, widget=forms.TextInput(attrs=OFF | {"inputmode": "numeric"}))
    key = forms.CharField(max_length=500, widget=forms.PasswordInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, kind: ConnectionKind, is_changed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in (("target", TARGETS[kind]), ("key", KEYS[kind])):
            self.fields[name].label, self.fields[name].help_text = words
        self.fields["target"].error_messages["required"] = "Écrivez ce numéro."
        self.fields["key"].error_messages["required"] = "Collez la clé."
        if is_changed:
            self.fields["key"].required = False
            self.fields["key"].help_text = "Laissez vide pour garder celle que vous avez donnée."

    def clean_target(self) -> str:
        number: str = self.cleaned_data["target"].replace(" ", "")
        if not (number.isascii() and number.isdecimal()):
            raise ValidationError("Ce numéro n’a que des chiffres. Copiez-le depuis la page.")
        return number


class PostForm(Form):
    """The text of one post."""

    text = WordsField(
        label="Le texte de la publication",
        max_length=2000,
        help_text="Le lien vers la page de l’atelier s’ajoute seul.",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Écrivez le texte."},
    )
