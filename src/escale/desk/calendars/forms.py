"""Forms about a calendar kept elsewhere. What was typed of an address or a password is never shown again."""

from typing import Any

from django import forms

from escale.agenda.calendars import files, sources
from escale.agenda.calendars.problems import CannotRead
from escale.agenda.calendars.sealing import Source
from escale.agenda.models import CalendarKind, ExternalCalendar
from escale.fetching import asking
from escale.fetching.problems import CannotFetch
from escale.ui.forms import Form

LONGEST_ADDRESS = 2000
NOT_ALLOWED = (
    "Cette adresse n’est pas permise. Elle commence par https:// ou webcal://, sans nom ni mot de passe dedans."
)
NOT_A_CALENDAR = "Ce fichier n’est pas un agenda. Le nom d’un fichier d’agenda finit par .ics."
TOO_BIG = "Ce fichier est trop gros : plus de 2 Mo. Exportez seulement l’année qui vient."
ALL_OF_THEM = "Pour changer l’accès, remplissez l’adresse, l’identifiant et le mot de passe."


class CalendarForm(Form):
    """What all calendars have: a name, and whether titles are kept. `stored` is the one that is corrected."""

    name = forms.CharField(
        label="Son nom, pour vous", max_length=60, help_text="Par exemple « Agenda de la mairie » ou « Perso »."
    )
    keeps_titles = forms.BooleanField(
        label="Garder les titres de mes évènements",
        required=False,
        help_text="Personne d’autre que vous ne les lit. Vos collègues lisent que vous n’êtes pas libre, jamais pourquoi.",
    )

    def __init__(self, *args: Any, stored: ExternalCalendar | None = None, **kwargs: Any) -> None:
        initial = {"name": stored.name, "keeps_titles": stored.keeps_titles} if stored else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.stored = stored

    def source(self) -> Source | None:
        """Where it is read from now on; None to keep what is stored."""
        raise NotImplementedError

    def read_address(self, typed: str) -> str:
        """The address, if the instance may read it. Raises ValidationError."""
        try:
            asking.readable(typed, door=sources.door())
        except CannotFetch as problem:
            raise forms.ValidationError(NOT_ALLOWED) from problem
        return typed


class AddressForm(CalendarForm):
    address = forms.CharField(
        label="Adresse de l’agenda",
        max_length=LONGEST_ADDRESS,
        help_text="Une longue adresse qui finit souvent par .ics.",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ("name", "address", "keeps_titles")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.stored:
            self.fields["address"].required = False
            self.fields["address"].help_text = "Nous ne la montrons plus. Vide : la même."

    def clean_address(self) -> str:
        typed: str = self.cleaned_data["address"]
        return self.read_address(typed) if typed else ""

    def source(self) -> Source | None:
        address = self.cleaned_data["address"]
        return Source(address=address) if address else None


class FileForm(CalendarForm):
    file = forms.FileField(
        label="Fichier",
        help_text="Exporté de votre agenda ; son nom finit par .ics. 2 Mo au plus.",
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
    )
    field_order = ("name", "file", "keeps_titles")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.stored:
            self.fields["file"].required = False
            self.fields["file"].help_text = "Un fichier plus récent, ou pour retrouver les titres. Vide : le même."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["content"] = ""
        file = cleaned.get("file")
        if not file:
            return cleaned
        if file.size > files.LARGEST_FILE:
            self.add_error("file", TOO_BIG)
            return cleaned
        try:
            cleaned["content"] = files.reduced(file.read(), keeps_titles=cleaned.get("keeps_titles", False))
        except CannotRead:
            self.add_error("file", NOT_A_CALENDAR)
        return cleaned

    def source(self) -> Source | None:
        content = self.cleaned_data["content"]
        return Source(content=content) if content else None


class CaldavForm(CalendarForm):
    address = forms.CharField(
        label="Adresse CalDAV de l’agenda",
        max_length=LONGEST_ADDRESS,
        help_text="Dans Nextcloud : les trois points de l’agenda, puis « Copier le lien privé ».",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    user = forms.CharField(
        label="Identifiant",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Mot de passe d’application",
        max_length=200,
        strip=False,
        help_text="Créé pour Escale dans les réglages de sécurité de votre agenda. Jamais votre mot de passe habituel.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    field_order = ("name", "address", "user", "password", "keeps_titles")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.stored:
            for name in ("address", "user", "password"):
                self.fields[name].required = False
            self.fields["address"].help_text = "Nous ne la montrons plus. Vide : la même."

    def clean_address(self) -> str:
        typed: str = self.cleaned_data["address"]
        return self.read_address(typed) if typed else ""

    def clean(self) -> dict[str, Any]:
        """A password is never sent to an address it wasn't typed with."""
        cleaned = super().clean() or self.cleaned_data
        given = [bool(cleaned.get(name)) for name in ("address", "user", "password")]
        if any(given) and not all(given) and not self.errors:
            self.add_error(("address", "user", "password")[given.index(False)], ALL_OF_THEM)
        return cleaned

    def source(self) -> Source | None:
        if not self.cleaned_data["address"]:
            return None
        return Source(**{name: self.cleaned_data[name] for name in ("address", "user", "password")})


FORMS: dict[CalendarKind, type[CalendarForm]] = {
    CalendarKind.ADDRESS: AddressForm,
    CalendarKind.FILE: FileForm,
    CalendarKind.CALDAV: CaldavForm,
}


class FeedForm(Form):
    """What the address of one's own agenda shows."""

    with_names = forms.BooleanField(
        label="Avec les prénoms",
        required=False,
        help_text="Sans eux, on lit « Rendez-vous ». Jamais le nom, le téléphone, le sujet ni les notes.",
    )
    with_permanences = forms.BooleanField(
        label="Avec mes permanences",
        required=False,
        help_text="Elles s’affichent sans bloquer ces heures.",
    )
