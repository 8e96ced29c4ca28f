"""Several colleagues publish one programme at one instant: it is published once."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection

from escale.accounts.models import Membership
from escale.agenda import commitments
from escale.places.models import Venue
from escale.programme import publication
from escale.programme.models import Programme, ProgrammeSlot
from escale.programme.tests import planned
from escale.testing import builders
from escale.testing.races import at_once, database_on_disk, met
from escale.workshops.models import Group, Workshop

__all__ = ["database_on_disk"]

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE, ROUNDS, DATES = 6, 3, 2


@pytest.fixture
def workshop(database_on_disk: None, adviser: Membership) -> Workshop:
    return builders.workshop(adviser.organization)


def programme_of(adviser: Membership, venue: Venue, workshop: Workshop, number: int) -> Programme:
    """Two dates no other round has."""
    made = planned.programme(adviser)
    for rank in range(DATES):
        on = date(2027, 1, 8) + timedelta(days=number * DATES + rank)
        planned.slot(made, adviser, venue, on=on, title=f"Thème {number} {rank}", workshop=workshop)
    return made


def publish_at_once(programme: Programme, adviser: Membership) -> list[object]:
    act = partial(publication.publish, programme, today=builders.NOW.date(), by=adviser, now=builders.NOW)
    return at_once([act] * PEOPLE)


def test_a_programme_published_by_several_at_once_is_published_once(
    workshop: Workshop, adviser: Membership, venue: Venue
) -> None:
    for number in range(ROUNDS):
        got = publish_at_once(programme_of(adviser, venue, workshop, number), adviser)
        assert sorted(len(each) if isinstance(each, list) else repr(each) for each in got) == [0] * (PEOPLE - 1) + [
            DATES
        ]
    assert Group.objects.count() == ROUNDS * DATES
    assert ProgrammeSlot.objects.filter(group=None).count() == 0


def test_without_the_locks_it_is_published_twice_or_the_constraint_refuses(
    workshop: Workshop, adviser: Membership, venue: Venue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: what the test above would see if nobody waited."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time: the lock is its transaction.")
    monkeypatch.setattr(commitments, "lock", lambda resource_ids: [])
    monkeypatch.setattr(publication, "locked", met(lambda each: each, PEOPLE))
    refused = 0
    for number in range(ROUNDS):
        got = publish_at_once(programme_of(adviser, venue, workshop, number), adviser)
        refused += sum(isinstance(each, IntegrityError) for each in got)
    assert refused > 0 or Group.objects.count() > ROUNDS * DATES


def test_a_workshop_several_add_at_once_is_in_the_catalogue_once(
    database_on_disk: None, adviser: Membership, venue: Venue
) -> None:
    slot = planned.slot(planned.programme(adviser), adviser, venue, title="Retrouver une recette")
    at_once([partial(publication.add_workshop, slot, now=builders.NOW)] * PEOPLE)
    assert Workshop.objects.get().title == "Retrouver une recette"
