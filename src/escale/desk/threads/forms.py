"""What is written among peers, reported, decided, invited, chosen."""

from typing import Any
from uuid import uuid4

from django import forms

from escale.community import circles
from escale.community.models import LeavingWords, Rhythm, SharedLicence, Theme, ThreadKind
from escale.community.posting import Opening, Resource, Words
from escale.ui.forms import Form, Segments, Select, WordsField

MAY_USE = "Vous pouvez mettre **en gras**, une liste avec des tirets, un lien. « @Prénom » prévient quelqu’un."
LINK = {"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}


class MessageForm(Form):
    """A message: its words are read again before they leave (`writing.py`), so that secrets are refused there alone."""

    TEXTS: tuple[str, ...] = ("text",)

    text = forms.CharField(
        label="Votre message",
        max_length=6000,
        help_text=MAY_USE,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Écrivez votre message."},
    )
    resource_url = forms.URLField(
        label="Adresse d’une ressource à partager",
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs=LINK),
    )
    resource_title = WordsField(label="Son nom", max_length=120, required=False)
    licence = forms.ChoiceField(label="Sa licence", choices=SharedLicence, required=False, widget=Select)
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid4()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("resource_url") and not said.get("resource_title") and "resource_title" not in self.errors:
            self.add_error("resource_title", "Écrivez le nom de ce que vous partagez.")
        if said.get("resource_title") and not said.get("resource_url") and "resource_url" not in self.errors:
            self.add_error("resource_url", "Écrivez l’adresse de ce que vous partagez.")
        return said

    @property
    def words(self) -> Words:
        said = self.cleaned_data
        return Words(text=said["text"], done=said.get("done", ""), asked=said.get("asked", ""))

    @property
    def resource(self) -> Resource | None:
        said = self.cleaned_data
        if not said["resource_url"]:
            return None
        licence = SharedLicence(said["licence"] or SharedLicence.UNKNOWN)
        return Resource(title=said["resource_title"], url=said["resource_url"], licence=licence)


class AnswerForm(MessageForm):
    """An answer, to the thread or to one of its messages."""

    quotes = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ThreadForm(MessageForm):
    """A question or a discussion."""

    TEXTS: tuple[str, ...] = ("title", "text")

    circle = forms.ChoiceField(label="Avec qui\u00a0?", widget=Select)
    theme = forms.ChoiceField(label="Thème", choices=[("", "Choisissez"), *Theme.choices], widget=Select)
    title = forms.CharField(
        label="En une phrase", max_length=120, help_text="Exemple\u00a0: Elle veut que je garde son mot de passe."
    )
    field_order: tuple[str, ...] = ("circle", "theme", "title", "text")

    def __init__(self, *args: Any, places: list[circles.Place], kind: ThreadKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        circle = self.fields["circle"]
        if isinstance(circle, forms.ChoiceField):
            circle.choices = [(place.key, place.title) for place in places]

    @property
    def opening(self) -> Opening:
        said = self.cleaned_data
        return Opening(kind=self.kind, theme=Theme(said["theme"]), title=said["title"])


class CaseForm(ThreadForm):
    """A case study: what happened, what was done, what is asked of peers."""

    TEXTS = ("title", "text", "done", "asked")

    done = forms.CharField(label="Ce que vous avez fait", max_length=6000, widget=forms.Textarea(attrs={"rows": 5}))
    asked = forms.CharField(label="Votre question aux pairs", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("circle", "theme", "title", "text", "done", "asked")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "La situation"
        self.fields["text"].help_text = "Sans nom, sans lieu, sans date. Nous vous aidons à relire avant de publier."


class ChangeForm(MessageForm):
    """One's own words, corrected."""

    resource_url = resource_title = licence = None  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data


class ChangeCaseForm(ChangeForm):
    """Those of a case study."""

    TEXTS = ("text", "done", "asked")

    done = forms.CharField(label="Ce que vous avez fait", max_length=6000, widget=forms.Textarea(attrs={"rows": 5}))
    asked = forms.CharField(label="Votre question aux pairs", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class WhyForm(Form):
    """A reason: of a report, of a decision."""

    why = WordsField(
        label="Pourquoi\u00a0?",
        max_length=300,
        help_text="En une phrase. N’y nommez personne.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Dites pourquoi, en une phrase."},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid4()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class CircleForm(Form):
    """A circle to open."""

    name = WordsField(label="Son nom", max_length=80, help_text="Exemple\u00a0: Parler d’argent en rendez-vous.")
    rules = WordsField(
        label="Ses règles",
        max_length=2000,
        required=False,
        initial="Ce qui se dit ici y reste. On ne nomme personne. On écoute avant de conseiller.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class InviteForm(Form):
    """A peer to invite."""

    email = forms.EmailField(
        label="Son adresse mail",
        max_length=254,
        help_text="Celle avec laquelle cette personne se connecte à Escale, dans n’importe quelle structure.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class SettingsForm(Form):
    """How one hears of peers, what becomes of one's words."""

    rhythm = forms.ChoiceField(label="Résumé par mail", choices=Rhythm, widget=Segments)
    leaving = forms.ChoiceField(label="Mes mots, si je pars", choices=LeavingWords, widget=forms.RadioSelect)
