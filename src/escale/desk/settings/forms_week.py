"""What people may come for, during several permanences opened at once."""

from typing import Any

from django import forms

from escale.accounts.models import Organization
from escale.appointments.models import Reason
from escale.ui.forms import Chips, Form


class WeekReasonsForm(Form):
    """The reasons every permanence of the week carries: all of them at first."""

    reasons = forms.ModelMultipleChoiceField(
        label="Pour quoi", queryset=Reason.objects.none(), widget=Chips, required=False
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Reason.objects.of_organization(organization).in_use().order_by("position", "pk")
        self.fields["reasons"].queryset = offered  # type: ignore[attr-defined]
        self.initial.setdefault("reasons", [reason.pk for reason in offered])
