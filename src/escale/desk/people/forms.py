"""A person's file, whole or reduced to what is asked on the telephone."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from escale.accounts.models import Organization
from escale.french.phone import UnreadablePhone, read_phone
from escale.french.secrets import find_health_words, find_secrets
from escale.people.models import Beneficiary, Preference
from escale.people.registration import Details
from escale.places import communes
from escale.ui.forms import ChoiceLabel, Form, PhoneField

OLDEST = 120
MOST_PROPOSED = 4
MOST_ALIKE = 5


class NewPersonForm(Form):
    """The minimum: a first name. `seen` holds the numbers of the people alike who were shown, and are not her."""

    first_name = forms.CharField(
        label="Son prénom", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    last_name = forms.CharField(
        label="Son nom", max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    phone = PhoneField(label="Son téléphone", max_length=80, required=False)
    seen = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs.update({"class": "", "autocomplete": "off"})

    @property
    def first_name_given(self) -> str:
        return str(self.cleaned_data["first_name"])

    def details(self) -> Details:
        return Details(last_name=self.cleaned_data["last_name"], phone=self.cleaned_data["phone"])

    def likely_duplicates(self, organization: Organization) -> list[Beneficiary]:
        """Whoever the organization already knows by this telephone or this whole name, and was not shown yet."""
        cleaned = self.cleaned_data
        seen = {int(number) for number in cleaned["seen"].split("-") if number.isdecimal()}
        alike = Beneficiary.objects.likely_duplicates_of(
            organization=organization,
            first_name=cleaned["first_name"],
            last_name=cleaned["last_name"],
            phone=cleaned["phone"],
        )
        found = list(alike.by_name()[:MOST_ALIKE])
        return [] if {person.pk for person in found} <= seen else found


class PersonForm(NewPersonForm):
    """Everything a file may hold; the notes only for whoever may read them."""

    other_phone = PhoneField(label="Un autre téléphone", max_length=80, required=False)
    email = forms.EmailField(label="Son adresse mail", max_length=254, required=False)
    birth_year = forms.IntegerField(label="Son année de naissance", required=False)
    commune = forms.CharField(
        label="Sa commune", max_length=80, required=False, help_text="Son nom ou son code postal."
    )
    helper_name = forms.CharField(label="Une personne qui l’aide", max_length=80, required=False)
    helper_phone = PhoneField(label="Le téléphone de cette personne", max_length=80, required=False)
    messages_to_helper = forms.BooleanField(label="Les messages vont à cette personne", required=False)
    preference = forms.ChoiceField(
        label="Préfère être prévenue ou prévenu",
        choices=[(value, ChoiceLabel(label)) for value, label in Preference.choices],
        initial=Preference.SMS,
        widget=forms.Select,
    )
    notes = forms.CharField(
        label="À savoir pour bien l’accueillir",
        max_length=300,
        required=False,
        help_text="300 signes au plus. Ni mot de passe, ni santé, ni argent.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, today: date, sees_notes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("other_phone", "helper_phone"):
            self.fields[name].widget.attrs.update({"class": "", "autocomplete": "off"})
        self.fields["birth_year"].widget.attrs.update({"class": "short", "inputmode": "numeric"})
        self.today = today
        if not sees_notes:
            del self.fields["notes"]

    @classmethod
    def initial_of(cls, person: Beneficiary) -> dict[str, Any]:
        """What the file says now, the commune by its name."""
        values = {name: getattr(person, name) for name in cls.base_fields if name != "seen"}
        known = communes.by_code(person.commune)
        return values | {"commune": known.label if known else ""}

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and not self.today.year - OLDEST <= year <= self.today.year:
            raise ValidationError("Écrivez une année en quatre chiffres, comme 1951.")
        return year

    def clean_commune(self) -> str:
        return read_commune(self.cleaned_data["commune"])

    def clean_notes(self) -> str:
        notes = str(self.cleaned_data["notes"])
        if found := find_secrets(notes):
            raise ValidationError([secret.sentence for secret in found])
        return notes

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("messages_to_helper") and not cleaned.get("helper_phone") and "helper_phone" not in self.errors:
            self.add_error("helper_phone", "Pour lui envoyer les messages, écrivez le téléphone de cette personne.")
        return cleaned

    def details(self) -> Details:
        kept = {name: self.cleaned_data[name] for name in self.fields if name not in {"first_name", "seen"}}
        return cast(Details, kept)

    @property
    def health_words(self) -> list[str]:
        return find_health_words(self.cleaned_data.get("notes", ""))


def read_commune(typed: str) -> str:
    """The INSEE code of the commune somebody typed, "" for none. Raises ValidationError with those it may be."""
    if not typed:
        return ""
    found = communes.search(typed, limit=MOST_PROPOSED + 1)
    exact = [commune for commune in found if communes.is_named(commune, typed)]
    if len(exact) == 1:
        return exact[0].code
    if not found:
        raise ValidationError("Nous ne trouvons pas cette commune. Vérifiez son nom, ou écrivez son code postal.")
    names = ", ".join(commune.label for commune in (exact or found)[:MOST_PROPOSED])
    raise ValidationError(f"Nous connaissons : {names}. Écrivez la bonne ainsi, avec son code postal.")


def guess(asked: str) -> dict[str, str]:
    """What was searched for, put where it goes in a new file: a number, or a first name and a name."""
    try:
        return {"phone": read_phone(asked).e164}
    except UnreadablePhone:
        first_name, _, last_name = " ".join(word[:1].upper() + word[1:] for word in asked.split()).partition(" ")
        return {} if any(sign.isdigit() for sign in asked) else {"first_name": first_name, "last_name": last_name}
