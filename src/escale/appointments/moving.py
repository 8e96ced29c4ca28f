"""Giving an appointment another hour, place, length or adviser: by the person with her link, or by the team."""

from datetime import date, datetime, timedelta

from django.db import transaction

from escale.accounts.models import Membership, User
from escale.agenda import commitments, resources
from escale.agenda.free_time import FreeHour
from escale.agenda.models import Commitment, Resource
from escale.appointments import changes, holding, hours, messages, obstacles, turns, undoing
from escale.appointments.holding import AppointmentPlace
from escale.appointments.models import MOVES, Appointment, AppointmentChange, ChangeKind, State
from escale.appointments.obstacles import Acceptance
from escale.appointments.turns import FreedHour
from escale.places.models import Room, Venue

UNDONE_WITHIN = timedelta(minutes=10)


class TooLate(Exception):
    """The time limit has passed: only the team can still change the appointment."""


class NotExpected(Exception):
    """The appointment is over, or called off: there is nothing left to change."""


class NothingToUndo(Exception):
    """The last thing that happened to the appointment isn't a move of the last minutes."""


def free_hours(appointment: Appointment, *, first: date, last: date, now: datetime) -> list[FreeHour]:
    """List the hours the person may move to, on these local days: her own hour counts as free, as it does when moving."""
    found = hours.search(
        appointment.reason,
        first=first,
        last=last,
        venues=hours.venues_of(appointment.reason),
        rule=hours.public_rule(appointment.reason, now=now),
        now=now,
        ignoring=appointment.held_ids,
    )
    if second := _second(appointment):
        found = holding.free_for_both(found, second_id=second.pk, ignoring=appointment.held_ids)
    return [hour for hour in found if (hour.start, hour.venue_id) != (appointment.starts_at, appointment.venue_id)]


def move_by_person(appointment: Appointment, *, venue: Venue, starts_at: datetime, now: datetime) -> Appointment:
    """Move to a free hour of the same reason. Raises `TooLate`, `NotExpected`, `SlotTaken` (the old hour is kept)."""
    with transaction.atomic():
        current = locked(appointment)
        if now > current.move_deadline:
            raise TooLate
        if current.starts_at == starts_at and current.venue == venue:
            return current
        held = _commitments(current)
        place = holding.lock_free_place(
            current.reason,
            venue=venue,
            starts_at=starts_at,
            now=now,
            also_lock=[row.resource_id for row in held],
            ignoring=[row.pk for row in held],
            second=_second(current),
        )
        return _move(current, place, by=None, why="", notify=True, now=now)


def move_by_staff(
    appointment: Appointment,
    *,
    by: Membership,
    venue: Venue,
    starts_at: datetime,
    now: datetime,
    minutes: int | None = None,
    adviser: User | None = None,
    room: Room | None = None,
    co_adviser: User | None = None,
    keeps_second: bool = True,
    accept_warnings: Acceptance = False,
    notify: bool = True,
    why: str = "",
) -> Appointment:
    """Move to any hour, for as long as before unless `minutes` says; to the same place, nothing changes, nobody is told.

    A second adviser comes along, unless `keeps_second` is False: it is then `co_adviser`, or nobody.
    Raises `NotExpected`, and `Refused` with what stands in the way unless that was accepted.
    """
    with transaction.atomic():
        current = locked(appointment)
        place = place_for(
            current,
            venue=venue,
            starts_at=starts_at,
            minutes=minutes,
            adviser=adviser,
            room=room,
            co_adviser=current.co_adviser if keeps_second else co_adviser,
        )
        _lock(place, current)
        if _is_there(current, place):
            return current
        place = obstacles.accepted(
            place,
            reason=current.reason,
            person=current.person,
            by=by.user,
            accept=accept_warnings,
            now=now,
            moving=current,
        )
        return _move(current, place, by=by.user, why=why, notify=notify, now=now)


def move_to_held(appointment: Appointment, place: AppointmentPlace, *, by: User | None, now: datetime) -> Appointment:
    """Move a locked appointment to an hour held for it alone, whose hold this transaction has just given up."""
    return _move(appointment, place, by=by, why="", notify=True, now=now)


