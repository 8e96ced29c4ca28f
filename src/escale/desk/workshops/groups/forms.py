"""What is asked to change seats, to let somebody pass before the others, to call off."""

from collections.abc import Collection
from typing import Any

from django import forms

from escale.desk.workshops.groups import words
from escale.ui.forms import Form, WordsField
from escale.ui.rows import RowField
from escale.workshops.models import Group, Session

MOST_SEATS = 200


class WhyForm(Form):
    """Why somebody comes before the others."""

    why = WordsField(
        label="Pourquoi devant les autres ?",
        help_text="Vos collègues le lisent. Ni santé, ni argent. Exemple : « dossier à rendre vendredi ».",
        max_length=160,
    )


class SeatsForm(Form):
    """How many seats a group has."""

    seats = forms.IntegerField(
        label="Nombre de places",
        min_value=1,
        max_value=MOST_SEATS,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )


class CallOffForm(Form):
    """Calling off a session or a group; `effect` says who will be told."""

    why = WordsField(
        label="Pourquoi ?",
        help_text="Tout le monde le lit sur le site. Ni nom, ni santé. Exemple : « salle indisponible ».",
        max_length=160,
        required=False,
    )
    notify = forms.BooleanField(label="Prévenir les personnes inscrites", required=False, initial=True)

    def __init__(self, *args: Any, effect: str, may_be_silent: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notify"].help_text = effect
        if not may_be_silent:
            del self.fields["notify"]


class SessionChoice(RowField):
    """A session of another group, called by its group and its hour."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.group.title}, {words.session_words(obj)}, {obj.venue}"


class SessionOffForm(CallOffForm):
    """Calling off a session of a cycle, which whoever is enrolled may catch up with another group."""

    catch_up_in = SessionChoice(
        Session.objects.none(),
        label="La rattraper avec un autre groupe ?",
        required=False,
        empty_label="Non, elle n’a pas lieu",
        help_text="Chacun reçoit alors la date et le lieu de cette autre séance.",
    )

    def __init__(self, *args: Any, others: Collection[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Session.objects.filter(pk__in=[each.pk for each in others]).with_everything_shown().by_date()
        self.fields["catch_up_in"].queryset = offered  # type: ignore[attr-defined]
        if not others:
            del self.fields["catch_up_in"]


class GroupChoice(RowField):
    """A group, called by its title and its next session."""

    def label_from_instance(self, group: Any) -> str:
        first = next(iter(group.coming), None)
        return f"{group.title}, {words.session_words(first)}, {first.venue}" if first else str(group.title)


class MergeForm(Form):
    """Into which group people go."""

    into = GroupChoice(Group.objects.none(), label="Avec lequel ?", widget=forms.RadioSelect, empty_label=None)

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]
