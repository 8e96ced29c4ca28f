"""What an adviser writes of herself for the public, and her photo."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.desk.pictures.forms import ImageField
from escale.publishing.advisers import MOST_LINES, USUAL, Draft
from escale.publishing.models import AdviserPage
from escale.ui.forms import Form, WordsField


class OwnPageForm(Form):
    """A list, a line each, and languages; it begins with what is true of most advisers."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    helps_with = WordsField(
        label="Ce que je peux vous aider à faire",
        max_length=800,
        help_text="Une chose par ligne, avec les mots des gens. Commencez par un verbe : « Ranger ses photos ».",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    languages = WordsField(
        label="Les langues que je parle",
        max_length=100,
        required=False,
        help_text="Par exemple : français, anglais, un peu d’arabe. La langue des signes aussi.",
    )

    def __init__(self, *args: Any, page: AdviserPage | None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"helps_with": USUAL, "languages": "français", "revision": 0}
        if page is not None:
            initial = {name: getattr(page, name) for name in initial}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_helps_with(self) -> str:
        text: str = self.cleaned_data["helps_with"]
        count = sum(bool(line.strip()) for line in text.splitlines())
        if count > MOST_LINES:
            raise ValidationError(f"Il y a {count} lignes. Gardez les {MOST_LINES} plus utiles.")
        return text

    def draft(self) -> Draft:
        """What was written, once the form is valid."""
        return Draft(**self.cleaned_data)


class FaceForm(Form):
    file = ImageField(
        label="Ma photo",
        help_text="PNG, JPEG ou WebP, 5 Mo au plus. Votre visage, de face, avec de la lumière. Rien ne vous y oblige.",
    )
