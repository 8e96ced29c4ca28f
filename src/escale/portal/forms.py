"""The public's forms. Each refuses with a sentence beside the field, and keeps what was typed."""

from collections.abc import Sequence
from typing import Any

from django import forms

from escale.appointments import visits
from escale.people.models import Acquisition
from escale.places.communes import Commune
from escale.places.forms import CommuneField
from escale.places.models import Venue
from escale.portal.answers import LONGEST_SUBJECT
from escale.ui.choices import ChoiceLabel
from escale.ui.forms import Form, OneChip, PhoneField, WordsField

ME, THEM = "moi", "elle"
FIRST_NAME = {"autocomplete": "given-name", "class": "w20"}
NUMBER_HINT = "10 chiffres, portable ou fixe. Exemple : 06 39 98 00 00"


class NamedForm(Form):
    """A form with names: what is left of them once cleaned must still hold a letter, of any script."""

    def clean(self) -> dict[str, Any] | None:
        for name in ("first_name", "person_first_name"):
            said = self.cleaned_data.get(name)
            if said is not None and self.data.get(name) and not any(sign.isalpha() for sign in said):
                self.add_error(name, "Nous ne lisons pas ce prénom. Écrivez-le en lettres.")
        return super().clean()


class TrappedForm(NamedForm):
    """A form strangers' programs like to fill: they also fill the box nobody sees."""

    website = forms.CharField(
        label="Laissez cette case vide",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any] | None:
        if self.cleaned_data.get("website"):
            # Emptied, so that a person whose browser filled it passes the second time.
            self.data = {**dict(self.data.items()), "website": ""}
            raise forms.ValidationError("Nous n’avons pas pu vérifier votre demande. Envoyez-la encore une fois.")
        return super().clean()


class SubjectForm(Form):
    """The subject in the person's own words."""

    subject = WordsField(
        label="Dites-le avec vos mots",
        help_text="Une phrase suffit. N’écrivez pas de mot de passe.",
        max_length=LONGEST_SUBJECT,
    )


class ContactForm(TrappedForm):
    """Who comes, and which number hears of it."""

    phone = PhoneField(label="Votre numéro", help_text=NUMBER_HINT)
    first_name = forms.CharField(
        label="Votre prénom",
        help_text="Le nom de famille n’est pas utile.",
        max_length=60,
        widget=forms.TextInput(attrs=FIRST_NAME),
    )
    last_name = forms.CharField(
        label="Nom de famille de la personne qui vient",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name", "class": "w20"}),
    )
    for_someone = forms.BooleanField(label="Je réserve pour quelqu’un d’autre", required=False)
    person_first_name = forms.CharField(
        label="Le prénom de cette personne",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w20"}),
    )
    messages_to = forms.ChoiceField(
        label="Qui reçoit les messages ?",
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (ME, ChoiceLabel("Moi", hint="Au numéro écrit plus haut")),
            (THEM, ChoiceLabel("Cette personne", hint="À son numéro, écrit ci-dessous")),
        ],
    )
    person_phone = PhoneField(
        label="Le numéro de cette personne",
        help_text="Seulement si elle reçoit les messages.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_phone"].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or self.cleaned_data
        if said.get("for_someone"):
            if not said.get("person_first_name") and "person_first_name" not in self.errors:
                self.add_error("person_first_name", "Écrivez le prénom de cette personne.")
            if said.get("messages_to") == THEM and not said.get("person_phone") and "person_phone" not in self.errors:
                self.add_error("person_phone", "Écrivez le numéro de cette personne, ou choisissez « Moi ».")
        else:
            # Hidden again: what was typed there no longer counts.
            for name in ("person_first_name", "person_phone"):
                self.errors.pop(name, None)
        return said


class VisitForm(ContactForm):
    """The same, for an adviser who comes: where to, within how far she goes."""

    visit_town = CommuneField(
        label="Votre commune",
        help_text="Son nom ou son code postal.",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2", "class": "w20"}),
    )
    visit_address = forms.CharField(
        label="Votre adresse",
        help_text="Numéro et rue. N’écrivez pas de code de porte : nous vous appelons avant de venir.",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def __init__(self, *args: Any, venue: Venue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.venue = venue

    def clean_visit_town(self) -> Commune:
        town: Commune = self.cleaned_data["visit_town"]
        try:
            visits.check_within(self.venue, town)
        except visits.TooFar as far:
            raise forms.ValidationError(
                f"{town.name} est à {far.km}\u00a0km. Nous allons jusqu’à {far.most}\u00a0km. "
                "Appelez-nous : nous trouverons une autre façon."
            ) from far
        return town

    @property
    def town(self) -> Commune:
        """The commune where to go."""
        town: Commune = self.cleaned_data["visit_town"]
        return town

    @property
    def where(self) -> str:
        """The whole address, in one line."""
        return f"{self.cleaned_data['visit_address']}, {self.town.name}"


class CallbackForm(TrappedForm):
    """Whom to call, and about what."""

    phone = PhoneField(label="Votre numéro", help_text=NUMBER_HINT)
    first_name = forms.CharField(label="Votre prénom", max_length=60, widget=forms.TextInput(attrs=FIRST_NAME))
    wish = WordsField(
        label="Ce qui vous amène, et quand vous appeler",
        help_text="Si vous voulez. Une phrase suffit. N’écrivez pas de mot de passe.",
        max_length=200,
        required=False,
    )


class CorrectionForm(NamedForm):
    """What a person may correct about herself."""

    first_name = forms.CharField(label="Votre prénom", max_length=60, widget=forms.TextInput(attrs=FIRST_NAME))
    phone = PhoneField(label="Votre numéro", help_text=NUMBER_HINT)


class LostLinkForm(TrappedForm):
    """The number something was taken with: an appointment, a seat in a workshop."""

    phone = PhoneField(label="Votre numéro", help_text="Celui que vous avez donné pour le rendez-vous ou l’atelier.")


class AcquisitionForm(Form):
    """How the person heard of us, in one tap."""

    acquisition = forms.ChoiceField(
        label="Comment nous avez-vous connus ?", choices=Acquisition.choices, widget=OneChip
    )

    def __init__(self, *args: Any, answers: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """Propose these answers; any other one is understood: a channel may be added while a page is open."""
        super().__init__(*args, **kwargs)
        if answers:
            self.fields["acquisition"].widget.choices = answers
