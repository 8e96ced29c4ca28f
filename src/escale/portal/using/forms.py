"""The pretend forms of the practice ground: they refuse as the true ones do, and keep nothing."""

from django import forms

from escale.portal.forms import FIRST_NAME, NamedForm
from escale.ui.forms import Form, PhoneField


class PretendContactForm(NamedForm):
    """The first name and the number of somebody invented."""

    first_name = forms.CharField(
        label="Votre prénom", max_length=60, widget=forms.TextInput(attrs={**FIRST_NAME, "autocomplete": "off"})
    )
    phone = PhoneField(label="Votre numéro", help_text="Celui de Jeanne : 06 39 98 00 10. Rien n’est gardé.")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs["autocomplete"] = "off"


class PretendSearchForm(Form):
    """Some words to look for."""

    words = forms.CharField(
        label="Ce que je cherche",
        max_length=100,
        error_messages={"required": "Écrivez un mot, par exemple « photos »."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
