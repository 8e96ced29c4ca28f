"""What is asked of a page in another language."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from escale.publishing.models import Language
from escale.publishing.models.languages import LONGEST_ADDRESS
from escale.ui.forms import Form, Select


class TranslatedPageForm(Form):
    """A language, and where its page or its video is."""

    language = forms.ChoiceField(
        label="La langue",
        choices=[(language.value, language.label.capitalize()) for language in Language],
        widget=Select,
    )
    address = forms.URLField(
        label="L’adresse de la page ou de la vidéo",
        help_text="Elle commence par https://. Nous montrons un lien, rien d’autre.",
        max_length=LONGEST_ADDRESS,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        parts = urlsplit(address)
        if parts.scheme != "https" or parts.username or parts.password:
            raise ValidationError("Écrivez une adresse qui commence par https://.")
        return address
