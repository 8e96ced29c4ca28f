"""Gathering readers, and what they write of a page."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from escale.accounts.models import Membership, Network
from escale.feedback.models import LONGEST_PASSAGE, LONGEST_REMARK, ReadingGroup
from escale.ui.forms import Form, Select, SubmissionField, WordsField


class GroupForm(Form):
    """A name, and whose pages are read over."""

    name = forms.CharField(label="Le nom du groupe", help_text="Exemple\u00a0: relecture du printemps", max_length=80)
    network = forms.ModelChoiceField(
        label="Qui relit\u00a0?", queryset=Network.objects.none(), required=False, widget=Select
    )

    def __init__(self, *args: Any, networks: QuerySet[Network], own: str, **kwargs: Any) -> None:
        """`own` names her organization; "" when she gathers for networks alone."""
        super().__init__(*args, **kwargs)
        network: Any = self.fields["network"]
        network.queryset, network.required, network.empty_label = networks, not own, own or None
        if not networks:
            del self.fields["network"]


class InviteForm(Form):
    """Somebody who works there, by the address she signs in with."""

    email = forms.EmailField(
        label="L’adresse mail de la personne",
        max_length=254,
        widget=forms.EmailInput(attrs={"list": "proposees", "autocomplete": "off"}),
    )


class RemarkForm(Form):
    """What is to change on a page, and the words it is about."""

    group = forms.ModelChoiceField(label="Pour quel groupe\u00a0?", queryset=ReadingGroup.objects.none(), widget=Select)
    passage = WordsField(
        label="Le passage, si vous voulez",
        help_text="Recopiez les mots dont vous parlez.",
        max_length=LONGEST_PASSAGE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    words = WordsField(
        label="Votre remarque",
        help_text="Ce qui gêne, et ce que vous proposez. Ne nommez personne.",
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    submission = SubmissionField()

    def __init__(self, *args: Any, groups: QuerySet[ReadingGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group: Any = self.fields["group"]
        group.queryset = groups
        if len(groups) == 1:
            group.widget, group.initial = forms.HiddenInput(), groups[0]


def invited_words(members: QuerySet[Membership]) -> list[tuple[str, str]]:
    """Who may be invited, for the list under the field: her address, and her name with where she works."""
    return [(member.user.email, f"{member.user.full_name}, {member.organization.name}") for member in members[:200]]