def place_for(
    appointment: Appointment,
    *,
    venue: Venue,
    starts_at: datetime,
    minutes: int | None = None,
    adviser: User | None = None,
    room: Room | None = None,
    co_adviser: User | None = None,
) -> AppointmentPlace:
    """Where a move would put this appointment: what isn't said stays as it is, but for the room."""
    first = adviser or appointment.adviser
    return AppointmentPlace.of(
        first,
        room,
        venue=venue,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes or appointment.minutes),
        # Given to the second adviser, she receives alone.
        co_adviser=None if co_adviser == first else co_adviser,
    )


def undoable(appointment: Appointment, *, now: datetime) -> AppointmentChange | None:
    """The move of the last minutes that nothing has followed, or None."""
    last = changes.last_of(appointment)
    is_fresh = last is not None and last.kind in MOVES and last.by_id is not None and last.at >= now - UNDONE_WITHIN
    return last if last and is_fresh and last.revision == appointment.revision else None


def undo_move(appointment: Appointment, *, by: Membership, now: datetime) -> Appointment:
    """Put an appointment just moved back where it was, if that hour is still free.

    What had not left about the new hour is withdrawn; whoever has already heard of it is told again.
    Raises `NotExpected`, `NothingToUndo`, `SlotTaken`, `HeldForSomebody`.
    """
    with transaction.atomic():
        current = locked(appointment)
        undone = undoable(current, now=now)
        if undone is None:
            raise NothingToUndo
        place = AppointmentPlace.of(
            undone.from_adviser,
            undone.from_room,
            venue=undone.from_venue,
            starts_at=undone.from_starts_at,
            ends_at=undone.from_ends_at,
            co_adviser=undone.from_co_adviser,
        )
        _lock(place, current)
        holding.check_free(place, ignoring=current.held_ids)
        was = changes.before(current)
        _hold(current, place)
        changes.write(ChangeKind.MOVE_UNDONE, current, was=was, by=by.user, now=now)
        undoing.tell(current, undone.revision, said=messages.CHANGE, again=messages.CHANGE, now=now)
        return current


def locked(appointment: Appointment) -> Appointment:
    """Read the appointment again, alone to change it. Raises `NotExpected` unless it is still to come.

    An appointment is always locked before resources, so that two operations never wait on each other.
    """
    current = Appointment.objects.with_everything_shown().get_locked(pk=appointment.pk)
    if current.state != State.EXPECTED:
        raise NotExpected
    return current


def _is_there(appointment: Appointment, place: AppointmentPlace) -> bool:
    who = (appointment.adviser_id, appointment.co_adviser_id)
    where = (appointment.venue_id, appointment.room_id, appointment.starts_at, appointment.ends_at)
    to = (place.venue.pk, place.room_id, place.starts_at, place.ends_at)
    return who == (place.adviser_id, place.co_adviser_id) and where == to


def _move(
    appointment: Appointment, place: AppointmentPlace, *, by: User | None, why: str, notify: bool, now: datetime
) -> Appointment:
    was, left = changes.before(appointment), FreedHour.of_appointment(appointment)
    _hold(appointment, place)
    changes.write(changes.kind_of_move(appointment, was), appointment, was=was, by=by, why=why, now=now)
    messages.withdraw(appointment)
    if notify:
        messages.announce_with_reminders(messages.CHANGE, appointment, now=now)
    else:
        messages.schedule_reminders(appointment, now=now)
    turns.hour_freed(left, now=now)
    return appointment


def _hold(appointment: Appointment, place: AppointmentPlace) -> None:
    holding.hold(appointment, place)
    appointment.revision += 1
    appointment.save()


def _lock(place: AppointmentPlace, appointment: Appointment) -> None:
    commitments.lock([*place.resource_ids, *(row.resource_id for row in _commitments(appointment))])


def _second(appointment: Appointment) -> Resource | None:
    return resources.for_adviser(appointment.co_adviser) if appointment.co_adviser else None


def _commitments(appointment: Appointment) -> list[Commitment]:
    return list(Commitment.objects.filter(pk__in=appointment.held_ids).order_by("pk"))
