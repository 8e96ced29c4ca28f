"""Maëlle's Friday: somebody seen this morning, a queue, a workshop."""

from datetime import timedelta

import pytest
import time_machine

from escale.activity import closing
from escale.activity.models import ActivityRecord
from escale.appointments import walk_ins
from escale.appointments.models import State, WalkInOutcome
from escale.testing import builders
from escale.testing.cast import signed_in

MORNING = builders.NOW.replace(hour=8, minute=0)
"""9 h in Vitré."""


@pytest.fixture
def friday(now):
    """The clock stands still at `now`."""
    with time_machine.travel(now, tick=False):
        yield now


@pytest.fixture
def client(adviser, friday):
    return signed_in(adviser)


@pytest.fixture
def appointment(adviser, person, reason, venue):
    return builders.appointment(
        adviser, person, reason, at=venue, starts_at=MORNING, now=builders.NOW - timedelta(days=3)
    )


@pytest.fixture
def record(appointment, adviser):
    """Lucette came: her report waits."""
    closing.settle(appointment, State.SEEN, by=adviser, now=builders.NOW)
    return ActivityRecord.objects.get(appointment=appointment)


@pytest.fixture
def passed_by(adviser, venue):
    """Receive somebody without appointment for so many minutes; give her record."""

    def received(minutes, first_name="Robert"):
        came = builders.walk_in(venue, first_name=first_name, now=builders.NOW - timedelta(hours=2))
        called = walk_ins.call(came, adviser=adviser.user, where="bureau 4", now=builders.NOW - timedelta(hours=1))
        ended = builders.NOW - timedelta(hours=1) + timedelta(minutes=minutes)
        closing.finish_walk_in(called, WalkInOutcome.SETTLED, by=adviser, now=ended)
        return ActivityRecord.objects.get(walk_in=came)

    return received
