"""What became of an appointment, in one gesture, and the way back."""

from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.agenda import commitments
from escale.appointments import canceling, holding, messages
from escale.appointments.holding import Place, SlotTaken
from escale.appointments.models import FREES_THE_HOUR, Appointment, State


class UnknownOutcome(ValueError):
    """Not one of the outcomes an adviser notes by hand."""


NOTED_BY_HAND = frozenset({State.SEEN, State.NO_SHOW, State.EXCUSED})


def settle(appointment: Appointment, outcome: State, *, by: Membership, now: datetime) -> Appointment:
    """Note that the person came, didn't come, or let us know; the same outcome twice changes nothing.

    Going from "let us know" to another outcome takes the hour back first. Raises `UnknownOutcome`, `SlotTaken`.
    """
    if outcome not in NOTED_BY_HAND:
        raise UnknownOutcome(outcome)
    with transaction.atomic():
        current = Appointment.objects.with_everything_shown().locked().get(pk=appointment.pk)
        if current.state == outcome:
            return current
        if outcome in FREES_THE_HOUR:
            canceling.free(current, outcome, by=by.user, now=now)
            return current
        if current.state in FREES_THE_HOUR:
            _take_back(current)
        current.state = outcome
        current.settled_at, current.settled_by = now, by.user
        current.save()
        messages.withdraw(current)
        return current


def reopen(appointment: Appointment, *, now: datetime) -> Appointment:
    """Undo the outcome: the person is expected again, and reminded again if there is still time.

    Raises `SlotTaken` when somebody else took the hour meanwhile.
    """
    with transaction.atomic():
        current = Appointment.objects.with_everything_shown().locked().get(pk=appointment.pk)
        if current.state == State.EXPECTED:
            return current
        if current.state in FREES_THE_HOUR:
            _take_back(current)
        current.state = State.EXPECTED
        current.settled_at = current.settled_by = None
        current.revision += 1
        current.save()
        messages.schedule_reminders(current, now=now)
        return current


def _take_back(appointment: Appointment) -> None:
    place = Place.of(
        appointment.adviser,
        appointment.room,
        venue=appointment.venue,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        co_adviser=appointment.co_adviser,
    )
    commitments.lock(place.resource_ids)
    if commitments.conflicts(place.resource_ids, place.starts_at, place.ends_at):
        raise SlotTaken
    holding.hold(appointment, place)
