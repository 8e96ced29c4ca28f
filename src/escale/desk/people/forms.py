"""A person's file, whole or reduced to what is asked on the telephone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from escale.accounts.models import Membership, Organization, User
from escale.desk.forms.hours import MemberField
from escale.desk.receivers import receivers
from escale.french.phone import UnreadablePhone, read_phone
from escale.french.secrets import find_health_words
from escale.people import duplicates, registration
from escale.people.duplicates import Likeness
from escale.people.models import Beneficiary, Gender, Preference, SocialStatus
from escale.people.registration import Details
from escale.places import communes
from escale.places.forms import CommuneField
from escale.ui.choices import ChoiceLabel
from escale.ui.forms import Form, PhoneField, WordsField

OLDEST = 120
ABOUT_HER = ("gender", "status", "referent", "goals", "needs", "notes")
"""What the front desk and volunteers neither read nor write."""

TELLING = ("first_name", "last_name", "phone", "other_phone", "email", "birth_year", "commune")
FREE_TEXT = ("goals", "needs", "notes")
FOLDS = (
    ("Ce qui la distingue", ("birth_year", "commune")),
    ("La joindre autrement", ("preference", "other_phone", "email")),
    ("Qui l’aide", ("helper_name", "helper_phone", "messages_to_helper")),
    ("L’accueillir", ("needs", "notes")),
    ("L’accompagner", ("goals", "referent")),
    ("Pour les statistiques", ("gender", "status")),
)
QUIET = frozenset({"messages_to_helper"})
"""What the title of a fold doesn't repeat."""

MOST_ALIKE = 5


@dataclass(frozen=True, kw_only=True)
class Fold:
    """A few fields that are rarely filled in; `said` tells what they hold without opening them."""

    title: str
    said: str
    fields: Sequence[BoundField]
    is_open: bool


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

    def likely_duplicates(self, organization: Organization) -> list[Likeness]:
        """Whoever the organization knows and she may be, with the signs of it, and was not shown yet."""
        cleaned = self.cleaned_data
        seen = {int(number) for number in cleaned["seen"].split("-") if number.isdecimal()}
        known = {name: cleaned[name] for name in TELLING if name in cleaned}
        her = Beneficiary(
            organization=organization,
            search_key=registration.search_key(cleaned["first_name"], cleaned["last_name"]),
            **known,
        )
        found = duplicates.likely(her)[:MOST_ALIKE]
        return [] if {each.person.pk for each in found} <= seen else found


