"""What is written about a question heard."""

from typing import Any

from django import forms

from escale.accounts.models import Organization
from escale.places.models import Venue
from escale.questions.models import HeardFrom
from escale.ui.forms import Form, OneChip, WordsField


class QuestionForm(Form):
    """A question as it was heard, without any name; how often, from whom, where."""

    text = WordsField(
        label="La question",
        max_length=160,
        help_text="Sans nom ni détail d’une personne. Exemple : comment scanner un document ?",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Écrivez la question."},
    )
    times = forms.TypedChoiceField(
        label="Entendue", coerce=int, choices=[(n, f"{n} fois") for n in (1, 2, 3, 5, 10)], widget=OneChip, initial=1
    )
    heard_from = forms.ChoiceField(label="Chez", choices=HeardFrom.choices, widget=OneChip, initial=HeardFrom.ANYONE)
    venue = forms.ModelChoiceField(Venue.objects.none(), label="Lieu", required=False, empty_label="Partout")

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        venues = Venue.objects.of_organization(organization).in_use().order_by("name", "pk")
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]
