"""The last day of a permanence."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from escale.desk.settings.forms_permanence import DayField
from escale.ui.forms import Form


class EndForm(Form):
    """The last day of a permanence: yesterday at the earliest, since past dates stay."""

    last_on = DayField(label="Dernier jour")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.yesterday = today - timedelta(days=1)
        super().__init__(*args, **kwargs)

    def clean_last_on(self) -> date:
        last_on: date = self.cleaned_data["last_on"]
        if last_on < self.yesterday:
            raise ValidationError("Ce jour est passé. Le plus tôt est hier : les dates passées restent.")
        return last_on