class PersonForm(NewPersonForm):
    """Everything a file may hold; the notes only for whoever may read them."""

    other_phone = PhoneField(label="Un autre téléphone", max_length=80, required=False)
    email = forms.EmailField(label="Son adresse mail", max_length=254, required=False)
    birth_year = forms.IntegerField(label="Son année de naissance", required=False)
    commune = CommuneField(
        label="Sa commune", max_length=80, required=False, is_exact=True, help_text="Son nom ou son code postal."
    )
    helper_name = forms.CharField(label="Une personne qui l’aide", max_length=80, required=False)
    helper_phone = PhoneField(label="Le téléphone de cette personne", max_length=80, required=False)
    messages_to_helper = forms.BooleanField(label="Les messages vont à cette personne", required=False)
    preference = forms.ChoiceField(
        label="Préfère être prévenue ou prévenu",
        choices=[(value, ChoiceLabel(label)) for value, label in Preference.choices],
        initial=Preference.SMS,
        required=False,
        widget=forms.Select,
    )
    gender = forms.ChoiceField(
        label="Son genre",
        choices=[(value, ChoiceLabel(label)) for value, label in Gender.choices],
        initial=Gender.UNSAID,
        required=False,
        widget=forms.Select,
    )
    status = forms.ChoiceField(
        label="Sa situation",
        choices=[(value, ChoiceLabel(label)) for value, label in SocialStatus.choices],
        initial=SocialStatus.UNSAID,
        required=False,
        widget=forms.Select,
    )
    referent = MemberField(
        Membership.objects.none(),
        label="Qui l’accompagne",
        required=False,
        empty_label="personne en particulier",
        to_field_name="user",
    )
    goals = WordsField(
        label="Ce qu’elle veut savoir faire",
        max_length=300,
        required=False,
        help_text="Avec ses mots. 300 signes au plus.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    needs = WordsField(
        label="Ce qu’il lui faut dans la salle",
        max_length=200,
        required=False,
        help_text="Par exemple : « écriture à 150 %, place près de la fenêtre ».",
    )
    notes = WordsField(
        label="À savoir pour bien l’accueillir",
        max_length=300,
        required=False,
        help_text="300 signes au plus. Ni mot de passe, ni santé, ni argent.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, organization: Organization, today: date, sees_notes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("other_phone", "helper_phone"):
            self.fields[name].widget.attrs.update({"class": "", "autocomplete": "off"})
        self.fields["birth_year"].widget.attrs.update({"class": "short", "inputmode": "numeric"})
        self.fields["referent"].queryset = receivers(organization)  # type: ignore[attr-defined]
        self.today = today
        if not sees_notes:
            for name in ABOUT_HER:
                del self.fields[name]

    @classmethod
    def initial_of(cls, person: Beneficiary) -> dict[str, Any]:
        """What the file says now, the commune by its name."""
        values = {name: getattr(person, name) for name in cls.base_fields if name != "seen"}
        known = communes.by_code(person.commune)
        return values | {"commune": known.label if known else "", "referent": person.referent_id}

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and not self.today.year - OLDEST <= year <= self.today.year:
            raise ValidationError("Écrivez une année en quatre chiffres, comme 1951.")
        return year

    def clean_commune(self) -> str:
        """Its INSEE code: what a file keeps."""
        commune = self.cleaned_data["commune"]
        return commune.code if commune else ""

    def clean_preference(self) -> Preference:
        return Preference(self.cleaned_data["preference"] or Preference.SMS)

    def clean_gender(self) -> Gender:
        return Gender(self.cleaned_data["gender"] or Gender.UNSAID)

    def clean_status(self) -> SocialStatus:
        return SocialStatus(self.cleaned_data["status"] or SocialStatus.UNSAID)

    def clean_referent(self) -> User | None:
        member: Membership | None = self.cleaned_data["referent"]
        return member.user if member else None

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
        return find_health_words(" ".join(self.cleaned_data.get(name, "") for name in FREE_TEXT))

    @property
    def folds(self) -> list[Fold]:
        """What is rarely asked, folded with what it holds in its title; open where something is to be mended."""
        return [self._fold(title, names) for title, names in FOLDS if names[0] in self.fields]

    def _fold(self, title: str, names: Sequence[str]) -> Fold:
        said = [_in_words(self[name]).rstrip(".") for name in names if name not in QUIET]
        return Fold(
            title=title,
            said=", ".join(filter(None, said)),
            fields=[self[name] for name in names],
            is_open=any(name in self.errors for name in names),
        )


def _in_words(field: BoundField) -> str:
    """What a field holds, as its fold says it; an answer that was chosen, by its label."""
    value = field.value()
    choices = getattr(field.field, "choices", None)
    if not choices or value in {None, "", Gender.UNSAID, SocialStatus.UNSAID}:
        return "" if choices else str(value or "")
    return next((str(label) for key, label in choices if str(key) == str(value)), "")


def guess(asked: str) -> dict[str, str]:
    """What was searched for, put where it goes in a new file: a number, or a first name and a name."""
    try:
        return {"phone": read_phone(asked).e164}
    except UnreadablePhone:
        first_name, _, last_name = " ".join(word[:1].upper() + word[1:] for word in asked.split()).partition(" ")
        return {} if any(sign.isdigit() for sign in asked) else {"first_name": first_name, "last_name": last_name}


class OtherForm(Form):
    """The number of another file."""

    avec = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class HandOverForm(Form):
    """Who follows, from now on, everybody a member followed."""

    to = MemberField(
        Membership.objects.none(), label="Qui les accompagne maintenant", empty_label="Choisissez", to_field_name="user"
    )

    def __init__(self, *args: Any, leaving: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = receivers(leaving.organization).exclude(pk=leaving.pk)  # type: ignore[attr-defined]
