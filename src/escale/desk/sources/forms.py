"""The address of a source, and what its words mean."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django import forms

from escale.fetching import asking as careful
from escale.fetching.problems import CannotFetch
from escale.offers import asking
from escale.offers.models import Source, SourceKind
from escale.places import communes
from escale.places.forms import CommuneField
from escale.topics import Topic
from escale.ui.forms import Form, WordsField
from escale.workshops.models import Audience

NOT_ALLOWED = "Cette adresse n’est pas permise. Elle commence par https://, sans nom ni mot de passe dedans."
DISTANCES = [(10, "10 km"), (25, "25 km"), (40, "40 km"), (60, "60 km"), (100, "100 km")]
NOTHING = "-"
OFF = {"autocomplete": "off", "spellcheck": "false"}


class SourceForm(Form):
    """What is asked of every source: its name, and around where it is kept."""

    name = WordsField(
        label="Son nom, pour vous et pour le public", max_length=80, help_text="Par exemple « Médiathèque de Balazé »."
    )
    commune = CommuneField(
        label="Autour de quelle commune",
        max_length=100,
        required=False,
        help_text="Nom ou code postal. Vide : nous gardons tout, où que ce soit.",
    )
    within_km = forms.TypedChoiceField(label="Jusqu’à quelle distance", choices=DISTANCES, coerce=int, initial=40)

    @property
    def around(self) -> str:
        return found.code if (found := self.cleaned_data["commune"]) else ""

    @classmethod
    def about(cls, source: Source, typed: Any = None) -> "SourceForm":
        """The form to correct a source, with what it says today."""
        known = communes.by_code(source.around)
        initial = {"name": source.name, "commune": known.label if known else "", "within_km": source.within_km}
        form = cls(typed, initial=initial)
        field = form.fields["within_km"]
        if isinstance(field, forms.ChoiceField) and (source.within_km, f"{source.within_km} km") not in DISTANCES:
            field.choices = [(source.within_km, f"{source.within_km} km"), *DISTANCES]
        return form


class AddressForm(SourceForm):
    """A source to look at."""

    url = forms.URLField(
        label="Son adresse",
        max_length=500,
        assume_scheme="https",
        help_text="Un flux, un agenda, un fichier, ou la page d’accueil d’un autre site Escale.",
        widget=forms.TextInput(attrs=OFF | {"inputmode": "url"}),
    )
    field_order = ("url", "name", "commune", "within_km")

    def clean_url(self) -> str:
        """The address, if the instance may read it."""
        typed: str = self.cleaned_data["url"]
        try:
            return str(careful.readable(typed, door=asking.door()))
        except CannotFetch as problem:
            raise forms.ValidationError(NOT_ALLOWED) from problem


class ConfirmForm(AddressForm):
    """What was looked at, confirmed: the same, hidden, with what it was found to be."""

    kind = forms.ChoiceField(choices=SourceKind)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.HiddenInput()


class WordsForm(Form):
    """One list of choices for each word of a source, the ones nobody explained first."""

    def __init__(self, source: Source, typed: Mapping[str, Any] | None = None) -> None:
        super().__init__(typed)
        self.said = {**dict.fromkeys(source.unknown_words, ""), **_explained(source)}
        for word, code in self.said.items():
            self.fields[_name(word)] = forms.ChoiceField(
                label=word, choices=MEANINGS, required=False, initial=code, error_messages={"invalid_choice": CHOOSE}
            )

    @property
    def meanings(self) -> dict[str, str]:
        """What was chosen, by word; "" for a word that says nothing. Those left for later are left out."""
        chosen = {word: self.cleaned_data[_name(word)] for word in self.said}
        return {word: "" if code == NOTHING else code for word, code in chosen.items() if code}


CHOOSE = "Cette réponse n’est plus dans la liste. Choisissez-en une autre."
MEANINGS = [
    ("", "Je verrai plus tard"),
    (NOTHING, "Rien d’utile ici"),
    ("Un sujet", [*Topic.choices]),
    ("Un public", [(code, label[:1].upper() + label[1:]) for code, label in Audience.choices]),
]


def _explained(source: Source) -> dict[str, str]:
    return {word: code or NOTHING for word, code in sorted(source.words.items())}


def _name(word: str) -> str:
    """The same field for the same word, whatever was read between the page and its answer."""
    return f"mot-{sha256(word.encode()).hexdigest()[:12]}"
