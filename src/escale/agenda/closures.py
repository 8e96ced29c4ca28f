"""Closing: some days of an organization or of a venue; a venue or a room for good."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from escale.accounts.models import Organization
from escale.agenda.models import Closure, Permanence, PermanenceQuerySet
from escale.places.models import Room, Venue


class StillReceives(Exception):
    """Somebody still receives there: these permanences have to end or move first."""

    def __init__(self, permanences: Sequence[Permanence]) -> None:
        super().__init__(f"{len(permanences)} running permanences")
        self.permanences = permanences


def close_days(*, organization: Organization, venue: Venue | None, first: date, last: date, label: str) -> Closure:
    """Offer no hour from `first` to `last`, both included; everywhere when no venue is given."""
    return Closure.objects.create(organization=organization, venue=venue, starts_on=first, ends_on=last, label=label)


@transaction.atomic
def close_several(
    organization: Organization, *, venues: Sequence[Venue], first: date, last: date, label: str
) -> list[Closure]:
    """Close from `first` to `last`, both included: these venues, or everything when none is given."""
    places: list[Venue | None] = [*venues] if venues else [None]
    return [close_days(organization=organization, venue=venue, first=first, last=last, label=label) for venue in places]


def reopen_days(closure: Closure) -> None:
    """Take a closure back: its hours are offered again."""
    closure.delete()


@transaction.atomic
def close_venue(venue: Venue, *, now: datetime) -> None:
    """Close a venue for good; its past stays. Raises `StillReceives`."""
    Venue.objects.locked().get(pk=venue.pk)
    _refuse_if_anybody_receives(Permanence.objects.filter(venue=venue).running(on=now.astimezone(venue.zone).date()))
    Venue.objects.filter(pk=venue.pk, archived_at=None).update(archived_at=now)


@transaction.atomic
def remove_room(room: Room, *, now: datetime) -> None:
    """Remove a room. Raises `StillReceives`."""
    _refuse_if_anybody_receives(Permanence.objects.filter(room=room).running(on=now.astimezone(room.venue.zone).date()))
    room.delete()


def _refuse_if_anybody_receives(permanences: PermanenceQuerySet) -> None:
    running = list(permanences.select_related("adviser", "venue").order_by("starts_on", "pk"))
    if running:
        raise StillReceives(running)
