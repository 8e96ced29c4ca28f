"""Free hours of advisers: three range reads and a sweep, whatever the number of advisers and weeks.

Everything that shows an hour and everything that accepts one goes through `find_in`.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache, partial
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from escale.agenda.instants import Instant
from escale.agenda.listed import Listed
from escale.agenda.models import Closure, Commitment, OccurrenceQuerySet, PermanenceOccurrence
from escale.places import communes
from escale.places.distance import Located, kilometres, travel_time
from escale.places.models import Venue
from escale.prepared import prepared
from escale.scheduling.intervals import maker
from escale.scheduling.slots import Busy, Opening, SlotRule, slots
from escale.scheduling.wall_clock import day_bounds

MARGIN = timedelta(hours=12)
"""How far around the openings a commitment can still push a start: buffers and travel are shorter than that."""

DAY = timedelta(days=1)
"""How far a local date may lie from the date in UTC."""

NOTHING = timedelta(0)
NO_COMMITMENT = 0
"""The number of no row."""

type RuleInZone = Callable[[ZoneInfo], SlotRule]
"""The rule of a reason; its horizon is a whole local day, hence the zone."""

type Travel = Callable[[Hashable, Hashable], timedelta]
type ClosedDays = tuple[int | None, date, date]
"""The venue, or None for all of them; the first and the last day."""

type BusyByResource = dict[int, list[Busy]]


class FreeHour(NamedTuple):
    """A bookable interval, half-open, in UTC, with the resource that receives and where."""

    start: datetime
    end: datetime
    adviser_id: int
    venue_id: int
    room_id: int | None


class Spot(NamedTuple):
    """Where one adviser receives: the openings of a spot are cut together. Advisers and rooms are resource ids."""

    adviser_id: int
    venue_id: int
    room_id: int | None
    room_resource_id: int | None


type OpeningsBySpot = Mapping[Spot, list[Opening]]
"""Where and when somebody receives, by start."""


class Surroundings(NamedTuple):
    """What bears on openings: who is busy, the clock of each venue, the way between two, and the days closed."""

    busy: BusyByResource
    zones: Mapping[int, ZoneInfo]
    travel: Travel
    closures: Sequence[ClosedDays]

    def without(self, released: Iterable[tuple[int, Busy]]) -> "Surroundings":
        """The same once these stretches, each of one resource, are given back."""
        busy = dict(self.busy)
        for resource_id, stretch in released:
            kept = list(busy.get(resource_id, []))
            if stretch in kept:
                kept.remove(stretch)
            busy[resource_id] = kept
        return self._replace(busy=busy)


def openings_of(occurrences: OccurrenceQuerySet) -> OpeningsBySpot:
    """Read when and where these occurrences open, in one query."""
    return by_spot(opening_rows(occurrences))


def opening_rows(occurrences: OccurrenceQuerySet) -> QuerySet[PermanenceOccurrence, Any]:
    """What `by_spot` needs to know of these occurrences: a row a spot."""
    where = ("adviser_id", "venue_id", "room_id", "room__resource")
    packed = {"starts": Listed(Instant("starts_at")), "ends": Listed(Instant("ends_at"))}
    found: QuerySet[PermanenceOccurrence, Any] = occurrences.order_by().values(*where).annotate(**packed)
    return found.values_list(*where, *packed)


def by_spot(rows: Iterable[Any]) -> OpeningsBySpot:
    """Unpack the openings of each spot, by start."""
    openings: dict[Spot, list[Opening]] = {}
    opening = maker(Opening)
    for *where, starts, ends in rows:
        spot = Spot(*where)
        spans = zip(
            map(datetime.fromisoformat, starts.split(",")), map(datetime.fromisoformat, ends.split(",")), strict=True
        )
        openings[spot] = list(map(opening, [(start, end, spot.venue_id) for start, end in sorted(spans)]))
    return openings


def find_in(
    openings: OpeningsBySpot,
    rule: RuleInZone,
    *,
    venues: Iterable[Venue],
    organization_id: int,
    now: datetime,
    ignoring: Collection[int] = (),
) -> list[FreeHour]:
    """List the free hours of these openings, earliest first, then by adviser.

    `venues` are those of the openings, already read. Give whole local days of openings: a row of slots cut elsewhere has
    other starts. `ignoring` are commitments about to move. Two queries, three when somebody has to travel.
    """
    if not openings:
        return []
    around = surroundings_of(openings, venues=venues, organization_id=organization_id, ignoring=ignoring)
    return cut(openings, rule, around, now=now)


def surroundings_of(
    openings: OpeningsBySpot, *, venues: Iterable[Venue], organization_id: int, ignoring: Collection[int] = ()
) -> Surroundings:
    """Read what stands around some openings, of which there is at least one. Two queries, three to travel."""
    closures = _closures(organization_id, *_span(openings))
    return surroundings_among(openings, venues=venues, closures=closures, ignoring=ignoring)


def surroundings_among(
    openings: OpeningsBySpot,
    *,
    venues: Iterable[Venue],
    closures: Sequence[ClosedDays],
    ignoring: Collection[int] = (),
) -> Surroundings:
    """Read what stands around openings, of any organization, whose closed days are known. One query, two to travel."""
    first, last = _span(openings)
    busy = _busy(openings, first - MARGIN, last + MARGIN, ignoring)
    known = {venue.pk: venue for venue in venues}
    zones = {pk: venue.zone for pk, venue in known.items()}
    return Surroundings(busy=busy, zones=zones, travel=_travel_between(known, busy), closures=closures)


def _span(openings: OpeningsBySpot) -> tuple[datetime, datetime]:
    """From the first start to the last end."""
    # The openings of a spot come by start.
    first = min(stretches[0].start for stretches in openings.values())
    return first, max(opening.end for stretches in openings.values() for opening in stretches)


def cut(openings: OpeningsBySpot, rule: RuleInZone, around: Surroundings, *, now: datetime) -> list[FreeHour]:
    """Cut openings into free hours with what was read around them: no query. Earliest first, then by adviser."""
    closed_days = cache(partial(_closed_days, around.closures))
    rule_in_zone = cache(rule)
    found: list[FreeHour] = []
    hour = maker(FreeHour)
    for spot in sorted(openings, key=lambda spot: (spot.adviser_id, spot.venue_id, spot.room_id or 0)):
        adviser_id, venue_id, room_id, _ = spot
        zone = around.zones[venue_id]
        taken = _taken(spot, around.busy)
        away = any(other.place != venue_id and other.place is not None for other in taken)
        if around.closures:
            taken = taken + closed_days(venue_id, zone)
        travel = around.travel if away else None
        row = slots(openings[spot], taken, rule_in_zone(zone), now, travel=travel, zone=zone)
        found += map(hour, [(start, end, adviser_id, venue_id, room_id) for start, end in row])
    found.sort(key=itemgetter(0))  # Those of one instant stay in the order of the spots.
    # Two permanences that overlap in two rooms show an hour once, in the room of the lowest number.
    several_rooms = len({spot[:2] for spot in openings}) < len(openings)
    return [next(same) for _, same in groupby(found, itemgetter(0, 2, 3))] if several_rooms else found


def _busy(spots: Iterable[Spot], start: datetime, end: datetime, ignoring: Collection[int]) -> BusyByResource:
    """Everything that keeps these advisers and rooms busy, by resource."""
    ids = {spot.adviser_id for spot in spots} | {spot.room_resource_id for spot in spots if spot.room_resource_id}
    busy: BusyByResource = {}
    for resource_id, *columns in _commitments(sorted(ids), start, end, sorted(ignoring) or [NO_COMMITMENT]):
        starts, ends, before, after, venue_ids, towns = (column.split(",") for column in columns)
        busy[resource_id] = list(
            map(
                maker(Busy),
                zip(
                    map(datetime.fromisoformat, starts),
                    map(datetime.fromisoformat, ends),
                    map(_minutes, before),
                    map(_minutes, after),
                    map(_place, venue_ids, towns),
                    strict=True,
                ),
            )
        )
    return busy


@cache
def _minutes(number: str) -> timedelta:
    return timedelta(minutes=int(number))


@cache
def _place(venue_id: str, commune: str) -> int | str | None:
    return place_of(int(venue_id) or None, commune)


@prepared
def _commitments(
    resource_ids: list[int], start: datetime, end: datetime, ignoring: list[int]
) -> QuerySet[Commitment, Any]:
    # In no order: cutting sorts what it needs.
    found = Commitment.objects.of_resources(resource_ids).overlapping(start, end).exclude(pk__in=ignoring)
    columns = (Instant("starts_at"), Instant("ends_at"), "before", "after", Coalesce("venue_id", 0), "commune")
    packed = {f"column_{n}": Listed(column) for n, column in enumerate(columns)}
    return found.order_by().values("resource_id").annotate(**packed).values_list("resource_id", *packed)


def place_of(venue_id: int | None, commune: str) -> int | str | None:
    """Where a commitment keeps somebody: the commune a visit leads to, else its venue, else nowhere."""
    return commune or venue_id


def _taken(spot: Spot, busy: BusyByResource) -> list[Busy]:
    """What keeps the adviser busy, and what keeps the room busy: nobody travels to a room where one stands already."""
    in_the_room = busy.get(spot.room_resource_id, []) if spot.room_resource_id else []
    own = busy.get(spot.adviser_id, [])
    return own + [taken._replace(place=None) for taken in in_the_room] if in_the_room else own


def _travel_between(known: dict[int, Venue], busy: BusyByResource) -> Travel:
    """Travel time between two places; none where one of them isn't on the map."""
    places = {row.place for row in chain.from_iterable(busy.values())}
    elsewhere = {place for place in places if isinstance(place, int)} - known.keys()
    others = Venue.objects.in_bulk(elsewhere) if elsewhere else {}
    points: dict[Hashable, Located | None] = {pk: venue.point for pk, venue in (known | others).items()}
    points |= {place: communes.by_code(place) for place in places if isinstance(place, str)}

    @cache
    def travel(here: Hashable, there: Hashable) -> timedelta:
        origin, arrival = points.get(here), points.get(there)
        return NOTHING if origin is None or arrival is None else travel_time(kilometres(origin, arrival))

    return travel


def _closures(organization_id: int, first: datetime, last: datetime) -> list[ClosedDays]:
    return _closed_between(organization_id, first.date() - DAY, last.date() + DAY)


@prepared
def _closed_between(organization_id: int, first: date, last: date) -> QuerySet[Closure, Any]:
    found = Closure.objects.filter(organization_id=organization_id).touching(first, last).order_by("pk")
    return found.values_list("venue_id", "starts_on", "ends_on")


def _closed_days(closures: Sequence[ClosedDays], venue_id: int, zone: ZoneInfo) -> list[Busy]:
    return [
        Busy(day_bounds(starts_on, zone).start, day_bounds(ends_on, zone).end)
        for closed_venue_id, starts_on, ends_on in closures
        if closed_venue_id in (None, venue_id)
    ]
