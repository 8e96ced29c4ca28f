"""The free hours that may be offered to somebody by hand."""

from dataclasses import dataclass
from datetime import datetime

from escale.appointments import hours, turns
from escale.appointments.models import WaitingEntry
from escale.french.dates import day_hour
from escale.places.models import Venue
from escale.scheduling.wall_clock import fold_label

MOST = 30


@dataclass(frozen=True, kw_only=True)
class FreeChoice:
    """One hour: what its button sends, and its words."""

    key: str
    words: str
    venue: Venue
    starts_at: datetime


def hours_to_offer(entry: WaitingEntry, *, now: datetime) -> list[FreeChoice]:
    """The first free hours that are what she asked for; two advisers free at once make one."""
    venues = {venue.pk: venue for venue in hours.venues_of(entry.reason)}
    found = dict.fromkeys((hour.start, hour.venue_id) for hour in turns.hours_for(entry, now=now))
    return [_choice(starts_at, venues[pk], several=len(venues) > 1) for starts_at, pk in list(found)[:MOST]]


def _choice(starts_at: datetime, venue: Venue, *, several: bool) -> FreeChoice:
    local = starts_at.astimezone(venue.zone)
    named = [day_hour(local), fold_label(local, venue.zone) or "", venue.name if several else ""]
    return FreeChoice(
        key=f"{int(starts_at.timestamp())}-{venue.pk}",
        words=", ".join(filter(None, named)),
        venue=venue,
        starts_at=starts_at,
    )
