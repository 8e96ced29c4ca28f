"""Calling an appointment off: the hour is free again at once."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from escale.accounts.models import Membership, User
from escale.agenda import commitments
from escale.appointments import callbacks, messages, waiting
from escale.appointments.models import Appointment, State
from escale.appointments.moving import TooLate, locked


def cancel_by_person(appointment: Appointment, *, call_me_back: bool = False, now: datetime) -> Appointment:
    """Call off with the secret link. Raises `TooLate`, `NotExpected`."""
    with transaction.atomic():
        current = locked(appointment)
        if now > current.cancel_deadline:
            raise TooLate
        free(current, State.EXCUSED, by=None, now=now)
        if call_me_back:
            callbacks.ask(
                organization=current.organization,
                reason=current.reason,
                first_name=current.person.first_name,
                phone=current.contact_phone,
                wish="A annulé et voudrait une autre heure.",
                submission=uuid4(),
                now=now,
            )
        return current


def cancel_by_staff(
    appointment: Appointment, *, by: Membership, notify: bool, apology: str = "", now: datetime
) -> Appointment:
    """Call off for the organization, and tell the person unless the team prefers to call. Raises `NotExpected`."""
    with transaction.atomic():
        current = locked(appointment)
        current.apology = apology
        free(current, State.REVOKED, by=by.user, now=now)
        if notify:
            messages.announce(messages.CANCELLATION, current, now=now)
        return current


def free(appointment: Appointment, state: State, *, by: User | None, now: datetime) -> None:
    """Write the outcome of a locked appointment that gives its hour back, and withdraw the messages it has waiting."""
    held = appointment.held_ids
    appointment.state = state
    appointment.commitment = appointment.co_commitment = appointment.room_commitment = None
    appointment.revision += 1
    appointment.settled_at, appointment.settled_by = now, by
    appointment.save()
    commitments.release(held)
    messages.withdraw(appointment)
    waiting.tell_first_waiting(appointment, now=now)
