"""Bases of every model and QuerySet: what all rows of Escale share."""

from collections.abc import Callable
from typing import Any, Self

from django.core.exceptions import ObjectDoesNotExist
from django.db import models


class QuerySet[M: models.Model](models.QuerySet[M]):
    """A QuerySet whose methods read as sentences: `visible_to(user).upcoming(now=now)`."""

    def one(self, **lookups: Any) -> M | None:
        """The single row that answers, or None; more than one is a mistake in the caller."""
        return self.filter(**lookups).get_or_none()

    def get_or_none(self) -> M | None:
        try:
            return self.get()
        except ObjectDoesNotExist:
            return None

    def locked(self) -> Self:
        """Rows locked in id order until the transaction ends, so that two operations never wait on each other.

        Of this table alone: PostgreSQL loses a joined row whose key changes while it waits. `get_locked` and
        `list_locked` read what is shown beside it. SQLite has no row lock: its IMMEDIATE transactions already let one
        writer in at a time.
        """
        return self.select_for_update(no_key=True, of=("self",)).order_by("pk")

    def get_locked(self, *, pk: int) -> M:
        """The row locked, then read as it is by then, with what this QuerySet joins. Two queries.

        Raises DoesNotExist when it is gone, or answers no more.
        """
        list(self.model._base_manager.filter(pk=pk).select_for_update(no_key=True).values_list("pk").order_by("pk"))
        return self.get(pk=pk)

    def list_locked(self, *, most: int | None = None) -> list[M]:
        """The first rows locked in id order, then read as they are by then, with what this QuerySet joins. Two queries."""
        ids = list(self.select_related(None).locked().values_list("pk", flat=True)[:most])
        return list(self.filter(pk__in=ids).order_by("pk"))


def once[T](holder: object, name: str, read: Callable[[], T]) -> T:
    """What was read about a row or for a request, kept with it: a page reads its organization once, and asks about it often."""
    known: dict[str, T] = vars(holder).setdefault("_read_once", {})
    if name not in known:
        known[name] = read()
    return known[name]


class Model(models.Model):
    """Base of every table. No `save()` override, no ordering, no query in a property."""

    class Meta:
        abstract = True
