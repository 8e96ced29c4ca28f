"""A word more about a page that did not help."""

from django import forms
from django.core.exceptions import ValidationError

from escale.feedback.models import LONGEST_WORDS
from escale.questions.naming import names_somebody
from escale.ui.forms import Form, WordsField

NO_NAME = (
    "Écrivez ce mot sans nom, sans numéro et sans adresse mail : tout le monde peut donner son avis sans se nommer."
)


class AWordForm(Form):
    """What was missing, without anybody's name."""

    words = WordsField(
        label="Qu’est-ce qui vous a manqué ?",
        help_text="Une phrase suffit. N’écrivez ni nom, ni numéro, ni mot de passe.",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"required": "Écrivez une phrase, ou revenez à votre page."},
    )

    def clean_words(self) -> str:
        text: str = self.cleaned_data["words"]
        if names_somebody(text):
            raise ValidationError(NO_NAME)
        return text
