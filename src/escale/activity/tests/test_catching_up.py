"""Attendance noted before records existed gets its records, once."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from escale.activity import catching_up, closing
from escale.activity.models import ActivityRecord, MonthToCount, Participation
from escale.appointments import walk_ins
from escale.appointments.models import State, WalkInOutcome
from escale.appointments.walk_in_appointments import Reception
from escale.testing import builders
from escale.testing.builders import NOW
from escale.workshops.models import Mark

MORNING = NOW.replace(hour=8, minute=0)
COLUMNS = (
    "organization", "kind", "adviser", "appointment", "walk_in", "session", "on", "starts_at", "hour", "minutes", "place",
    "venue", "commune", "title", "people", "unnamed", "completed_at",
)  # fmt: skip


def records():
    return sorted(ActivityRecord.objects.counted().values_list(*COLUMNS), key=str)


def participations():
    return sorted(Participation.objects.values_list("person", "record__on", "age_band", "previous_on"), key=str)


@pytest.fixture
def noted(adviser, person, reason, venue):
    """An appointment kept and one missed, two people without appointment, one of whom became one, and a roll."""
    for hour, outcome in enumerate((State.SEEN, State.NO_SHOW)):
        starts_at = MORNING + timedelta(hours=hour)
        made = builders.appointment(adviser, person, reason, at=venue, starts_at=starts_at, now=NOW - timedelta(days=3))
        closing.settle(made, outcome, by=adviser, now=NOW)
    received = [
        walk_ins.call(builders.walk_in(venue, why=reason, now=NOW), adviser=adviser.user, where="Bureau 4", now=NOW)
        for _ in range(2)
    ]
    over = NOW + timedelta(minutes=20)
    closing.finish_walk_in(received[0], WalkInOutcome.SETTLED, by=adviser, now=over)
    reception = Reception(person=person, reason=reason, adviser=adviser.user)
    closing.note_as_appointment(received[1], reception, by=adviser, now=over)
    group = builders.group(adviser, venue, starts_at=NOW - timedelta(days=7))
    came = builders.enrollment(group, builders.person(adviser.organization, phone="+33639980043")).person
    closing.call_roll(builders.session_of(group), marks={came.pk: Mark.PRESENT}, unnamed=2, by=adviser, now=NOW)


def test_the_records_are_those_that_noting_it_today_would_have_written(noted, monkeypatch):
    monkeypatch.setattr(catching_up, "AT_ONCE", 1)
    before = records(), participations()
    assert len(before[0]) == 4
    ActivityRecord.objects.all().delete()
    MonthToCount.objects.all().delete()
    assert catching_up.write_records(now=NOW) == 4
    assert (records(), participations()) == before
    assert MonthToCount.objects.exists()


def test_once_more_adds_nothing_and_what_was_taken_away_stays_away(noted, capsys):
    ActivityRecord.objects.all().delete()
    for said in ("4\u00a0comptes rendus écrits.", "0\u00a0compte rendu écrit."):
        call_command("write_records")
        assert said in capsys.readouterr().out
    ActivityRecord.objects.update(removed_at=NOW)
    assert catching_up.write_records(now=NOW) == 0
