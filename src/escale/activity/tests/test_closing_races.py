"""Advisers who report the same person at one instant: her participations still come one after the other."""

from datetime import UTC, date, datetime
from functools import partial

import pytest
from django.db import connection

from escale.activity import bulk, closing, participants, recording
from escale.activity.models import ActivityRecord, Kind, Participation
from escale.activity.reports import NewRecord, Report
from escale.appointments.models import State
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.races import at_once, database_on_disk, met

__all__ = ["database_on_disk"]
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

TIMES = 8


@pytest.fixture
def lucette(database_on_disk, adviser):
    return builders.person(adviser.organization)


def activity(adviser, person, day):
    on = date(2026, 11, day)
    return NewRecord(
        organization=adviser.organization,
        adviser=adviser.user,
        kind=Kind.INDIVIDUAL,
        on=on,
        starts_at=datetime(2026, 11, day, 9, tzinfo=UTC),
        minutes=30,
        people=[person],
        report=Report(),
        created_at=NOW,
    )


def days_before():
    return list(Participation.objects.order_by("record__on").values_list("previous_on", flat=True))


IN_ORDER = [None, *(date(2026, 11, day) for day in range(1, TIMES))]


def reported_at_once(adviser, person):
    acts = [partial(recording.create, activity(adviser, person, day)) for day in range(1, TIMES + 1)]
    got = at_once(acts)
    return [each for each in got if isinstance(each, Exception)]


def test_records_of_one_person_at_once_come_one_after_the_other(lucette, adviser):
    assert reported_at_once(adviser, lucette) == []
    assert days_before() == IN_ORDER


def test_without_the_lock_two_are_both_her_first(lucette, adviser, monkeypatch):
    """The control: what the test above would see if nobody waited."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite n’a qu’un écrivain à la fois : sans verrou, il tient encore")
    monkeypatch.setattr(participants, "lock", lambda people: None)
    monkeypatch.setattr(participants, "order", met(participants.order, TIMES))
    assert reported_at_once(adviser, lucette) == []
    assert days_before() == [None] * TIMES


def reported_during_an_import(adviser, person):
    """One list brought with the first days, while the last ones are reported one by one."""
    brought = [activity(adviser, person, day) for day in range(1, TIMES - 2)]
    alone = [partial(recording.create, activity(adviser, person, day)) for day in range(TIMES - 2, TIMES + 1)]
    got = at_once([partial(bulk.write, brought), *alone])
    return [each for each in got if isinstance(each, Exception)]


def test_a_list_brought_while_somebody_is_reported_leaves_her_days_in_order(lucette, adviser):
    for _ in range(3):
        ActivityRecord.objects.all().delete()
        assert reported_during_an_import(adviser, lucette) == []
        assert days_before() == IN_ORDER


def test_an_outcome_noted_by_everybody_at_once_is_reported_once(lucette, adviser, reason, venue):
    past = builders.appointment(adviser, lucette, reason, at=venue, starts_at=NOW.replace(hour=8))
    got = at_once([partial(closing.settle, past, State.SEEN, by=adviser, now=NOW)] * TIMES)
    assert [each for each in got if isinstance(each, Exception)] == []
    assert ActivityRecord.objects.get().people == 1


def test_copies_of_one_tap_write_one_record(lucette, adviser):
    got = at_once([partial(recording.create, activity(adviser, lucette, 3))] * TIMES)
    assert {each.pk for each in got if isinstance(each, ActivityRecord)} == {ActivityRecord.objects.get().pk}
