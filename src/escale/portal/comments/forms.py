"""What a reader is asked: her words and a first name; what she reports; what she replies to an article that names her."""

from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone

from escale.media.comments.replying import Asked
from escale.media.comments.writing import Words
from escale.portal.forms import TrappedForm
from escale.ui.forms import Form, SubmissionField, WordsField

SALT = "escale.portal.comments"
DAYS_OPEN = 7
"""How long a page may stay open before nobody knows any more when it was."""
NAME = {"autocomplete": "given-name", "class": "w20"}


def opened_now() -> str:
    """When the page was made, signed: how long somebody took to write is read from it."""
    return signing.dumps(int(timezone.now().timestamp()), salt=SALT)


class CommentForm(TrappedForm):
    """A comment. Only the two first answers are needed."""

    text = WordsField(
        label="Votre message",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    name = WordsField(
        label="Votre prénom ou un surnom",
        help_text="Pas besoin d’adresse mail.",
        max_length=40,
        widget=forms.TextInput(attrs=NAME),
    )
    email = forms.EmailField(
        label="Votre adresse mail, si vous voulez",
        help_text="Elle n’est jamais montrée. Elle sert à vous dire pourquoi un message n’est pas publié.",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "w20"}),
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False, initial=opened_now)
    submission = SubmissionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="commentaire-%s", **kwargs)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not any(sign.isalnum() for sign in name):
            raise forms.ValidationError("Nous ne lisons pas ce prénom. Écrivez-le en lettres.")
        return name

    @property
    def words(self) -> Words:
        said = self.cleaned_data
        return Words(name=said["name"], text=said["text"], email=said["email"], seconds=self._seconds)

    @property
    def _seconds(self) -> float | None:
        try:
            opened = signing.loads(self.cleaned_data["opened"], salt=SALT, max_age=DAYS_OPEN * 86400)
        except signing.BadSignature:
            return None
        return timezone.now().timestamp() - opened if isinstance(opened, int) else None


class CorrectionForm(Form):
    """Other words in place of one's own."""

    text = WordsField(label="Votre message", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    name = WordsField(label="Votre prénom ou un surnom", max_length=40, widget=forms.TextInput(attrs=NAME))


class ReportForm(TrappedForm):
    """Why a comment should not be shown."""

    why = WordsField(
        label="Qu’est-ce qui ne va pas ?",
        help_text="Une phrase suffit. N’écrivez pas votre nom.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    submission = SubmissionField()


class RightOfReplyForm(TrappedForm):
    """What the law asks for: who, about which words, what to show; and how to answer her."""

    name = WordsField(
        label="Votre prénom et votre nom",
        help_text="Ils seront montrés avec votre réponse.",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "w20"}),
    )
    contact = forms.CharField(
        label="Votre adresse mail ou votre numéro",
        help_text="Pour vous répondre. Ils ne sont jamais montrés.",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "email", "class": "w20"}),
    )
    passage = WordsField(
        label="Le passage dont vous parlez",
        help_text="Recopiez les mots de la chronique.",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = WordsField(
        label="Votre réponse",
        help_text="Elle sera publiée sous la chronique, telle que vous l’écrivez.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    submission = SubmissionField()

    def clean_contact(self) -> str:
        contact: str = self.cleaned_data["contact"]
        if "@" not in contact and sum(sign.isdigit() for sign in contact) < 10:
            raise forms.ValidationError("Écrivez une adresse mail, ou un numéro à 10 chiffres.")
        return contact

    @property
    def asked(self) -> Asked:
        said = self.cleaned_data
        return Asked(name=said["name"], contact=said["contact"], passage=said["passage"], text=said["text"])
