"""Finding an hour with the lock held, and holding it: what booking and moving share."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db.models import QuerySet

from escale.accounts.models import User
from escale.agenda import commitments, free_time, resources
from escale.agenda.commitments import Hold
from escale.agenda.free_time import FreeHour
from escale.agenda.models import CommitmentKind, Resource
from escale.appointments import hours, visits
from escale.appointments.models import Appointment, Reason, State
from escale.people.models import Beneficiary
from escale.places.models import Room, Venue
from escale.prepared import prepared


class SlotTaken(Exception):
    """Nobody can receive at that hour any more."""


class HeldForSomebody(SlotTaken):
    """That hour is offered to somebody of the waiting list, until she answers; these commitments hold it."""

    def __init__(self, commitment_ids: list[int]) -> None:
        super().__init__(commitment_ids)
        self.commitment_ids = commitment_ids


@dataclass(frozen=True, kw_only=True)
class AppointmentPlace:
    """Where and when, with the locked resources that will be busy. Half-open instants."""

    venue: Venue
    adviser_id: int
    adviser_resource_id: int
    starts_at: datetime
    ends_at: datetime
    room_id: int | None = None
    room_resource_id: int | None = None
    co_adviser_id: int | None = None
    co_resource_id: int | None = None
    overbooked_by: User | None = None

    @classmethod
    def of(
        cls,
        adviser: User,
        room: Room | None,
        *,
        venue: Venue,
        starts_at: datetime,
        ends_at: datetime,
        co_adviser: User | None = None,
    ) -> Self:
        """The place of an adviser, and of a room and a second adviser if any, that somebody chose."""
        return cls(
            venue=venue,
            adviser_id=adviser.pk,
            adviser_resource_id=resources.for_adviser(adviser).pk,
            starts_at=starts_at,
            ends_at=ends_at,
            room_id=room.pk if room else None,
            room_resource_id=resources.for_room(room).pk if room else None,
            co_adviser_id=co_adviser.pk if co_adviser else None,
            co_resource_id=resources.for_adviser(co_adviser).pk if co_adviser else None,
        )

    @property
    def resource_ids(self) -> list[int]:
        """What will be busy: the adviser, the second one and the room when there are."""
        possible = (self.adviser_resource_id, self.co_resource_id, self.room_resource_id)
        return [pk for pk in possible if pk is not None]


@dataclass(frozen=True, kw_only=True)
class LockedHour:
    """One hour at which somebody can receive, everybody who could being locked: at least one place."""

    places: list[AppointmentPlace]
    hours_left: Counter[int]
    """Free hours each adviser has that day, by resource."""


def lock_free_place(
    reason: Reason,
    *,
    venue: Venue,
    starts_at: datetime,
    now: datetime,
    also_lock: Collection[int] = (),
    ignoring: Collection[int] = (),
    second: Resource | None = None,
) -> AppointmentPlace:
    """Lock whoever could receive then, and give the place of whoever `choose` would send there.

    For callers inside a transaction. `also_lock` are resources of an appointment about to move, `ignoring` its
    commitments; `second` is the adviser who comes too, locked with them. Raises `SlotTaken`.
    """
    return choose(
        lock_free_hour(
            reason, venue=venue, starts_at=starts_at, now=now, also_lock=also_lock, ignoring=ignoring, second=second
        )
    )


def lock_free_hour(
    reason: Reason,
    *,
    venue: Venue,
    starts_at: datetime,
    now: datetime,
    also_lock: Collection[int] = (),
    ignoring: Collection[int] = (),
    second: Resource | None = None,
) -> LockedHour:
    """Lock whoever could receive then, compute the public's free hours again, and give who is free at that one.

    As `lock_free_place`, for callers who know only then whom they receive. Raises `SlotTaken`.
    """
    # Read before the lock: nobody needs it to cancel a date, so reading under it would promise nothing more.
    day = hours.openings_of_day(reason, venue=venue, on=starts_at.astimezone(venue.zone).date())
    open_then = [
        spot for spot, stretches in day.items() if any(start <= starts_at < end for start, end, _ in stretches)
    ]
    advisers = {spot.adviser_id for spot in open_then}
    rooms = {spot.room_id: spot.room_resource_id for spot in open_then}
    locked = commitments.lock([*advisers, *filter(None, rooms.values()), *also_lock])
    found = free_time.find_in(
        {spot: stretches for spot, stretches in day.items() if spot.adviser_id in advisers},
        hours.public_rule(reason, now=now),
        venues=[venue],
        organization_id=reason.organization_id,
        now=now,
        ignoring=ignoring,
    )
    if second is not None:
        found = free_for_both(found, second_id=second.pk, ignoring=ignoring)
    possible = [hour for hour in found if hour.start == starts_at]
    if not possible:
        raise SlotTaken
    users = {resource.pk: resource.adviser_id for resource in locked if resource.adviser_id is not None}
    places = [
        _place(hour, venue=venue, adviser_id=users[hour.adviser_id], rooms=rooms, second=second) for hour in possible
    ]
    return LockedHour(places=places, hours_left=Counter(hour.adviser_id for hour in found))


def choose(locked: LockedHour, *, person: Beneficiary | None = None) -> AppointmentPlace:
    """Say who receives, of several: whoever received this person last, else the least busy that day, else the lowest id.

    The least busy is the one with the most free hours left. One query when there are several and the person is known.
    """
    if len(locked.places) == 1:
        return locked.places[0]
    last_seen = _received_by(person.pk, [place.adviser_id for place in locked.places]) if person else []

    def rank(place: AppointmentPlace) -> tuple[bool, int, int]:
        return (
            (place.adviser_id,) not in last_seen,
            -locked.hours_left[place.adviser_resource_id],
            place.adviser_resource_id,
        )

    return min(locked.places, key=rank)


def _place(
    hour: FreeHour, *, venue: Venue, adviser_id: int, rooms: Mapping[int | None, int | None], second: Resource | None
) -> AppointmentPlace:
    return AppointmentPlace(
        venue=venue,
        adviser_id=adviser_id,
        adviser_resource_id=hour.adviser_id,
        starts_at=hour.start,
        ends_at=hour.end,
        room_id=hour.room_id,
        room_resource_id=rooms.get(hour.room_id),
        co_adviser_id=_user_of(second) if second else None,
        co_resource_id=second.pk if second else None,
    )


@prepared
def _received_by(person_id: int, adviser_ids: list[int]) -> QuerySet[Appointment, Any]:
    """Of these advisers, the one who received her last, if any did."""
    seen = Appointment.objects.filter(person_id=person_id, adviser_id__in=adviser_ids, state=State.SEEN)
    return seen.order_by("-starts_at", "-pk").values_list("adviser_id")[:1]


def free_for_both(found: list[FreeHour], *, second_id: int, ignoring: Collection[int]) -> list[FreeHour]:
    """Keep the hours of the others at which this second adviser has nothing either. One query."""
    if not found:
        return []
    first, last = found[0].start, max(hour.end for hour in found)
    busy = [row for row in commitments.conflicts([second_id], first, last) if row.pk not in ignoring]
    return [
        hour
        for hour in found
        if hour.adviser_id != second_id
        and not any(row.starts_at < hour.end and row.ends_at > hour.start for row in busy)
    ]


def hold(appointment: Appointment, place: AppointmentPlace) -> None:
    """Write on the appointment where and when it is, and make its adviser and room busy.

    The commitments it already has are moved; the caller saves the appointment.
    """
    what = Hold(
        starts_at=place.starts_at,
        ends_at=place.ends_at,
        kind=CommitmentKind.APPOINTMENT,
        venue=place.venue,
        commune=visits.commune_of(appointment, place.venue),
        before=appointment.reason.before,
        after=appointment.reason.after,
        overbooked_by=place.overbooked_by,
    )
    # The second adviser first: given to her alone, the appointment leaves her agenda before it enters it again.
    co_commitment_id = _held(appointment.co_commitment_id, place.co_resource_id, what)
    appointment.commitment_id = _held(appointment.commitment_id, place.adviser_resource_id, what)
    room_commitment_id = _held(appointment.room_commitment_id, place.room_resource_id, what)
    appointment.co_commitment_id = co_commitment_id
    appointment.room_commitment_id = room_commitment_id
    appointment.venue = place.venue
    appointment.adviser_id = place.adviser_id
    appointment.room_id = place.room_id
    appointment.co_adviser_id = place.co_adviser_id
    appointment.starts_at = place.starts_at
    appointment.ends_at = place.ends_at


def take_back(appointment: Appointment) -> None:
    """Hold again the hour a called-off appointment had given back; the caller saves it.

    Raises `SlotTaken`, `HeldForSomebody`.
    """
    place = AppointmentPlace.of(
        appointment.adviser,
        appointment.room,
        venue=appointment.venue,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        co_adviser=appointment.co_adviser,
    )
    commitments.lock(place.resource_ids)
    check_free(place)
    hold(appointment, place)


def check_free(place: AppointmentPlace, *, ignoring: Collection[int] = ()) -> None:
    """Pass when nothing else keeps these locked resources busy then. Raises `SlotTaken`, `HeldForSomebody`."""
    busy = commitments.conflicts(place.resource_ids, place.starts_at, place.ends_at)
    others = [row for row in busy if row.pk not in ignoring]
    if others and all(row.kind == CommitmentKind.OFFER for row in others):
        raise HeldForSomebody([row.pk for row in others])
    if others:
        raise SlotTaken


def _held(commitment_id: int | None, resource_id: int | None, what: Hold) -> int | None:
    if resource_id is None:
        if commitment_id is not None:
            commitments.release([commitment_id])
        return None
    if commitment_id is None:
        return commitments.hold_free(resource_id, what).pk
    commitments.rehold_free(commitment_id, resource_id, what)
    return commitment_id


def _user_of(adviser: Resource) -> int:
    if adviser.adviser_id is None:
        raise TypeError(f"resource {adviser.pk} is not an adviser")
    return adviser.adviser_id
