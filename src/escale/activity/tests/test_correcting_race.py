"""A number is corrected while a colleague calls the roll of a group: neither waits for the other for ever."""

import time
from functools import partial

import pytest
from django.db import connection, transaction

from escale.activity import correcting, participants
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.races import at_once, database_on_disk
from escale.workshops import seats

__all__ = ["database_on_disk"]
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

A_MOMENT, LONGER = 0.4, 1.2
"""Seconds after which the number is corrected, and those the roll holds its group before it asks for the file."""


@transaction.atomic
def call_roll(group, person):
    """What a roll locks, in its order."""
    seats.lock(group.pk)
    time.sleep(LONGER)
    participants.lock([person.pk])


def correct(person, by):
    time.sleep(A_MOMENT)
    correcting.correct_file(person, first_name="Lucette", details={"phone": "+33639980077"}, by=by, now=NOW)


def corrected_during_a_roll(adviser, venue):
    person, group = builders.person(adviser.organization), builders.group(adviser, venue)
    builders.enrollment(group, person)
    got = at_once([partial(call_roll, group, person), partial(correct, person, adviser)])
    return person, [each for each in got if isinstance(each, Exception)]


def test_both_are_done(database_on_disk, adviser, venue):
    person, problems = corrected_during_a_roll(adviser, venue)
    assert problems == []
    assert Beneficiary.objects.get(pk=person.pk).phone == "+33639980077"


def test_without_the_groups_first_one_of_them_is_refused(database_on_disk, adviser, venue, monkeypatch):
    """The control: each holds what the other asks for."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite n’a qu’un écrivain à la fois : sans verrou, il tient encore")
    monkeypatch.setattr(correcting, "lock_groups_of", lambda person: None)
    assert any(corrected_during_a_roll(adviser, venue)[1] for _ in range(3))
