"""The way between what keeps somebody busy and where else she is expected: from a venue, or from the commune she visits."""

from datetime import timedelta

from escale.agenda.models import Commitment
from escale.places import communes
from escale.places.distance import Located, kilometres, travel_time
from escale.places.models import Venue

NO_TIME = timedelta(0)


def way(row: Commitment, venue: Venue, commune: str = "") -> timedelta:
    """The time it takes from one to the other; none at the same place, or where one of them isn't on the map.

    Give the commitment with its venue.
    """
    if row.venue is None or (row.commune or row.venue_id) == (commune or venue.pk):
        return NO_TIME
    here, there = _point(row.venue, row.commune), _point(venue, commune)
    return NO_TIME if here is None or there is None else travel_time(kilometres(here, there))


def name(row: Commitment) -> str:
    """Where it happens, in words: "Centre social", "Fougères"."""
    visited = communes.by_code(row.commune) if row.commune else None
    return visited.name if visited else str(row.venue or "")


def _point(venue: Venue, commune: str) -> Located | None:
    return communes.by_code(commune) if commune else venue.point
