"""What became of an appointment, in one gesture, and the way back."""

from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.appointments import canceling, changes, holding, messages, no_shows
from escale.appointments.models import FREES_THE_HOUR, Appointment, ChangeKind, State


class UnknownOutcome(ValueError):
    """Not one of the outcomes an adviser notes by hand."""


NOTED_BY_HAND = frozenset({State.SEEN, State.NO_SHOW, State.EXCUSED})


def settle(appointment: Appointment, outcome: State, *, by: Membership, now: datetime) -> Appointment:
    """Note that the person came, didn't come, or let us know; the same outcome twice changes nothing.

    Going from "let us know" to another outcome takes the hour back first. Whoever didn't come is to be called, and hears
    a kind word when the organization wants it. Raises `UnknownOutcome`, `SlotTaken`.
    """
    if outcome not in NOTED_BY_HAND:
        raise UnknownOutcome(outcome)
    with transaction.atomic():
        current = Appointment.objects.with_everything_shown().get_locked(pk=appointment.pk)
        if current.state == outcome:
            return current
        was = changes.before(current)
        no_shows.withdraw(current)
        if outcome in FREES_THE_HOUR:
            canceling.free(current, outcome, by=by.user, now=now)
        else:
            _note(current, outcome, by=by, now=now)
        changes.write(ChangeKind.OUTCOME_NOTED, current, was=was, by=by.user, now=now)
        return current


def reopen(appointment: Appointment, *, by: Membership, now: datetime) -> Appointment:
    """Undo the outcome: the person is expected again, and reminded again if there is still time.

    Raises `SlotTaken` when somebody else took the hour meanwhile.
    """
    with transaction.atomic():
        current = Appointment.objects.with_everything_shown().get_locked(pk=appointment.pk)
        if current.state == State.EXPECTED:
            return current
        was = changes.before(current)
        no_shows.withdraw(current)
        if current.state in FREES_THE_HOUR:
            holding.take_back(current)
        current.state = State.EXPECTED
        current.settled_at = current.settled_by = None
        current.revision += 1
        current.save()
        changes.write(ChangeKind.OUTCOME_TAKEN_BACK, current, was=was, by=by.user, now=now)
        messages.withdraw(current)
        messages.schedule_reminders(current, now=now)
        return current


def _note(appointment: Appointment, outcome: State, *, by: Membership, now: datetime) -> None:
    if appointment.state in FREES_THE_HOUR:
        holding.take_back(appointment)
    appointment.state = outcome
    appointment.settled_at, appointment.settled_by = now, by.user
    appointment.revision += 1
    appointment.save()
    messages.withdraw(appointment)
    if outcome == State.NO_SHOW:
        no_shows.follow_up(appointment, now=now)
