"""A file to bring in, a period to take away."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from escale.desk.settings.forms_permanence import DayField
from escale.ui.forms import Form


class FileForm(Form):
    file = forms.FileField(
        label="Le fichier de La Coop",
        help_text="Le tableau .xlsx tel que La Coop le donne, ou l’archive .json de la V1.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.json"}),
        error_messages={"empty": "Ce fichier est vide. Choisissez-en un autre."},
    )


class Content(TextChoices):
    OWN = "own", "Mes activités, avec noms et notes"
    TEAM = "team", "Celles de l’équipe, sans nom ni note"
    COORDINATION = "coordination", "La coordination"


class PeriodForm(Form):
    """Both days included. A team's file is for those who look after the team."""

    content = forms.ChoiceField(label="Quel fichier ?", choices=Content.choices, widget=forms.RadioSelect)
    first = DayField(label="Du")
    last = DayField(label="Au")

    def __init__(self, *args: Any, today: date, sees_team: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"content": Content.OWN, "first": today.replace(month=1, day=1), "last": today}
        super().__init__(*args, **kwargs)
        offered = [choice for choice in Content.choices if sees_team or choice[0] != Content.TEAM]
        self.fields["content"].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = said.get("first"), said.get("last")
        if first and last and first > last:
            self.add_error("last", ValidationError("Ce jour est avant le premier. Changez l’un des deux."))
        return said
