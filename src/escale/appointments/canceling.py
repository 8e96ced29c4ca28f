"""Calling an appointment off: the hour is free again at once. And the way back, while it still is."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from escale.accounts.models import Membership, User
from escale.agenda import commitments
from escale.appointments import callbacks, changes, holding, messages, turns, undoing
from escale.appointments.models import Appointment, ChangeKind, State
from escale.appointments.moving import TooLate, locked
from escale.appointments.turns import FreedHour


class NotCanceled(Exception):
    """The team has not called this appointment off: there is nothing to restore."""


def cancel_by_person(
    appointment: Appointment, *, call_me_back: bool = False, why: str = "", now: datetime
) -> Appointment:
    """Call off with the secret link, or from the page of who booked for her, as `why` says then.

    Raises `TooLate`, `NotExpected`.
    """
    with transaction.atomic():
        current = locked(appointment)
        if now > current.cancel_deadline:
            raise TooLate
        was = changes.before(current)
        free(current, State.EXCUSED, by=None, now=now)
        changes.write(ChangeKind.CANCELED_BY_PERSON, current, was=was, by=None, why=why, now=now)
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
    appointment: Appointment, *, by: Membership, notify: bool, apology: str = "", why: str = "", now: datetime
) -> Appointment:
    """Call off for the organization, and tell the person unless the team prefers to call. Raises `NotExpected`.

    `apology` ends the message; `why` is for the team alone.
    """
    with transaction.atomic():
        current = locked(appointment)
        was = changes.before(current)
        current.apology = apology
        free(current, State.REVOKED, by=by.user, now=now)
        changes.write(ChangeKind.CANCELED_BY_US, current, was=was, by=by.user, why=why, now=now)
        if notify:
            messages.announce(messages.CANCELLATION, current, now=now)
        return current


def restore(appointment: Appointment, *, by: Membership, now: datetime) -> Appointment:
    """Expect again a person whose appointment the team called off, if the hour is still free and to come.

    A cancellation that had not left is withdrawn; whoever has heard of it receives a confirmation.
    Raises `NotCanceled`, `TooLate`, `SlotTaken`, `HeldForSomebody`.
    """
    with transaction.atomic():
        current = Appointment.objects.with_everything_shown().get_locked(pk=appointment.pk)
        if current.state != State.REVOKED:
            raise NotCanceled
        if current.starts_at <= now:
            raise TooLate
        was, undone = changes.before(current), current.revision
        holding.take_back(current)
        current.state, current.apology = State.EXPECTED, ""
        current.settled_at = current.settled_by = None
        current.revision += 1
        current.save()
        changes.write(ChangeKind.RESTORED, current, was=was, by=by.user, now=now)
        undoing.tell(current, undone, said=messages.CANCELLATION, again=messages.CONFIRMATION, now=now)
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
    turns.hour_freed(FreedHour.of_appointment(appointment), now=now)
