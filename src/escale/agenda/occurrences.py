"""Changing one date of a permanence, alone: its hours, its place, who receives, or whether it is held."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from django.db import transaction
from django.db.models import Q

from escale.agenda import permanences, resources
from escale.agenda.models import Permanence, PermanenceOccurrence, Resource
from escale.places.models import Room, Venue


class OccurrenceChanged(Exception):
    """Somebody else changed this date meanwhile."""


class DayTaken(Exception):
    """The permanence already has another date that day."""


@dataclass(frozen=True, kw_only=True)
class OneDate:
    """One date as it will be held, or not held when `canceled`. Aware instants, half-open; `note` says why, for the team."""

    starts_at: datetime
    ends_at: datetime
    venue: Venue
    room: Room | None
    adviser: Resource
    canceled: bool = False
    note: str = ""

    @classmethod
    def of(cls, occurrence: PermanenceOccurrence) -> Self:
        """The date as it stands; give it with its adviser, venue and room."""
        return cls(
            starts_at=occurrence.starts_at,
            ends_at=occurrence.ends_at,
            venue=occurrence.venue,
            room=occurrence.room,
            adviser=occurrence.adviser,
            canceled=occurrence.canceled_at is not None,
            note=occurrence.note,
        )


@transaction.atomic
def change_occurrence(occurrence: PermanenceOccurrence, wanted: OneDate, *, now: datetime) -> PermanenceOccurrence:
    """Hold this date otherwise; from then on no change of the rule touches it. Raises `DayTaken`."""
    Permanence.objects.locked().get(pk=occurrence.permanence_id)
    if not wanted.canceled:
        _refuse_taken_day(occurrence, wanted.starts_at, wanted.venue)
    if wanted.room is not None:
        resources.for_room(wanted.room)
    occurrence.starts_at, occurrence.ends_at = wanted.starts_at, wanted.ends_at
    occurrence.venue, occurrence.room, occurrence.adviser = wanted.venue, wanted.room, wanted.adviser
    occurrence.canceled_at = now if wanted.canceled else None
    occurrence.note, occurrence.changed_at = wanted.note, now
    occurrence.save()
    return occurrence


def cancel_occurrence(occurrence: PermanenceOccurrence, *, now: datetime) -> None:
    """Hold no permanence that day; appointments already taken stay, to be settled. Raises `OccurrenceChanged`."""
    _switch(occurrence, now=now, canceled_at=now)


@transaction.atomic
def restore_occurrence(occurrence: PermanenceOccurrence, *, now: datetime) -> None:
    """Hold the permanence after all. Raises `OccurrenceChanged`, `DayTaken`."""
    Permanence.objects.locked().get(pk=occurrence.permanence_id)
    _refuse_taken_day(occurrence, occurrence.starts_at, occurrence.venue)
    _switch(occurrence, now=now, canceled_at=None)


@transaction.atomic
def put_back(permanence: Permanence, on: date, *, now: datetime) -> PermanenceOccurrence | None:
    """Hold the permanence on a date its rule skips; None when that day already is one of its dates."""
    current = Permanence.objects.select_related("venue").get_locked(pk=permanence.pk)
    held = permanences.hold_skipped(current, [on], now=now)
    return held[0] if held else None


def _refuse_taken_day(occurrence: PermanenceOccurrence, starts_at: datetime, venue: Venue) -> None:
    day = starts_at.astimezone(venue.zone).date()
    around = Q(starts_at__gt=starts_at - timedelta(days=2), starts_at__lt=starts_at + timedelta(days=2))
    others = PermanenceOccurrence.objects.held().filter(around, permanence=occurrence.permanence_id)
    for other in others.exclude(pk=occurrence.pk).select_related("venue").order_by("pk"):
        if other.starts_at.astimezone(other.venue.zone).date() == day:
            raise DayTaken


def _switch(occurrence: PermanenceOccurrence, *, now: datetime, canceled_at: datetime | None) -> None:
    changed = PermanenceOccurrence.objects.filter(pk=occurrence.pk, canceled_at=occurrence.canceled_at).update(
        canceled_at=canceled_at, changed_at=now
    )
    if not changed:
        raise OccurrenceChanged
    occurrence.canceled_at = canceled_at
