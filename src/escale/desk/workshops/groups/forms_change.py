"""Correcting what a group says of itself."""

from datetime import date
from typing import Any

from django import forms

from escale.accounts.models import Membership
from escale.desk.workshops.groups.forms_plan import GroupFields, said_of_group
from escale.places.zones import zone_of
from escale.ui.forms import WordsField
from escale.workshops import scheduling
from escale.workshops.models import Group, Workshop

MOST_SESSIONS = 60


def joins_until_field() -> forms.IntegerField:
    """Until which session one may join a cycle."""
    return forms.IntegerField(
        label="On peut rejoindre le cycle jusqu’à la séance",
        min_value=1,
        max_value=MOST_SESSIONS,
        initial=3,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )


def try_out_field() -> forms.BooleanField:
    return forms.BooleanField(
        label="La première séance est un essai",
        required=False,
        help_text="Après elle, chacun choisit de continuer, ou non.",
    )


class CharterField(WordsField):
    """The rules of a group, one a line."""

    def __init__(self) -> None:
        super().__init__(
            label="Règles du groupe",
            required=False,
            max_length=1000,
            help_text="Une par ligne. Exemple : « Je préviens si je ne viens pas ».",
            widget=forms.Textarea(attrs={"rows": 3}),
        )


class ChangeForm(GroupFields):
    """What a group says of itself, its seats and its dates aside."""

    joins_until = joins_until_field()
    has_try_out = try_out_field()
    charter = CharterField()

    def __init__(self, *args: Any, membership: Membership, today: date, group: Group, **kwargs: Any) -> None:
        said = said_of_group(group, zone_of(group.organization))
        if group.is_cycle:
            cycle = group.cycle
            said |= {"joins_until": cycle.joins_until, "has_try_out": cycle.has_try_out, "charter": cycle.charter}
        super().__init__(*args, membership=membership, today=today, initial=said, **kwargs)
        self.group = group
        del self.fields["seats"]
        if not group.is_cycle:
            del self.fields["joins_until"], self.fields["has_try_out"], self.fields["charter"]
        # A workshop withdrawn from the catalogue stays the one of its groups.
        own = Workshop.objects.filter(pk=group.workshop_id)
        self.fields["workshop"].queryset = own | self.fields["workshop"].queryset.order_by()  # type: ignore[attr-defined]

    def apply(self) -> None:
        """Write what was typed. Raises `GroupCanceled`."""
        scheduling.describe(self.group, self.plan(seats=self.group.seats))
        if "charter" in self.fields:
            scheduling.describe_cycle(
                self.group,
                joins_until=self.cleaned_data["joins_until"],
                has_try_out=self.cleaned_data["has_try_out"],
                charter=self.cleaned_data["charter"],
            )
