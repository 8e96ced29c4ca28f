"""Where else appointments could be held: at hours near their own, or at their own by a colleague. Nothing is written.

What bears on all of them is read once, then cut for each with its own hour given back: an appointment may move by less
than its length.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from escale.accounts import rules
from escale.accounts.models import Membership, User
from escale.agenda import commitments, free_time
from escale.agenda.free_time import FreeHour, OpeningsBySpot, RuleInZone, Spot, Surroundings
from escale.agenda.models import Commitment, PermanenceOccurrence, Resource
from escale.appointments import hours
from escale.appointments.holding import AppointmentPlace
from escale.appointments.models import Appointment, Reason
from escale.places.models import Room, Venue
from escale.scheduling.slots import Busy, Opening, SlotRule

BEFORE, AFTER = timedelta(days=7), timedelta(days=28)
"""How far from its own hour an appointment may be proposed to go."""

DAY = timedelta(days=1)
"""A margin: the local days at both ends are read whole."""

type Advisers = Mapping[int, User]
"""Whoever receives people in an organization, by resource."""

type Rooms = Mapping[int | None, tuple[Room, int]]
"""Rooms with their resource, by room."""


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """Another adviser, venue, room or hour for an appointment; `receives` is False outside her permanences."""

    adviser: User
    venue: Venue
    room: Room | None
    starts_at: datetime
    receives: bool = True


def near_hours(appointments: Sequence[Appointment], *, now: datetime) -> dict[int, list[Elsewhere]]:
    """List, by appointment, the free hours near its own: with the same adviser first, then at the same venue, then nearest.

    All are of one organization. A few queries for each reason, none for each appointment.
    """
    if not appointments:
        return {}
    advisers = _advisers(appointments[0].organization_id)
    held = _held(appointments)
    by_reason: defaultdict[Reason, list[Appointment]] = defaultdict(list)
    for appointment in appointments:
        by_reason[appointment.reason].append(appointment)
    found: dict[int, list[Elsewhere]] = {}
    for reason, theirs in by_reason.items():
        found |= _near_hours_of(reason, theirs, advisers=advisers, held=held, now=now)
    return found


def colleagues(appointments: Sequence[Appointment], *, now: datetime) -> dict[int, list[Elsewhere]]:
    """List, by appointment, who else is free at its very hour: those who receive at its venue, then those who receive nowhere.

    All are of one organization. Six queries, whatever their number.
    """
    advisers = _advisers(appointments[0].organization_id) if appointments else {}
    if not advisers:
        return {each.pk: [] for each in appointments}
    first, last = min(each.starts_at for each in appointments), max(each.ends_at for each in appointments)
    receiving = list(
        PermanenceOccurrence.objects.held()
        .filter(adviser__in=advisers)
        .overlapping(first, last)
        .order_by("starts_at", "pk")
    )
    rooms = _rooms({each.room_id for each in receiving} | {each.room_id for each in appointments})
    around = free_time.surroundings_of(
        {spot: [Opening(first, last)] for spot in _everybody_everywhere(advisers, rooms, appointments[0].venue)},
        venues={each.venue_id: each.venue for each in appointments}.values(),
        organization_id=appointments[0].organization_id,
    )
    held = _held(appointments)
    return {
        each.pk: _colleagues_of(each, advisers, receiving, rooms, around.without(held[each.pk]), now=now)
        for each in appointments
    }


def is_free(appointment: Appointment, place: AppointmentPlace, *, now: datetime) -> bool:
    """Whether the adviser and the room could hold it there: no overlap, buffers and way between venues kept, not closed.

    The second adviser, if any, has nothing else then.
    Whether she receives then or not. The resources of the place are locked by the caller.
    """
    spot = Spot(place.adviser_resource_id, place.venue.pk, place.room_id, place.room_resource_id)
    openings = {spot: [Opening(place.starts_at, place.ends_at, place.venue.pk)]}
    around = free_time.surroundings_of(
        openings, venues=[place.venue], organization_id=appointment.organization_id, ignoring=appointment.held_ids
    )
    if place.co_resource_id is not None:
        theirs = commitments.conflicts([place.co_resource_id], place.starts_at, place.ends_at)
        if any(row.pk not in appointment.held_ids for row in theirs):
            return False
    return bool(free_time.cut(openings, _rule(appointment, now=now, rounded=False), around, now=now))


def _near_hours_of(
    reason: Reason,
    appointments: Sequence[Appointment],
    *,
    advisers: Advisers,
    held: Mapping[int, list[tuple[int, Busy]]],
    now: datetime,
) -> dict[int, list[Elsewhere]]:
    venues = {venue.pk: venue for venue in hours.venues_of(reason)}
    first = min(each.starts_at for each in appointments) - BEFORE - DAY
    last = max(each.starts_at for each in appointments) + AFTER + DAY
    theirs = hours.openings(reason).filter(venue__in=venues, adviser__in=advisers)
    openings = free_time.openings_of(theirs.overlapping(max(first, now - DAY), last))
    if not openings:
        return {each.pk: [] for each in appointments}
    around = free_time.surroundings_of(openings, venues=venues.values(), organization_id=reason.organization_id)
    rooms = Room.objects.in_bulk({spot.room_id for spot in openings if spot.room_id})
    found = {}
    for appointment in appointments:
        cut = _cut_near(appointment, openings, around.without(held[appointment.pk]), now=now)
        possible = [
            Elsewhere(
                adviser=advisers[hour.adviser_id],
                venue=venues[hour.venue_id],
                room=rooms[hour.room_id] if hour.room_id else None,
                starts_at=hour.start,
            )
            for hour in cut
        ]
        found[appointment.pk] = _nearest_first(appointment, possible)
    return found


def _cut_near(
    appointment: Appointment, openings: OpeningsBySpot, around: Surroundings, *, now: datetime
) -> list[FreeHour]:
    earliest, latest = appointment.starts_at - BEFORE, appointment.starts_at + AFTER
    near = {
        spot: [each for each in stretches if each.end > earliest - DAY and each.start < latest + DAY]
        for spot, stretches in openings.items()
    }
    found = free_time.cut(near, _rule(appointment, now=now), around, now=now)
    return [hour for hour in found if earliest <= hour.start <= latest]


def _nearest_first(appointment: Appointment, possible: Collection[Elsewhere]) -> list[Elsewhere]:
    """Its own hour left out: there, only another adviser would make a difference, and `colleagues` lists them."""

    def rank(each: Elsewhere) -> tuple[bool, bool, timedelta, int]:
        other_adviser = each.adviser.pk != appointment.adviser_id
        other_venue = each.venue.pk != appointment.venue_id
        return other_adviser, other_venue, abs(each.starts_at - appointment.starts_at), each.adviser.pk

    return sorted((each for each in possible if each.starts_at != appointment.starts_at), key=rank)


def _colleagues_of(
    appointment: Appointment,
    advisers: Advisers,
    receiving: Collection[PermanenceOccurrence],
    rooms: Rooms,
    around: Surroundings,
    *,
    now: datetime,
) -> list[Elsewhere]:
    start, end = appointment.starts_at, appointment.ends_at
    then = [each for each in receiving if each.starts_at < end and each.ends_at > start]
    found = []
    for resource_id, adviser in advisers.items():
        hers = [each for each in then if each.adviser_id == resource_id]
        there = next((each for each in hers if _covers(each, appointment)), None)
        if adviser.pk == appointment.adviser_id or (hers and there is None):
            continue
        room, room_resource_id = rooms.get((there or appointment).room_id, (None, None))
        spot = Spot(resource_id, appointment.venue_id, room.pk if room else None, room_resource_id)
        openings = {spot: [Opening(start, end, appointment.venue_id)]}
        if free_time.cut(openings, _rule(appointment, now=now, rounded=False), around, now=now):
            receives = there is not None
            found.append(
                Elsewhere(adviser=adviser, venue=appointment.venue, room=room, starts_at=start, receives=receives)
            )
    return sorted(found, key=lambda each: (not each.receives, each.adviser.first_name, each.adviser.pk))


def _covers(occurrence: PermanenceOccurrence, appointment: Appointment) -> bool:
    there = occurrence.venue_id == appointment.venue_id
    return there and occurrence.starts_at <= appointment.starts_at and occurrence.ends_at >= appointment.ends_at


def _rule(appointment: Appointment, *, now: datetime, rounded: bool = True) -> RuleInZone:
    """The team's rule for its reason with the length it really has; at its own hour, whatever the clock rounds to."""
    usual = hours.team_rule(appointment.reason, now=now)

    def in_zone(zone: ZoneInfo) -> SlotRule:
        rule = replace(usual(zone), duration=appointment.ends_at - appointment.starts_at)
        return rule if rounded else replace(rule, round_to=None)

    return in_zone


