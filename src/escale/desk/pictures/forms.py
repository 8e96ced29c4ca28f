"""A picture to bring, with what it shows for whoever can't see it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.publishing.picture_files import MOST_BYTES, TOO_HEAVY
from escale.ui.forms import Form, WordsField

ACCEPTED = "image/png,image/jpeg,image/webp"


class ImageField(forms.FileField):
    """An image file, refused by its weight before anything reads it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPTED}))
        kwargs.setdefault("error_messages", {"empty": "Ce fichier est vide. Choisissez-en un autre."})
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = super().clean(data, initial)
        if sent and sent.size > MOST_BYTES:
            raise ValidationError(TOO_HEAVY.format(size=f"{sent.size / 1024 / 1024:.1f}".replace(".", ",")))
        return sent


class PhotoForm(Form):
    file = ImageField(label="La photo", help_text="PNG, JPEG ou WebP, 5 Mo au plus. Large plutôt que haute.")
    alt = WordsField(
        label="Ce qu’on y voit",
        help_text="Pour qui ne voit pas l’image. Par exemple : deux mains sur un téléphone.",
        max_length=150,
    )
    credit = WordsField(
        label="Qui l’a prise, si vous voulez le dire",
        help_text="Écrit au bas de l’affiche. Les personnes reconnaissables doivent avoir donné leur accord.",
        max_length=60,
        required=False,
    )
