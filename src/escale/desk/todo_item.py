"""One thing to do at the desk, as every subject says it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from escale.together import Later, read_together


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to do: what, about whom, whom to call, the words of its button, and the page where it is done if any.

    Without a `verb`, it is done on its page alone. An offer made by telephone, of an hour or of a seat, has its answers; a
    session nobody is there to lead, its three ways out.
    """

    chore: str
    pk: int
    icon: str
    title: str
    detail: str
    phone: str = ""
    verb: str = ""
    is_done: bool = False
    address: str = ""
    address_words: str = "Choisir une heure"
    offer_pk: int = 0
    session_pk: int = 0
    enrollment_pk: int = 0


@dataclass(frozen=True)
class Waiting:
    """A list of what waits, and how its rows read: one query reads the lists of every subject."""

    rows: QuerySet[Any, Any] | Later[Any]
    items: Callable[[Iterable[Any]], Iterable[Item]]


def read(waiting: Sequence[Waiting]) -> list[Item]:
    """All that waits, in words. One query, none for the lists read already, and what their words ask besides."""
    read_together(*(each.rows for each in waiting))
    return [item for each in waiting for item in each.items(each.rows)]
