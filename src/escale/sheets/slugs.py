"""Addresses of sheets and collections."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.text import slugify

TRIES = 5
RESERVED = frozenset({"collections"})
"""What stands in their place in an address."""


def free(model: type[Model], title: str, *, longest: int) -> str:
    """An address none of them has: the title, with a number when it is taken."""
    base = slugify(title)[: longest - 6].strip("-") or "fiche"
    taken = set(model._default_manager.filter(slug__startswith=base).order_by("slug").values_list("slug", flat=True))
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken or slug in RESERVED:
        number += 1
    return slug


def keep_under_its_own(row: Any, title: str, *, longest: int) -> None:
    """Save a new row at an address of its own, whoever takes the same one at that instant."""
    for tries_left in reversed(range(TRIES)):
        row.slug = free(type(row), title, longest=longest)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            if not tries_left:
                raise
        else:
            return
