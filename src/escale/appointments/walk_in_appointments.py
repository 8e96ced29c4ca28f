"""Somebody who came without appointment, and for whom one is noted: just now, or later."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from escale.accounts.models import Membership, User
from escale.agenda import commitments
from escale.appointments import holding, links, walk_ins
from escale.appointments.holding import AppointmentPlace
from escale.appointments.models import (
    RECEIVED_NOW,
    Appointment,
    BookedVia,
    Reason,
    State,
    WalkIn,
    WalkInState,
)
from escale.appointments.walk_ins import NotThereAnyMore
from escale.people.models import Beneficiary

SHORTEST = timedelta(minutes=5)
"""A reception noted as soon as it begins still takes a visible place in the day."""


@dataclass(frozen=True, kw_only=True)
class Reception:
    """What an appointment needs that a number in a queue doesn't say."""

    person: Beneficiary
    reason: Reason
    adviser: User


@transaction.atomic
def note_as_appointment(walk_in: WalkIn, reception: Reception, *, by: Membership, now: datetime) -> Appointment:
    """Note the reception as an appointment that took place, so that it is reported like the others.

    It may overlap what the adviser had planned: it happened, and the row says who decided it. Raises `NotThereAnyMore`.
    """
    current = WalkIn.objects.with_everything_shown().get_locked(pk=walk_in.pk)
    if current.appointment_id or current.state not in RECEIVED_NOW | {WalkInState.DONE}:
        raise NotThereAnyMore(current)
    appointment = Appointment(
        organization=current.organization,
        reason=reception.reason,
        person=reception.person,
        state=State.SEEN,
        booked_via=BookedVia.STAFF,
        booked_by=by.user,
        contact_phone=reception.person.message_phone,
        created_at=now,
        settled_at=now,
        settled_by=by.user,
        submission=uuid4(),
    )
    appointment.link_hash = links.hash_of(appointment.link_nonce)
    holding.hold(appointment, _place(current, reception.adviser, by=by, now=now))
    appointment.save(force_insert=True)
    WalkIn.objects.filter(pk=current.pk).update(
        state=WalkInState.BOOKED,
        appointment=appointment,
        person=reception.person,
        adviser=reception.adviser,
        finished_at=current.finished_at or now,
    )
    return appointment


@transaction.atomic
def undo(walk_in: WalkIn) -> None:
    """Undo the last gesture about her, whatever it was; an appointment noted on the spot is taken back.

    Raises `NotThereAnyMore`.
    """
    current = WalkIn.objects.with_everything_shown().get_locked(pk=walk_in.pk)
    if current.appointment is None:
        walk_ins.undo(current)
        return
    WalkIn.objects.filter(pk=current.pk).update(
        state=WalkInState.WITH_ADVISER, appointment=None, finished_at=None, outcome=""
    )
    held = current.appointment.held_ids
    current.appointment.delete()
    commitments.release(held)


def give_another_time(walk_in: WalkIn, *, now: datetime) -> None:
    """Take her out of the queue: an hour is being chosen with her. Raises `NotThereAnyMore`."""
    changed = WalkIn.objects.filter(
        pk=walk_in.pk, state__in=[WalkInState.WAITING, *RECEIVED_NOW], appointment=None
    ).update(state=WalkInState.BOOKED, finished_at=now)
    if not changed:
        raise NotThereAnyMore(WalkIn.objects.with_everything_shown().get(pk=walk_in.pk))


def _place(walk_in: WalkIn, adviser: User, *, by: Membership, now: datetime) -> AppointmentPlace:
    """Where and when she was received: from the call to the end, now if it isn't over."""
    starts_at = walk_in.called_at or walk_in.arrived_at
    ends_at = max(walk_in.finished_at or now, starts_at + SHORTEST)
    room = walk_in.occurrence.room if walk_in.occurrence else None
    place = AppointmentPlace.of(adviser, room, venue=walk_in.venue, starts_at=starts_at, ends_at=ends_at)
    commitments.lock(place.resource_ids)
    overlaps = commitments.conflicts(place.resource_ids, starts_at, ends_at)
    return replace(place, overbooked_by=by.user) if overlaps else place
