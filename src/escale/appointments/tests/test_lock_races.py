"""A colleague changes what is read beside a row while somebody waits to act on it: the row isn't lost, and is read again."""

import time
from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from escale import db
from escale.activity import catching_up
from escale.appointments import canceling, correcting, moving, outcomes, settling, walk_in_appointments, walk_ins
from escale.appointments.models import Appointment, State, WalkIn
from escale.appointments.settling import CANCEL, Decision
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.races import at_once, database_on_disk

__all__ = ["database_on_disk"]
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

BEFORE, AFTER = NOW.replace(hour=8), NOW.replace(day=NOW.day + 3, hour=8)
A_MOMENT, LONGEST = 0.3, 10.0
"""Seconds between two looks at who waits, and those after which nobody does."""


@pytest.fixture
def _a_lock_through_joins_fails() -> None:
    """Let the controls lock as one should not."""


@pytest.fixture
def other(database_on_disk, adviser):
    return builders.person(adviser.organization, first_name="Lucette", phone="+33639980077")


@pytest.fixture
def appointment(database_on_disk, adviser, reason, venue):
    person = builders.person(adviser.organization)
    return partial(builders.appointment, adviser, person, reason, at=venue)


def during(change: Callable[[], Any], act: Callable[[], Any]) -> Any:
    """What `act` gives or raises when the change was written before it asks, and is committed while it waits."""
    written = Event()

    def write() -> None:
        with transaction.atomic():
            change()
            written.set()
            _until_somebody_waits()

    def wait_then_act() -> Any:
        assert written.wait(LONGEST)
        return act()

    problem, got = at_once([write, wait_then_act])
    assert problem is None
    return got


def _until_somebody_waits() -> None:
    time.sleep(A_MOMENT)
    if connection.vendor == "sqlite":
        return
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for _ in range(round(LONGEST / A_MOMENT)):
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
        time.sleep(A_MOMENT)
    pytest.fail("nobody waits")


def changed(row: Appointment | WalkIn, **values: Any) -> Callable[[], Any]:
    return lambda: type(row).objects.filter(pk=row.pk).update(**values)


ACTS = {
    "she came": (BEFORE, lambda one, by: outcomes.settle(one, State.SEEN, by=by, now=NOW)),
    "she let us know": (BEFORE, lambda one, by: outcomes.settle(one, State.EXCUSED, by=by, now=NOW)),
    "moved": (
        AFTER,
        lambda one, by: moving.move_by_staff(
            one, by=by, starts_at=AFTER.replace(hour=10), accept_warnings=True, now=NOW, venue=one.venue
        ),
    ),
    "called off by us": (AFTER, lambda one, by: canceling.cancel_by_staff(one, by=by, notify=True, now=NOW)),
    "called off by her": (AFTER, lambda one, by: canceling.cancel_by_person(one, now=NOW)),
    "her number": (
        AFTER,
        lambda one, by: correcting.correct_contact(one, first_name="Lucette", phone="+33639980099", now=NOW),
    ),
}


@pytest.mark.parametrize(("at", "act"), ACTS.values(), ids=ACTS)
def test_an_appointment_whose_file_is_merged_meanwhile_is_acted_on(adviser, appointment, other, at, act):
    one = appointment(starts_at=at)
    got = during(changed(one, person=other), partial(act, one, adviser))
    assert isinstance(got, Appointment), repr(got)
    assert got.person == other
    assert Appointment.objects.get(pk=one.pk).person == other


def test_an_appointment_a_colleague_takes_over_elsewhere_meanwhile_is_read_with_her_place_and_room(
    adviser, appointment, colleague
):
    one = appointment(starts_at=BEFORE)
    elsewhere = builders.venue(adviser.organization, name="Médiathèque")
    room = builders.room(elsewhere)
    moved = changed(one, adviser=colleague.user, venue=elsewhere, room=room)
    got = during(moved, partial(outcomes.settle, one, State.SEEN, by=adviser, now=NOW))
    assert isinstance(got, Appointment), repr(got)
    assert (got.adviser, got.venue, got.room) == (colleague.user, elsewhere, room)


def test_an_outcome_and_a_cancellation_are_taken_back_of_a_file_merged_meanwhile(adviser, appointment, other):
    seen, revoked = appointment(starts_at=BEFORE), appointment(starts_at=AFTER)
    outcomes.settle(seen, State.SEEN, by=adviser, now=NOW)
    canceling.cancel_by_staff(revoked, by=adviser, notify=False, now=NOW)
    for one, act in [(seen, outcomes.reopen), (revoked, canceling.restore)]:
        got = during(changed(one, person=other), partial(act, one, by=adviser, now=NOW))
        assert isinstance(got, Appointment), repr(got)
        assert (got.state, got.person) == (State.EXPECTED, other)


def test_what_was_decided_of_many_is_done_of_a_file_merged_meanwhile(adviser, appointment, other):
    one = appointment(starts_at=AFTER)
    decision = Decision(appointment=one, option=CANCEL, notify=False)
    got = during(changed(one, person=other), partial(settling.settle, [decision], by=adviser, now=NOW))
    assert [each.problem for each in got] == [None]


def test_a_record_is_written_of_a_file_merged_meanwhile(adviser, appointment, other):
    one = appointment(starts_at=BEFORE)
    Appointment.objects.filter(pk=one.pk).update(state=State.SEEN)
    assert during(changed(one, person=other), partial(catching_up.write_records, now=NOW)) == 1


def test_somebody_without_appointment_received_by_another_meanwhile_is_read_with_her(adviser, colleague, reason, venue):
    one = builders.walk_in(venue)
    walk_ins.call(one, adviser=adviser.user, where="Bureau 4", now=NOW)
    reception = walk_in_appointments.Reception(
        person=builders.person(adviser.organization), reason=reason, adviser=colleague.user
    )
    elsewhere = builders.venue(adviser.organization, name="Médiathèque")
    note = partial(walk_in_appointments.note_as_appointment, one, reception, by=adviser, now=NOW)
    got = during(changed(one, venue=elsewhere, adviser=colleague.user), note)
    assert isinstance(got, Appointment), repr(got)
    assert got.venue == elsewhere


@pytest.mark.parametrize(("at", "act"), ACTS.values(), ids=ACTS)
def test_locked_with_what_is_beside_it_the_appointment_is_lost(adviser, appointment, other, at, act, monkeypatch):
    """The control: PostgreSQL joins the new row with the file of the old one, and finds nothing."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite n’a qu’un écrivain à la fois : il ne verrouille pas de ligne")
    monkeypatch.setattr(db.QuerySet, "get_locked", lambda self, *, pk: self.locked().get(pk=pk))
    one = appointment(starts_at=at)
    assert isinstance(during(changed(one, person=other), partial(act, one, adviser)), Appointment.DoesNotExist)
