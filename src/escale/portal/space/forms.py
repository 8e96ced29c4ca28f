"""What one is asked in one's own space, one question a page."""

from typing import Any, cast

from django import forms

from escale.french.plain_text import fold
from escale.outbox import limits
from escale.people.models import Beneficiary, Preference
from escale.people.registration import Details
from escale.portal.forms import FIRST_NAME, NamedForm, TrappedForm
from escale.ui.choices import ChoiceLabel
from escale.ui.forms import Form, PhoneField, WordsField

NO_SMS = "Ce numéro ne reçoit pas nos SMS. Écrivez un numéro de portable, ou appelez-nous\u00a0: un appel suffit."
LONGEST_NAME = 25
"""It is written in an SMS to somebody else."""
PREFERENCES = [
    (Preference.SMS, ChoiceLabel("Par SMS")),
    (Preference.CALL, ChoiceLabel("Par téléphone", hint="Nous vous appelons")),
    (Preference.EMAIL, ChoiceLabel("Par mail", hint="À l’adresse écrite plus haut")),
    (Preference.PAPER, ChoiceLabel("Sur papier", hint="Vous passez chercher le papier, ou nous vous appelons")),
]


class MobileField(PhoneField):
    """A number a code can be sent to."""

    def clean(self, value: Any) -> str:
        phone = super().clean(value)
        if phone and not limits.can_receive_sms(phone):
            raise forms.ValidationError(NO_SMS, code="no_sms")
        return phone


class NumberForm(TrappedForm):
    """Where to send the code."""

    phone = MobileField(
        label="Votre numéro de portable", help_text="Celui que vous avez donné au lieu qui vous reçoit."
    )


class NewNumberForm(Form):
    """The number to write to from now on."""

    phone = MobileField(label="Votre nouveau numéro de portable", help_text="Nous y envoyons un code, pour être sûrs.")


class CodeForm(Form):
    """The digits of the SMS, with or without spaces."""

    WRONG = "Ce ne sont pas les chiffres du SMS. Regardez le dernier SMS reçu, et écrivez-les encore une fois."
    OVER = "Ce code ne sert plus. Demandez-en un autre, il arrive tout de suite."

    code = forms.CharField(
        label="Les 6 chiffres reçus par SMS",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "phone"}),
    )

    def clean_code(self) -> str:
        typed = str(self.cleaned_data["code"])
        digits = "".join(sign for sign in typed if sign.isdecimal())
        if len(digits) != 6:
            raise forms.ValidationError(f"Nous lisons {len(digits)} chiffres. Il en faut 6, ceux du SMS.")
        return digits


class NameForm(NamedForm):
    """Whose space it is: two people may share a telephone."""

    first_name = forms.CharField(
        label="Votre prénom",
        help_text="Celui que vous avez donné au lieu qui vous reçoit.",
        max_length=60,
        widget=forms.TextInput(attrs=FIRST_NAME),
    )


class OwnFileForm(NamedForm):
    """What she may correct by herself; her own number is changed with a code."""

    first_name = forms.CharField(label="Votre prénom", max_length=60, widget=forms.TextInput(attrs=FIRST_NAME))
    last_name = forms.CharField(
        label="Votre nom de famille",
        help_text="Si vous voulez.",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name", "class": "w20"}),
    )
    email = forms.EmailField(
        label="Votre adresse mail",
        help_text="Si vous en avez une.",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    preference = forms.ChoiceField(label="Comment vous prévenir ?", choices=PREFERENCES, widget=forms.RadioSelect)
    helper_name = forms.CharField(
        label="La personne qui vous aide",
        help_text="Son prénom, si quelqu’un vous aide.",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w20"}),
    )
    helper_phone = PhoneField(label="Le téléphone de cette personne", max_length=80, required=False)
    messages_to_helper = forms.BooleanField(label="Envoyer mes messages à cette personne", required=False)

    def __init__(self, *args: Any, person: Beneficiary, **kwargs: Any) -> None:
        super().__init__(*args, initial={name: getattr(person, name) for name in self.base_fields}, **kwargs)
        self.fields["helper_phone"].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("messages_to_helper") and not said.get("helper_phone") and "helper_phone" not in self.errors:
            self.add_error("helper_phone", "Écrivez le numéro de cette personne : les messages iront là.")
        if said.get("preference") == Preference.EMAIL and not said.get("email") and "email" not in self.errors:
            self.add_error("email", "Écrivez votre adresse mail, ou choisissez une autre façon de vous prévenir.")
        return said

    def details(self) -> Details:
        """What was said besides the first name."""
        return cast(Details, {name: value for name, value in self.cleaned_data.items() if name != "first_name"})


class EraseOwnForm(Form):
    """Nothing brings a file back: the first name is written once more."""

    first_name = forms.CharField(
        label="Pour confirmer, écrivez votre prénom",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w20"}),
    )

    def __init__(self, *args: Any, person: Beneficiary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_first_name(self) -> str:
        typed = str(self.cleaned_data["first_name"])
        if fold(typed) != fold(self.person.first_name):
            raise forms.ValidationError(f"Ce n’est pas le prénom de cette fiche. Écrivez {self.person.first_name}.")
        return typed


class HelpedForm(NamedForm):
    """Whom one would like to act for, and as who: both are written in the SMS she receives."""

    helper_name = WordsField(
        label="Votre prénom",
        help_text="Cette personne le lira. Exemple : Claire.",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs=FIRST_NAME),
    )
    first_name = forms.CharField(
        label="Son prénom",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w20"}),
    )
    phone = MobileField(label="Son numéro de portable", help_text="Son numéro à elle ou à lui, pas le vôtre.")

    def __init__(self, *args: Any, own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        self.fields["phone"].widget.attrs["autocomplete"] = "off"

    def clean_helper_name(self) -> str:
        name = str(self.cleaned_data["helper_name"])
        if not all(sign.isalpha() or sign in " -’'" for sign in name):
            raise forms.ValidationError("Écrivez seulement votre prénom, en lettres.")
        return name

    def clean_phone(self) -> str:
        phone = str(self.cleaned_data["phone"])
        if phone == self.own:
            raise forms.ValidationError(
                "C’est votre numéro. Si vous avez le même téléphone, ouvrez l’espace à son prénom."
            )
        return phone
