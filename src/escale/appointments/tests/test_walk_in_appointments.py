"""A visit without appointment that becomes one, just now or later."""

from datetime import time, timedelta

import pytest

from escale.agenda import commitments, resources
from escale.agenda.commitments import Hold
from escale.agenda.models import Commitment, CommitmentKind, Reception
from escale.appointments import walk_in_appointments, walk_ins
from escale.appointments.models import Appointment, State, WalkInState
from escale.appointments.walk_in_appointments import Reception as Noted
from escale.appointments.walk_ins import NotThereAnyMore
from escale.outbox.models import Message
from escale.testing import builders
from escale.testing.builders import NOW

LATER = NOW + timedelta(minutes=20)


@pytest.fixture
def received(adviser, venue):
    builders.permanence(adviser, venue, start=time(14), end=time(17), reception=Reception.WALK_IN)
    return walk_ins.call(builders.walk_in(venue), adviser=adviser.user, where="", now=NOW)


def note(walk_in, adviser, person, reason):
    noted = Noted(person=person, reason=reason, adviser=adviser.user)
    return walk_in_appointments.note_as_appointment(walk_in, noted, by=adviser, now=LATER)


def test_a_visit_becomes_an_appointment_seen_from_the_call_to_now(received, adviser, person, reason):
    made = note(received, adviser, person, reason)
    received.refresh_from_db()
    assert (made.state, made.starts_at, made.ends_at) == (State.SEEN, NOW, LATER)
    assert (received.state, received.appointment, received.person) == (WalkInState.BOOKED, made, person)
    assert made.commitment is not None
    assert made.commitment.exclusive
    assert not Message.objects.exists()


def test_it_may_overlap_what_was_planned_and_says_who_decided(received, adviser, person, reason):
    busy = Hold(starts_at=NOW, ends_at=LATER, kind=CommitmentKind.APPOINTMENT)
    commitments.hold_free(resources.for_adviser(adviser.user).pk, busy)
    made = note(received, adviser, person, reason)
    assert made.commitment is not None
    assert (made.commitment.exclusive, made.commitment.overbooked_by) == (False, adviser.user)


def test_undone_it_leaves_nothing_in_the_agenda(received, adviser, person, reason):
    note(received, adviser, person, reason)
    walk_in_appointments.undo(received)
    received.refresh_from_db()
    assert received.state == WalkInState.WITH_ADVISER
    assert not Appointment.objects.exists()
    assert not Commitment.objects.exists()


def test_one_visit_makes_one_appointment(received, adviser, person, reason):
    note(received, adviser, person, reason)
    with pytest.raises(NotThereAnyMore):
        note(received, adviser, person, reason)


def test_somebody_given_another_day_leaves_the_queue_and_may_come_back(venue, adviser):
    waiting = builders.walk_in(venue)
    walk_in_appointments.give_another_time(waiting, now=NOW)
    waiting.refresh_from_db()
    assert waiting.state == WalkInState.BOOKED
    walk_in_appointments.undo(waiting)
    waiting.refresh_from_db()
    assert waiting.state == WalkInState.WAITING
