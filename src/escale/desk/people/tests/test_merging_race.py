"""Two files are joined while a colleague notes that one of the two came: neither waits for the other for ever."""

import time
from functools import partial

import pytest
from django.db import connection

from escale.activity import closing, participants
from escale.appointments.models import Appointment, State
from escale.desk.people import merging
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.races import at_once, database_on_disk

__all__ = ["database_on_disk"]
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

A_MOMENT, LONGER = 0.4, 1.2
"""Seconds after which the files are joined, and those the outcome holds its appointment before it asks for the file."""


@pytest.fixture
def slow_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    lock = participants.lock

    def lock_later(people):
        time.sleep(LONGER)
        lock(people)

    monkeypatch.setattr(participants, "lock", lock_later)


def join(kept, gone, by):
    time.sleep(A_MOMENT)
    return merging.merge(kept, gone, taken=[], by=by, now=NOW)


def joined_while_she_is_noted_as_seen(adviser, reason, venue):
    kept, gone = builders.person(adviser.organization), builders.person(adviser.organization, phone="+33639980077")
    past = builders.appointment(adviser, gone, reason, at=venue, starts_at=NOW.replace(hour=8))
    got = at_once(
        [
            partial(closing.settle, past, State.SEEN, by=adviser, now=NOW),
            partial(join, kept, gone, adviser),
        ]
    )
    return kept, [each for each in got if isinstance(each, Exception)]


def test_both_are_done(database_on_disk, slow_outcome, adviser, reason, venue):
    kept, problems = joined_while_she_is_noted_as_seen(adviser, reason, venue)
    assert problems == []
    assert Beneficiary.objects.not_erased().get() == kept
    assert Appointment.objects.get().person == kept


def test_without_the_locks_in_order_one_of_them_is_refused(
    database_on_disk, slow_outcome, adviser, reason, venue, monkeypatch
):
    """The control: each holds what the other asks for."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite n’a qu’un écrivain à la fois : sans verrou, il tient encore")
    monkeypatch.setattr(merging, "lock_what_moves", lambda kept, gone: None)
    assert any(joined_while_she_is_noted_as_seen(adviser, reason, venue)[1] for _ in range(3))
