"""Forms: how a field is drawn, and what is said when it isn't filled as it should be.

`Form` and `ModelForm` say in French what is missing and what to do, keep what was typed, and never fail on
characters no database can store. `{{ form }}` or `{{ field.as_field_group }}` draw label, hint, error, control.
"""

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import django.forms.renderers
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.template.backends.django import DjangoTemplates
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString

from escale.french import phone, plain_text
from escale.french.secrets import find_secrets

UNREADABLE = re.compile("[\x00\ud800-\udfff\ufffd]")
POSSESSIVE = re.compile(r"(votre|vos|le|la|les|un|une|ce|cette|son|sa|ses|mon|ma|mes) |l’", re.IGNORECASE)


class BoundField(forms.BoundField):
    """A field with what was typed; signs that can't be written in a page are shown as “�”."""

    def value(self) -> Any:
        value = super().value()
        return UNREADABLE.sub("�", value) if isinstance(value, str) else value


class Renderer(django.forms.renderers.DjangoTemplates):
    """Draws every form of the product, allauth's included, with our templates before Django's."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = BoundField

    @cached_property
    def engine(self) -> DjangoTemplates:
        django_templates = Path(forms.__file__).parent / "templates"
        loaders = [
            "django.template.loaders.app_directories.Loader",
            ("django.template.loaders.filesystem.Loader", [django_templates]),
        ]
        options = {
            "loaders": [("django.template.loaders.cached.Loader", loaders)],
            "builtins": settings.TEMPLATE_BUILTINS,
        }
        return DjangoTemplates({"APP_DIRS": False, "DIRS": [], "NAME": "forms", "OPTIONS": options})


class Segments(forms.RadioSelect):
    """One state among 2 to 4, in one gesture; a `ChoiceLabel` gives the tone."""

    template_name = "ui/forms/segments.html"


class Chips(forms.CheckboxSelectMultiple):
    """Several short answers."""

    template_name = "ui/forms/chips.html"


class OneChip(forms.RadioSelect):
    """One short answer among several."""

    template_name = "ui/forms/chips.html"


class Select(forms.Select):
    """A list to choose from, drawn in Python: letter by letter what Django's templates draw, one for each choice of a list."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value)
        said = self.build_attrs(self.attrs, attrs).items()
        shown = "".join(
            f" {key}" if word is True else f' {key}="{escape(word)}"' for key, word in said if word is not False
        )
        drawn = "".join(
            f'\n  <optgroup label="{escape(option)}">{_options(label, chosen)}\n  </optgroup>'
            if isinstance(label, list | tuple)
            else _options([(option, label)], chosen)
            for option, label in self.choices
        )
        return SafeString(f'<select name="{escape(name)}"{shown}>{drawn}\n</select>')


def _options(choices: Iterable[tuple[Any, Any]], chosen: Collection[str]) -> str:
    values = [("" if value is None else str(value), label) for value, label in choices]
    return "".join(
        f'\n  <option value="{escape(value)}"{" selected" if value in chosen else ""}>{conditional_escape(label)}</option>\n'
        for value, label in values
    )


def required_sentence(field: forms.Field, label: str) -> str:
    """What to do about an empty field: "Écrivez votre prénom." for one called "Votre prénom"."""
    if isinstance(field, forms.BooleanField):
        return "Cochez cette case pour continuer."
    if isinstance(field, forms.FileField):
        return "Choisissez un fichier."
    chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    if not POSSESSIVE.match(label):
        return "Choisissez une réponse." if chosen else f"Remplissez « {label} »." if label else "Remplissez ce champ."
    verb = "Choisissez" if chosen else "Écrivez"
    return f"{verb} {label[:1].lower()}{label[1:]}."


MESSAGES = {
    "max_length": "Ce texte est trop long : il a %(show_value)d signes. Gardez-en %(limit_value)d au plus.",
    "min_length": "Ce texte est trop court : il a %(show_value)d signes. Il en faut au moins %(limit_value)d.",
    "max_value": "Écrivez un nombre qui ne dépasse pas %(limit_value)s.",
    "min_value": "Écrivez un nombre à partir de %(limit_value)s.",
    "null_characters_not_allowed": "Un signe de ce texte est illisible. Effacez-le, ou écrivez de nouveau.",
    "invalid_choice": "Cette réponse n’est plus dans la liste. Choisissez-en une autre.",
    "invalid_pk_value": "Cette réponse n’est plus dans la liste. Choisissez-en une autre.",
    "invalid_list": "Choisissez une réponse de la liste.",
}
INVALID: dict[type[forms.Field], str] = {
    forms.EmailField: "Cette adresse mail est incomplète. Elle ressemble à prenom@exemple.fr.",
    forms.IntegerField: "Écrivez un nombre, en chiffres.",
    forms.DateField: "Écrivez une date comme 17/11/2026.",
    forms.TimeField: "Écrivez une heure comme 14:30.",
    forms.DateTimeField: "Écrivez une date et une heure comme 17/11/2026 14:30.",
    forms.URLField: "Cette adresse de site est incomplète. Elle commence par https://.",
}


