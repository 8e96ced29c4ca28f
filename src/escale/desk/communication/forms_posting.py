"""The form that says where posters hang."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.desk.settings.forms_permanence import DayField
from escale.publishing import picture_files
from escale.publishing.models import Outlet, Piece
from escale.publishing.picture_files import NotAnImage
from escale.ui.forms import Chips, Form, WordsField

LONGEST_PHOTO = 1280
"""Pixels: enough to see where it hangs."""


class PostingForm(Form):
    """Where, when, by whom; a photo when somebody took one."""

    outlets = forms.ModelMultipleChoiceField(
        label="Où", queryset=Outlet.objects.none(), widget=Chips, error_messages={"required": "Choisissez un lieu."}
    )
    on = DayField(label="Posée le")
    by_whom = WordsField(label="Posée par", max_length=80, required=False, help_text="Facultatif.")
    photo = forms.FileField(
        label="Une photo",
        required=False,
        help_text="Facultatif. Sans personne reconnaissable dessus. 5 Mo au plus.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args: Any, piece: Piece, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        places = Outlet.objects.filter(channel=piece.channel_id).in_use().by_name()
        self.fields["outlets"].queryset = places  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError("Ce jour n’est pas encore venu. Notez la pose quand elle est faite.")
        return on

    def clean_photo(self) -> bytes | None:
        sent = self.cleaned_data["photo"]
        if not sent:
            return None
        try:
            return picture_files.read(sent, size=sent.size, longest=LONGEST_PHOTO).content
        except NotAnImage as problem:
            raise ValidationError(problem.sentence) from None
