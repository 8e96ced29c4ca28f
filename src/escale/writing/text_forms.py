"""The form of a text in the editor: whose it is, what may be chosen in it, what must not stand in it."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminModelForm

from escale.french.secrets import SecretKind, find_secrets
from escale.publishing.models import Picture
from escale.workshops.models import Workshop
from escale.writing.permissions import writing_as

TEACHES = frozenset({SecretKind.PASSWORD, SecretKind.CODE})
"""What a text about passwords shows as an example; the page “Relire le texte” points at it instead of refusing it."""
_YEAR = re.compile(r"\b2[01]\d\d\b")
"""A year of ours: others are half typed, and the first and the last there are have no hour in some zones."""
CHOSEN = (Picture, Workshop)
"""What a text may point to: anything else, and any row of another organization, is refused."""
NOT_OURS = "Ce texte montre quelque chose qui n’est pas à votre structure. Retirez ce bloc, et choisissez de nouveau."


class OwnedForm(WagtailAdminModelForm):
    """A row that belongs to the organization one writes for; its address comes from its title, once."""

    titled = "title"
    choices_of_organization: tuple[str, ...] = ()
    reserved: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        membership = writing_as(self.for_user)
        self.organization = membership.organization if membership else None
        if self.instance.organization_id is None:
            self.instance.organization = self.organization
        for name in self.choices_of_organization:
            if name in self.fields:
                field = self.fields[name]
                field.queryset = self._own(field.queryset)

    def _own(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.none() if self.organization is None else rows.filter(organization=self.organization)

    def _post_clean(self) -> None:
        # Before the row is checked: an address is nobody's work, and stays what it was once it was given to readers.
        if not self.instance.slug:
            words = str(self.cleaned_data.get(self.titled) or "")
            self.instance.slug = free_slug(type(self.instance), words, reserved=self.reserved)
        super()._post_clean()


class TextForm(OwnedForm):
    """A text in blocks."""

    secret_fields: tuple[str, ...] = ("title", "lead")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name in self.secret_fields:
            self._refuse_secrets(name, str(cleaned.get(name) or ""))
        if body := cleaned.get("body"):
            block = self.fields["body"].block
            self._refuse_secrets("body", "\n".join(block.get_searchable_content(body)))
            if any(not self._is_own(*chosen) for chosen in _chosen(block, body)):
                self.add_error("body", ValidationError(NOT_OURS))
        for name in ("cover", "workshop"):
            row = cleaned.get(name)
            if row is not None and row.organization_id != self.instance.organization_id:
                self.add_error(name, ValidationError(NOT_OURS))
        return cleaned

    def _refuse_secrets(self, name: str, text: str) -> None:
        found = [secret.sentence for secret in find_secrets(text) if secret.kind not in TEACHES]
        if found:
            self.add_error(name, [ValidationError(sentence) for sentence in found])

    def _is_own(self, model: type[Model], pk: Any) -> bool:
        if model not in CHOSEN:
            return False
        return bool(self._own(model._default_manager.all()).filter(pk=pk).exists())


def _chosen(block: Any, body: Any) -> Iterator[tuple[type[Model], Any]]:
    """What the blocks of a text point to: `(model, number)`."""
    for model, pk, _path, _content_path in block.extract_references(body):
        yield model, pk


def free_slug(model: type[Model], words: str, *, reserved: frozenset[str] = frozenset()) -> str:
    """An address no row of this kind has: the words, with a number when they are taken."""
    base = slugify(words)[:70].strip("-") or str(model._meta.verbose_name).replace(" ", "-")
    taken = set(model._default_manager.filter(slug__startswith=base).order_by("slug").values_list("slug", flat=True))
    taken |= reserved
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


class LocalDateTime(forms.DateTimeInput):
    """The browser’s own date and hour: Wagtail’s asks for a script inside the page."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed; of a year that is none of ours, what no field reads as an hour."""
        typed: str | None = super().value_from_datadict(data, files, name)
        return typed if not typed or _YEAR.search(typed) else f"{typed} ?"
