"""What is asked of whoever brings an organization into a network."""

from collections.abc import Sequence
from typing import Any

from django import forms

from escale.accounts.forms.own import NewAccountForm, OrganizationForm
from escale.accounts.models import Organization
from escale.ui.forms import Form, WordsField

ANOTHER = "autre"


class CharterForm(Form):
    """A yes to what was just read."""

    agreed = forms.BooleanField(label="J’ai lu cette charte, et ma structure s’y engage.")


class WhichOrganizationForm(Form):
    """One of those she runs, or another one."""

    which = forms.ChoiceField(label="La structure", widget=forms.RadioSelect)

    def __init__(self, *args: Any, hers: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.pk), each.name) for each in hers]
        self.fields["which"].choices = [*choices, (ANOTHER, "Une autre, que je crée")]  # type: ignore[attr-defined]


class FirstOrganizationForm(NewAccountForm, OrganizationForm):
    """An organization and the account of whoever runs it."""

    field_order = ["organization", "commune", "phone", "first_name", "last_name", "password"]


class DeclineForm(Form):
    why = WordsField(
        label="Pourquoi, si vous voulez le dire",
        help_text="La personne qui vous invite le lira.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
