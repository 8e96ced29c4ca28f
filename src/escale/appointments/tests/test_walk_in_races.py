"""Many at the tablet, two advisers who press at once: one number each, one person each."""

from datetime import time
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection

from escale.accounts.models import Membership
from escale.agenda.models import Reception
from escale.appointments import queues, walk_ins
from escale.appointments.models import WalkIn
from escale.appointments.walk_ins import Arrival, NobodyWaits, NotThereAnyMore
from escale.places.models import Venue, VenueQuerySet
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.races import at_once, database_on_disk, met

__all__ = ["database_on_disk"]
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE = 8


@pytest.fixture
def queue(database_on_disk: None, adviser: Membership, venue: Venue) -> Venue:
    builders.permanence(adviser, venue, start=time(14), end=time(17), reception=Reception.WALK_IN)
    return venue


def arriving(venue: Venue) -> Any:
    submission = uuid4()
    return lambda: walk_ins.arrive(Arrival(first_name="Denise"), venue=venue, submission=submission, now=NOW)


def test_everybody_at_once_gets_a_number_of_her_own(queue):
    got = at_once([arriving(queue) for _ in range(PEOPLE)])
    assert sorted(each.rank for each in got) == list(range(1, PEOPLE + 1))


def test_eight_copies_of_one_tap_give_one_ticket(queue):
    got = at_once([arriving(queue)] * PEOPLE)
    assert {each.pk for each in got} == {WalkIn.objects.get().pk}


def test_advisers_who_call_at_once_never_get_the_same_person(queue, adviser, colleague):
    waiting = [builders.walk_in(queue) for _ in range(PEOPLE // 2)]
    callers = [adviser, colleague] * (PEOPLE // 2)
    got = at_once([partial(walk_ins.call_next, queue, adviser=each.user, where="", now=NOW) for each in callers])
    called = [each.pk for each in got if isinstance(each, WalkIn)]
    assert sorted(called) == [each.pk for each in waiting]
    assert sum(isinstance(each, NobodyWaits) for each in got) == PEOPLE // 2


def test_of_two_who_call_this_very_person_one_is_told_so(queue, adviser, colleague):
    robert = builders.walk_in(queue)
    callers = [adviser, colleague] * (PEOPLE // 2)
    got = at_once([partial(walk_ins.call, robert, adviser=each.user, where="", now=NOW) for each in callers])
    assert sum(isinstance(each, WalkIn) for each in got) == 1
    assert sum(isinstance(each, NotThereAnyMore) for each in got) == PEOPLE - 1


def test_with_the_lock_off_two_are_given_one_number_and_the_constraint_refuses(queue, monkeypatch):
    """The control: what the first test would see if nothing gave numbers one at a time."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite n’a qu’un écrivain à la fois : sans verrou, il tient encore")
    monkeypatch.setattr(VenueQuerySet, "locked", lambda rows: rows)
    monkeypatch.setattr(queues, "read", met(queues.read, PEOPLE))
    got = at_once([arriving(queue) for _ in range(PEOPLE)])
    assert sum(isinstance(each, IntegrityError) for each in got) == PEOPLE - 1
