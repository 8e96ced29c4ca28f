"""Choosing one row among the few an organization has: its venues, its reasons, the members who receive."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.models import ModelChoiceIterator


class _Choices(ModelChoiceIterator):  # type: ignore[type-arg]
    """The rows as the QuerySet of the field holds them, read once however often they are drawn."""

    field: "RowField"

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        yield from map(self.choice, self.field.queryset)

    def __len__(self) -> int:
        return len(self.field.queryset) + (self.field.empty_label is not None)

    def __bool__(self) -> bool:
        return self.field.empty_label is not None or bool(self.field.queryset)


class RowField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice that reads its rows once: to be drawn, to be checked, and for every field the same QuerySet is given to.

    What is chosen is found among them. For short lists: not for people.
    """

    iterator = _Choices
    _queryset: QuerySet[Any]

    def _get_rows(self) -> QuerySet[Any]:
        return self._queryset

    def _set_rows(self, rows: QuerySet[Any]) -> None:
        # Django would take a copy, that has read nothing yet.
        self._queryset = rows
        self.widget.choices = self.choices

    queryset = property(_get_rows, _set_rows)

    def to_python(self, value: Any) -> Model | None:
        if value in self.empty_values:
            return None
        key = self.to_field_name or "pk"
        wanted = str(value.serializable_value(key) if isinstance(value, Model) else value)
        for row in self._queryset:
            if str(row.serializable_value(key)) == wanted:
                chosen: Model = row
                return chosen
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
