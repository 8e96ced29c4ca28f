"""What is decided of comments, and why; an answer; why a right of reply is refused."""

from typing import Any

from django import forms
from django.http import QueryDict

from escale.media.comments.moderating import REASONS
from escale.media.models import Comment, CommentState
from escale.ui.forms import Form, Select, SubmissionField, WordsField

NEEDS_A_REASON = frozenset({CommentState.REFUSED, CommentState.REMOVED})
LONGEST_WHY = 200


class DecisionForm(Form):
    """Which comments as they were read, what is decided, why. Its fields have the words of the page for names."""

    quoi = forms.ChoiceField(choices=CommentState, widget=forms.HiddenInput, required=False)
    raison = forms.ChoiceField(
        label="Pourquoi ?",
        help_text="Pour refuser ou retirer. La raison est écrite à qui a donné une adresse mail.",
        choices=[("", "Choisissez"), *((reason, reason) for reason in REASONS)],
        widget=Select,
        required=False,
    )
    mots = WordsField(label="Avec vos mots, si vous voulez", max_length=120, required=False)

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or self.cleaned_data
        if not self.read:
            self.add_error(None, "Cochez au moins un commentaire.")
        if self.state in NEEDS_A_REASON and not (said.get("raison") or said.get("mots")):
            self.add_error("raison", "Choisissez une raison, ou écrivez-la à côté.")
        return said

    @property
    def read(self) -> dict[int, str]:
        """The prints of the comments chosen, by key; the button of one comment chooses it alone."""
        if not isinstance(self.data, QueryDict):
            return {}
        one = self.data.get("seul", "")
        pairs = [text.partition("-") for text in ([one] if one else self.data.getlist("lu"))]
        return {int(pk): print_ for pk, _, print_ in pairs if pk.isascii() and pk.isdecimal() and len(pk) < 19}

    @property
    def state(self) -> CommentState:
        said = self.data.get("quoi", "")
        return CommentState(said) if said in CommentState.values else CommentState.PUBLISHED

    @property
    def why(self) -> str:
        return ". ".join(filter(None, [self.cleaned_data.get("raison"), self.cleaned_data.get("mots")]))[:LONGEST_WHY]


class AnswerForm(Form):
    """An answer, under her own name."""

    text = WordsField(label="Votre réponse", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    submission = SubmissionField()


class RefusalForm(Form):
    """Why a right of reply isn't published: the law is strict about it."""

    why = WordsField(
        label="Pourquoi la refuser ?",
        help_text="Cette raison est écrite à la personne, si elle a donné une adresse mail.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def chosen(comment: Comment, print_: str) -> str:
    """A comment as a box or a button says it was read."""
    return f"{comment.pk}-{print_}"