def refuse_unreadable(text: str) -> None:
    """Refuse the signs no page and no database can hold: NUL and lone surrogates, or the “�” they arrive as."""
    if UNREADABLE.search(text):
        raise ValidationError(MESSAGES["null_characters_not_allowed"], code="null_characters_not_allowed")


class _PlainFrench:
    """What `Form` and `ModelForm` share."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _speak_plainly(
                field, label=str(field.label if field.label is not None else name.replace("_", " ").capitalize())
            )

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        cleaned: dict[str, Any] = self.cleaned_data  # type: ignore[attr-defined]
        for name, value in list(cleaned.items()):
            # A password is kept to the letter: its spaces and signs are part of the secret.
            secret = isinstance(self.fields[name].widget, forms.PasswordInput) if name in self.fields else True
            if isinstance(value, str) and not secret:
                cleaned[name] = plain_text.clean(value)
                self._refuse_too_long(name, cleaned[name])

    def _refuse_too_long(self, name: str, text: str) -> None:
        """Some letters are two once composed: what fitted when it was typed may not fit any more."""
        most = getattr(self.fields[name], "max_length", None)
        if most is not None and len(text) > most:
            said = {"show_value": len(text), "limit_value": most}
            problem = ValidationError(MESSAGES["max_length"], code="max_length", params=said)
            self.add_error(name, problem)  # type: ignore[attr-defined]


def _speak_plainly(field: forms.Field, *, label: str) -> None:
    """Give a field our sentences wherever it still has Django's; a field's own sentences stay."""
    defaults: dict[str, Any] = {}
    for ancestor in reversed(type(field).__mro__):
        if ancestor.__module__.startswith("django."):
            defaults.update(getattr(ancestor, "default_error_messages", {}))
    own = {"required": required_sentence(field, label), **MESSAGES}
    if invalid := next((INVALID[kind] for kind in type(field).__mro__ if kind in INVALID), None):
        own["invalid"] = invalid
    for code, sentence in own.items():
        if field.error_messages.get(code) == defaults.get(code):
            field.error_messages[code] = sentence
    # A JSON field is a CharField whose value is no text.
    is_text = isinstance(field, forms.CharField) and not isinstance(field, forms.JSONField | forms.UUIDField)
    if is_text and refuse_unreadable not in field.validators:
        others = [check for check in field.validators if not isinstance(check, ProhibitNullCharactersValidator)]
        field.validators = [refuse_unreadable, *others]


class BoundPhone(BoundField):
    """A telephone field: a stored number by pairs, a typed one as it was typed."""

    def value(self) -> Any:
        return super().value() if self.form.is_bound or not self.initial else phone.display(str(self.initial))


class PhoneField(forms.CharField):
    """A telephone number, however typed; cleaned to E.164 ("+33639980042"), or "" when it may be empty.

    A surcharged number is refused unless `allow_premium`.
    """

    bound_field_class = BoundPhone

    def __init__(self, *, allow_premium: bool = False, **kwargs: Any) -> None:
        self.allow_premium = allow_premium
        kwargs.setdefault("widget", forms.TelInput(attrs={"autocomplete": "tel", "inputmode": "tel", "class": "phone"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return phone.read_phone(typed, allow_premium=self.allow_premium).e164
        except phone.UnreadablePhone as problem:
            raise ValidationError(problem.sentence, code=problem.reason) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.clean(data) != str(initial or "")
        except ValidationError:
            return True


def refuse_secrets(text: str) -> None:
    """Refuse passwords, secret codes, numbers of identity, account or card, saying what to write instead."""
    if found := find_secrets(text):
        raise ValidationError([secret.sentence for secret in found])


class WordsField(forms.CharField):
    """Words that are kept and read by others: without secrets."""

    default_validators = [refuse_secrets]


class SubmissionField(forms.UUIDField):
    """The key of a form, new each time one is shown: sent twice, it counts once. A form that comes without has its own."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, initial=uuid4)

    def clean(self, value: Any) -> UUID:
        return super().clean(value) or uuid4()


class Form(_PlainFrench, forms.Form):
    """Base of every form that isn't about one row."""


class ModelForm(_PlainFrench, forms.ModelForm):  # type: ignore[type-arg]
    """Base of every form about one row."""
