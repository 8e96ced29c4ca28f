"""What a member writes for herself, whom she would like to talk with, whom her team is told to call."""

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from escale.accounts.models import Membership
from escale.community import notes, peers
from escale.ui.forms import Form, Select, WordsField

_NUMBER = re.compile(r"\+?\d[\d ]{0,18}")


class NoteForm(Form):
    """A note for oneself: words, and nothing that opens an account."""

    text = WordsField(
        label="Une note pour vous",
        max_length=notes.LONGEST,
        help_text="Vous êtes seule ou seul à pouvoir la lire. N’y nommez personne.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Écrivez votre note."},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid4()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class PeerField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A colleague by her name, with her organization when it is another one."""

    own_organization_id: int | None = None

    def label_from_instance(self, obj: Any) -> str:
        name = str(obj.user.full_name)
        return name if obj.organization_id == self.own_organization_id else f"{name}, {obj.organization}"


class PeerForm(Form):
    """With whom she would like to talk."""

    peer = PeerField(
        Membership.objects.none(),
        label="Avec qui parler\u00a0?",
        empty_label="Choisissez",
        widget=Select,
        error_messages={"required": "Choisissez quelqu’un."},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid4()} | kwargs.get("initial", {})
        # Beside the form of a note, whose fields have the usual ids.
        super().__init__(*args, auto_id="pair-%s", **kwargs)
        peer: Any = self.fields["peer"]
        peer.own_organization_id = member.organization_id
        peer.queryset = peers.peers_of(member)
        # Read once (`iter`): the page asks whether there is anybody, then lists them.
        peer.choices = list(iter(peer.choices))

    @property
    def has_peers(self) -> bool:
        return len(self.fields["peer"].choices) > 1  # type: ignore[attr-defined]


class NumberForm(Form):
    """One more number to call."""

    number = forms.CharField(
        label="Numéro", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"})
    )
    label = WordsField(label="Qui répond\u00a0?", max_length=60)
    words = WordsField(
        label="Quand, pour qui\u00a0?",
        max_length=160,
        required=False,
        help_text="Exemple\u00a0: La responsable d’astreinte. Tous les jours jusqu’à 20 h.",
    )

    def clean_number(self) -> str:
        number = " ".join(re.sub(r"[.\-\u00a0\u202f]", " ", self.cleaned_data["number"]).split())
        if not _NUMBER.fullmatch(number):
            raise ValidationError("Écrivez un numéro, par exemple 3114 ou 02 61 91 05 12.")
        return number
