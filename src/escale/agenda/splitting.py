"""Changing a permanence for all its dates to come, or from one of them on. Dates changed by hand stay as they are."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from escale.agenda import permanences, resources
from escale.agenda.models import Permanence
from escale.agenda.terms import Terms


@transaction.atomic
def change_all(permanence: Permanence, terms: Terms, *, now: datetime) -> Permanence:
    """Write the rule again, and its dates from today on. Past dates, and those changed by hand, stay as they are."""
    today = now.astimezone(terms.venue.zone).date()
    permanence.occurrences.filter(original_on__gte=today, starts_at__gt=now, changed_at=None).delete()
    _set(permanence, terms)
    permanence.written_until = max(today, terms.recurrence.starts_on) - permanences.DAY
    permanence.save()
    _write_dates(permanence, terms, now=now)
    return permanence


@transaction.atomic
def change_from(permanence: Permanence, terms: Terms, *, first_on: date, now: datetime) -> Permanence:
    """Change the date planned on that day and the following ones, and give the permanence that holds them.

    The earlier dates stay under the old terms, which end the day before; without earlier dates it is the same permanence.
    `first_on` is to come. Reasons are the caller's to carry.
    """
    terms = replace(terms, recurrence=replace(terms.recurrence, starts_on=first_on))
    if not permanence.occurrences.filter(original_on__lt=first_on).exists():
        return change_all(permanence, terms, now=now)
    following = Permanence.objects.get(pk=permanence.pk)
    following.pk, following.submission, following.revision, following.created_at = None, uuid4(), 0, now
    following._state.adding = True
    _set(following, terms)
    following.written_until = first_on - permanences.DAY
    following.save(force_insert=True)
    permanence.occurrences.filter(original_on__gte=first_on).changed().update(permanence=following)
    permanences.end_permanence(permanence, last_on=first_on - permanences.DAY)
    _write_dates(following, terms, now=now)
    return following


def _set(permanence: Permanence, terms: Terms) -> None:
    if terms.room is not None:
        resources.for_room(terms.room)
    for name, value in terms.columns().items():
        setattr(permanence, name, value)


def _write_dates(permanence: Permanence, terms: Terms, *, now: datetime) -> None:
    permanences.write_dates(permanence, last=max(permanences.horizon(now, terms.venue), permanence.starts_on))
    permanences.hold_skipped(permanence, terms.put_back, now=now)
