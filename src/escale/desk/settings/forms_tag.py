"""What is asked of a tag."""

from django import forms

from escale.activity.tagging import LONGEST
from escale.ui.forms import Form, WordsField


class TagForm(Form):
    """A word, and whether a funder asks for its figures."""

    name = WordsField(
        label="Mot-clé",
        max_length=LONGEST,
        help_text="Un projet, un financeur, un lieu. Jamais le nom d’une personne reçue.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Écrivez ce mot-clé."},
    )
    is_funder = forms.BooleanField(label="C’est un financeur : il demande ses chiffres à part", required=False)
