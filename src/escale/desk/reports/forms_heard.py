"""How somebody who comes for the first time heard of us, when nobody asked her before."""

from collections.abc import Mapping
from typing import Any

from django import forms

from escale.accounts.models import Organization
from escale.activity.models import ActivityRecord, Kind
from escale.desk.reports.forms import Drafted
from escale.people.models import Acquisition
from escale.publishing import acquisition
from escale.ui.forms import OneChip


class HeardForm(Drafted):
    """One answer among those of the organization's channels; none is needed."""

    acquisition = forms.ChoiceField(
        label="Première visite : comment nous a-t-on connus ?",
        choices=Acquisition.choices,
        widget=OneChip,
        required=False,
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["acquisition"].widget.choices = acquisition.asked(organization)

    def is_sent_in(self, typed: Mapping[str, object]) -> bool:
        return self.add_prefix("acquisition") in typed


def is_asked(record: ActivityRecord) -> bool:
    """Whether one person, with her file, came for the first time, and has not said it yet."""
    came = record.participations.all()
    return (
        record.kind == Kind.INDIVIDUAL
        and len(came) == 1
        and all(each.previous_on is None and not each.acquisition for each in came)
    )
