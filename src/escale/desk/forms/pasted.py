"""A whole list, pasted or as a file: what every import of the desk asks for first."""

from typing import Any

from django import forms

from escale.ui.forms import Form


class PastedListForm(Form):
    """One of the two is needed; what was pasted is kept to the letter."""

    text = forms.CharField(
        label="Collez la liste ici",
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
        required=False,
        strip=False,
        max_length=500_000,
    )
    file = forms.FileField(
        label="Ou choisissez un fichier",
        help_text=".xlsx ou .csv, 2 Mo au plus.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"empty": "Ce fichier est vide. Choisissez-en un autre."},
    )

    def __init__(self, *args: Any, example: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = example

    def _clean_fields(self) -> None:
        typed = self.data.get("text", "")
        super()._clean_fields()
        if "text" in self.cleaned_data:
            # Tabs part the columns: the text is kept as it was pasted.
            self.cleaned_data["text"] = typed

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or self.cleaned_data
        if not self.errors and not said.get("file") and not said.get("text", "").strip():
            self.add_error("text", "Collez une liste, ou choisissez un fichier.")
        return said
