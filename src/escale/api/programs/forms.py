"""A program to let in."""

from django import forms

from escale.api.clients import Reach
from escale.ui.forms import Form


class ProgramForm(Form):
    name = forms.CharField(
        label="Le nom du programme",
        max_length=80,
        help_text="Pour le reconnaître. Par exemple : « Tableau de bord du département ».",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reaches = forms.MultipleChoiceField(
        label="Ce qu’il pourra lire",
        choices=Reach.choices,
        initial=[Reach.FIGURES],
        widget=forms.CheckboxSelectMultiple,
    )
