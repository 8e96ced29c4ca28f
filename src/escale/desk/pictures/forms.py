"""A picture to bring, with what it shows for whoever can't see it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.publishing.picture_files import MOST_BYTES, TOO_HEAVY
from escale.ui.forms import Chips, Form, WordsField
from escale.writing.models import Medium

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


class ConsentForm(Form):
    who = WordsField(
        label="Qui y est",
        help_text="Le nom de la personne qui a signé, ou de qui a signé pour elle. Il n’est montré qu’à l’équipe.",
        max_length=80,
    )
    until = forms.DateField(
        label="D’accord jusqu’au",
        help_text="Ce jour compris. Ensuite la photo disparaît toute seule.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    where = forms.MultipleChoiceField(
        label="Où elle peut être montrée", choices=Medium.choices, widget=Chips, initial=[Medium.SITE]
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until < self.today:
            raise ValidationError("Cette date est passée. Choisissez un jour à venir.")
        return until