def _advisers(organization_id: int) -> Advisers:
    members = Membership.objects.active().filter(organization=organization_id, role__in=rules.RECEIVES)
    theirs = Resource.objects.filter(adviser__in=members.values("user")).select_related("adviser").order_by("pk")
    return {each.pk: each.adviser for each in theirs if each.adviser}


def _rooms(ids: Collection[int | None]) -> Rooms:
    known = (
        Room.objects.filter(pk__in=[pk for pk in ids if pk], resource__isnull=False)
        .select_related("resource")
        .order_by("pk")
    )
    return {room.pk: (room, room.resource.pk) for room in known}


def _everybody_everywhere(advisers: Advisers, rooms: Rooms, venue: Venue) -> list[Spot]:
    """Spots that name every adviser and every room at once, to read what keeps them busy."""
    people = [Spot(pk, venue.pk, None, None) for pk in advisers]
    return people + [Spot(people[0].adviser_id, venue.pk, room.pk, resource) for room, resource in rooms.values()]


def _held(appointments: Collection[Appointment]) -> Mapping[int, list[tuple[int, Busy]]]:
    """What each appointment makes busy: a resource and a stretch."""
    owners = {pk: each.pk for each in appointments for pk in each.held_ids}
    held: dict[int, list[tuple[int, Busy]]] = {each.pk: [] for each in appointments}
    for row in Commitment.objects.filter(pk__in=owners).order_by("pk"):
        buffers = timedelta(minutes=row.before), timedelta(minutes=row.after)
        where = free_time.place_of(row.venue_id, row.commune)
        held[owners[row.pk]].append((row.resource_id, Busy(row.starts_at, row.ends_at, *buffers, where)))
    return held
