"""A list to bring, what its columns are, and a list to take away."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import TextChoices

from escale.people.importing import mapping
from escale.people.importing.fields import Field
from escale.people.importing.mapping import Layout
from escale.spreadsheets import letter
from escale.ui.forms import Form, WordsField

LEFT_OUT = ("", "Ne pas lire")


class FileForm(Form):
    file = forms.FileField(
        label="Le fichier",
        help_text=".xlsx ou .csv, 20 Mo et 100 000 lignes au plus.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"empty": "Ce fichier est vide. Choisissez-en un autre."},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission", uuid4())


class ColumnsForm(Form):
    """One question for each column of the file, answered by what its title says; `examples` are cells under it."""

    def __init__(self, *args: Any, layout: Layout, chosen: dict[int, Field], examples: list[list[str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for at in range(max([len(layout.titles), *map(len, examples)])):
            shown = [cells[at] for cells in examples if at < len(cells) and cells[at]]
            self.fields[f"column-{at}"] = forms.ChoiceField(
                label=" ".join(filter(None, [f"Colonne {letter(at)}", layout.title(at)[:60]])),
                help_text=", ".join(each[:30] for each in shown[:2]),
                choices=[LEFT_OUT, *Field.choices],
                initial=chosen.get(at, ""),
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        seen: dict[str, str] = {}
        for name, value in list(said.items()):
            if value and value in seen:
                self.add_error(
                    name, f"«\u00a0{Field(value).label}\u00a0» est déjà dans une autre colonne. Gardez la bonne."
                )
            seen[value] = name
        if not self.errors and not mapping.says_who(self.chosen):
            self.add_error(None, "Dites quelle colonne contient le prénom.")
        return said

    @property
    def chosen(self) -> dict[int, Field]:
        named = {name.removeprefix("column-"): value for name, value in self.cleaned_data.items() if value}
        return {int(at): Field(value) for at, value in named.items()}


class Kind(TextChoices):
    XLSX = "xlsx", "Un tableau (.xlsx)"
    CSV = "csv", "Un texte en colonnes (.csv)"
    COOP = "coop", "Le fichier d’import de La Coop"


class ExportForm(Form):
    kind = forms.ChoiceField(label="Quel fichier ?", choices=Kind.choices, initial=Kind.XLSX, widget=forms.RadioSelect)
    reason = WordsField(
        label="Pourquoi cet export ?",
        error_messages={"required": "Dites pourquoi vous exportez ces fiches."},
        max_length=160,
        help_text="Gardé dans l’historique de chaque fiche. Par exemple : changement d’outil.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
