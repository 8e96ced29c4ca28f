"""Public meetings: written once, called off, given back."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from escale.publishing.models import Event

TRIES = 5


def add(event: Event, *, submission: UUID) -> Event:
    """Keep a meeting under an address of its own; the same form sent twice gives the one already written."""
    event.submission = submission
    for tries_left in reversed(range(TRIES)):
        event.slug = free_slug(event.title)
        try:
            with transaction.atomic():
                event.save(force_insert=True)
        except IntegrityError:
            # The same form, or another meeting that took the address in the meantime.
            if already := Event.objects.one(submission=submission):
                return already
            if not tries_left:
                raise
        else:
            break
    return event


def free_slug(title: str) -> str:
    """An address no meeting has: the title, with a number when it is taken."""
    base = slugify(title)[:60].strip("-") or "rendez-vous"
    taken = set(Event.objects.filter(slug__startswith=base).order_by("slug").values_list("slug", flat=True))
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return slug


def cancel(event: Event, *, now: datetime) -> None:
    """It will not be held: its page and its kit say so."""
    Event.objects.filter(pk=event.pk, canceled_at=None).update(canceled_at=now)


def restore(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(canceled_at=None)
