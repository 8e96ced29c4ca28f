"""Giving an appointment another hour, or another place: by the person with her link, or by the team."""

from datetime import date, datetime

from django.db import transaction

from escale.accounts.models import Membership, User
from escale.agenda import commitments, resources
from escale.agenda.free_time import FreeHour
from escale.agenda.models import Commitment, Resource
from escale.appointments import holding, hours, messages, obstacles
from escale.appointments.holding import Place
from escale.appointments.models import Appointment, State
from escale.places.models import Room, Venue


class TooLate(Exception):
    """The time limit has passed: only the team can still change the appointment."""


class NotExpected(Exception):
    """The appointment is over, or called off: there is nothing left to change."""


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
        return _write(current, place, notify=True, now=now)


def move_by_staff(
    appointment: Appointment,
    *,
    by: Membership,
    venue: Venue,
    starts_at: datetime,
    now: datetime,
    adviser: User | None = None,
    room: Room | None = None,
    co_adviser: User | None = None,
    keeps_second: bool = True,
    accept_warnings: bool = False,
    notify: bool = True,
) -> Appointment:
    """Move to any hour; to the same one, nothing changes and nobody is told.

    A second adviser comes along, unless `keeps_second` is False: it is then `co_adviser`, or nobody. Raises `NotExpected`, and `Refused` with what stands in the way unless that was accepted.
    """
    with transaction.atomic():
        current = locked(appointment)
        ends_at = starts_at + (current.ends_at - current.starts_at)
        first, second = adviser or current.adviser, current.co_adviser if keeps_second else co_adviser
        place = Place.of(
            first,
            room,
            venue=venue,
            starts_at=starts_at,
            ends_at=ends_at,
            # Given to the second adviser, she receives alone.
            co_adviser=None if second == first else second,
        )
        commitments.lock([*place.resource_ids, *(row.resource_id for row in _commitments(current))])
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
        return _write(current, place, notify=notify, now=now)


def locked(appointment: Appointment) -> Appointment:
    """Read the appointment again, alone to change it. Raises `NotExpected` unless it is still to come.

    An appointment is always locked before resources, so that two operations never wait on each other.
    """
    current = Appointment.objects.with_everything_shown().locked().get(pk=appointment.pk)
    if current.state != State.EXPECTED:
        raise NotExpected
    return current


def _is_there(appointment: Appointment, place: Place) -> bool:
    who = (appointment.adviser_id, appointment.co_adviser_id)
    where = (appointment.venue_id, appointment.room_id, appointment.starts_at)
    return who == (place.adviser_id, place.co_adviser_id) and where == (place.venue.pk, place.room_id, place.starts_at)


def _write(appointment: Appointment, place: Place, *, notify: bool, now: datetime) -> Appointment:
    holding.hold(appointment, place)
    appointment.revision += 1
    appointment.save()
    messages.withdraw(appointment)
    if notify:
        messages.announce_with_reminders(messages.CHANGE, appointment, now=now)
    else:
        messages.schedule_reminders(appointment, now=now)
    return appointment


def _second(appointment: Appointment) -> Resource | None:
    return resources.for_adviser(appointment.co_adviser) if appointment.co_adviser else None


def _commitments(appointment: Appointment) -> list[Commitment]:
    return list(Commitment.objects.filter(pk__in=appointment.held_ids).order_by("pk"))
