"""What is written about a question heard, and about the questions of the list."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.places.zones import venues_of
from escale.questions import naming, noting
from escale.questions.models import HeardFrom, HeardHow
from escale.questions.recurring import LONGEST_TITLE
from escale.ui.forms import Form, OneChip, Select, WordsField
from escale.ui.rows import RowField

SHORT_PUBLICS = {
    HeardFrom.ANYONE: "Tous",
    HeardFrom.SENIORS: "Seniors",
    HeardFrom.YOUNG: "15–25 ans",
    HeardFrom.ADULTS: "Adultes",
}
ASKED_OF_THE_TEAM = [HeardHow.ON_SITE, HeardHow.PHONE, HeardHow.APPOINTMENT]


def anonymous(text: str) -> str:
    """The text, unless it says who asks."""
    if naming.names_somebody(text):
        raise ValidationError(naming.SENTENCE)
    return text


class QuestionForm(Form):
    """A question as it was heard, without any name; from whom; and, folded, how often, where, how."""

    text = WordsField(
        label="Une question vient de revenir\u00a0?",
        max_length=160,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": "Exemple\u00a0: comment agrandir les lettres"}
        ),
        error_messages={"required": "Écrivez la question."},
    )
    heard_from = forms.ChoiceField(
        label="Public", choices=list(SHORT_PUBLICS.items()), widget=Select(attrs={"class": "auto"})
    )
    times = forms.TypedChoiceField(
        label="Entendue",
        coerce=int,
        choices=[(n, f"{n} fois") for n in (1, 2, 3, 5, 10)],
        widget=OneChip,
        initial=1,
        required=False,
        empty_value="1",
    )
    heard_how = forms.ChoiceField(
        label="Comment",
        choices=[(how, how.label.capitalize()) for how in ASKED_OF_THE_TEAM],
        widget=OneChip,
        required=False,
    )
    venue = RowField(Venue.objects.none(), label="Lieu", required=False, empty_label="Partout")
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        last = noting.last_of(member) if not (args and args[0]) else None
        if last:
            how = last.heard_how if last.heard_how in ASKED_OF_THE_TEAM else HeardHow.ON_SITE
            remembered = {"heard_from": last.heard_from, "heard_how": how, "venue": last.venue_id}
            kwargs["initial"] = remembered | kwargs.get("initial", {})
        kwargs["initial"] = {"submission": uuid4()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        venues = venues_of(member.organization)
        venue: Any = self.fields["venue"]
        venue.queryset = venues
        # Read once (`iter`: a list would count them first): the folded part says the one chosen, then lists them all.
        venue.choices = list(iter(venue.choices))

    def clean_text(self) -> str:
        return anonymous(self.cleaned_data["text"])

    def clean_times(self) -> int:
        return int(self.cleaned_data["times"])

    def clean_heard_how(self) -> str:
        return str(self.cleaned_data["heard_how"] or HeardHow.ON_SITE)

    @property
    def where_words(self) -> str:
        """What the folded part already says: "Sur place, au Centre social"."""
        how = HeardHow(self["heard_how"].value() or HeardHow.ON_SITE).label.capitalize()
        chosen = str(self["venue"].value() or "")
        venue = next((str(label) for value, label in self.fields["venue"].choices if str(value) == chosen), "")  # type: ignore[attr-defined]
        return f"{how}, {venue}" if chosen and venue else how


class TitleForm(Form):
    """What a question is called."""

    title = WordsField(
        label="Le nom de la question",
        max_length=LONGEST_TITLE,
        help_text="Une phrase courte, comme un titre d’atelier. Exemple\u00a0: Agrandir les lettres",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Écrivez le nom de la question."},
    )


class LinkForm(Form):
    """Who will note questions by a link."""

    label = WordsField(
        label="Qui s’en sert\u00a0?",
        max_length=80,
        help_text="Une équipe ou un lieu, pas une personne. Exemple\u00a0: la Résidence Habitat Jeunes",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Écrivez qui s’en sert."},
    )
