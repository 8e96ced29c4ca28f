"""Reporting one activity: confirmed, corrected, taken away, put back; counters that add up; nothing typed twice."""

from datetime import date
from uuid import uuid4

import pytest

from escale.activity import closing, prefill, recording, tagging
from escale.activity.models import (
    ActivityRecord,
    Autonomy,
    Axis,
    Device,
    Kind,
    MonthToCount,
    NextStep,
    Posture,
    ReferredTo,
    UnnamedCount,
)
from escale.activity.recording import CountedTwice, FollowsAttendance
from escale.activity.reports import Circumstances, NewRecord, Report
from escale.appointments.models import State
from escale.people.models import AgeBand, Gender
from escale.testing import builders
from escale.testing.builders import NOW
from escale.topics import Topic
from escale.workshops.models import Mark

TUESDAY = date(2026, 11, 10)


@pytest.fixture
def passing_by(adviser):
    """Help in the corridor, somebody without a name."""
    return NewRecord(
        organization=adviser.organization,
        adviser=adviser.user,
        kind=Kind.INDIVIDUAL,
        on=TUESDAY,
        minutes=10,
        report=Report(topics=[Topic.EMAIL], unnamed=1),
        created_at=NOW,
        completed_at=NOW,
    )


@pytest.fixture
def seen(adviser, person, reason, venue):
    """The record of an appointment where she came."""
    past = builders.appointment(adviser, person, reason, at=venue, starts_at=NOW.replace(hour=8))
    closing.settle(past, State.SEEN, by=adviser, now=NOW)
    return ActivityRecord.objects.get(appointment=past)


def topics(record):
    return [row.topic for row in record.topics.order_by("pk")]


def test_help_in_passing_is_written_at_once(passing_by):
    record = recording.create(passing_by)
    assert (record.people, record.unnamed, record.minutes, topics(record)) == (1, 1, 10, [Topic.EMAIL])


def test_the_same_form_sent_twice_writes_one_record(passing_by):
    assert recording.create(passing_by) == recording.create(passing_by)
    assert ActivityRecord.objects.count() == 1


def test_everything_said_is_written_and_read_back(seen, adviser):
    said = Report(
        topics=[Topic.PROCEDURES, Topic.MONEY],
        devices=[Device.PHONE],
        autonomy=Autonomy.ALONE,
        posture=Posture.ASSIST,
        next_step=NextStep.REFER,
        minutes=30,
        procedure="Déclaration de revenus",
        referred=True,
        referred_to=ReferredTo.ADMINISTRATION,
        note="Reviendra avec son avis d’imposition.",
        tags=tagging.named(adviser.organization, ["Conférence des financeurs"]),
        unnamed=0,
        unnamed_known=0,
        counts={},
    )
    recording.complete(seen, said, by=adviser, now=NOW)
    seen.refresh_from_db()
    assert prefill.as_written(seen) == said
    assert (seen.completed_at, seen.changed_by) == (NOW, adviser.user)


def test_confirming_again_corrects_and_keeps_the_first_instant(seen, adviser):
    recording.complete(seen, Report(topics=[Topic.EMAIL]), by=adviser, now=NOW)
    later = NOW.replace(hour=18)
    recording.complete(seen, Report(topics=[Topic.OFFICE]), by=adviser, now=later)
    seen.refresh_from_db()
    assert (topics(seen), seen.completed_at, seen.changed_at) == ([Topic.OFFICE], NOW, later)


def test_minutes_that_are_not_said_stay(seen, adviser):
    minutes = seen.minutes
    recording.complete(seen, Report(), by=adviser, now=NOW)
    seen.refresh_from_db()
    assert seen.minutes == minutes


def test_an_administrative_subject_brings_the_subject_it_belongs_to(seen, adviser):
    recording.complete(seen, Report(topics=[Topic.HOUSING]), by=adviser, now=NOW)
    assert topics(seen) == [Topic.HOUSING, Topic.PROCEDURES]


def test_sending_somebody_elsewhere_says_that_she_was_sent(seen, adviser):
    recording.complete(seen, Report(next_step=NextStep.REFER), by=adviser, now=NOW)
    seen.refresh_from_db()
    assert seen.referred is True


def test_a_change_marks_the_month_it_leaves_and_the_one_it_joins(passing_by, adviser):
    record = recording.create(passing_by)
    MonthToCount.objects.all().delete()
    moved = Circumstances(adviser=adviser.user, kind=Kind.INDIVIDUAL, on=date(2026, 10, 1), minutes=15)
    recording.change(record, Report(), by=adviser, now=NOW, circumstances=moved)
    record.refresh_from_db()
    assert (record.on, record.minutes) == (date(2026, 10, 1), 15)
    assert set(MonthToCount.objects.values_list("month", flat=True)) == {date(2026, 10, 1), date(2026, 11, 1)}


def test_somebody_without_a_name_gets_hers(passing_by, adviser, person):
    record = recording.create(passing_by)
    recording.change(record, Report(unnamed=0), by=adviser, now=NOW, people=[person])
    record.refresh_from_db()
    assert (record.people, record.unnamed) == (1, 0)
    assert record.participations.get().person == person


def test_when_and_who_are_those_of_the_appointment(seen, adviser, person):
    with pytest.raises(FollowsAttendance):
        recording.change(seen, Report(), by=adviser, now=NOW, people=[])
    moved = Circumstances(adviser=adviser.user, kind=Kind.INDIVIDUAL, on=TUESDAY, minutes=15)
    with pytest.raises(FollowsAttendance):
        recording.change(seen, Report(), by=adviser, now=NOW, circumstances=moved)


class TestPeopleWithoutAName:
    @pytest.fixture
    def session(self, adviser, venue):
        return builders.session_of(builders.group(adviser, venue, starts_at=NOW.replace(hour=8)))

    @pytest.fixture
    def record(self, session, adviser):
        closing.call_roll(session, marks={}, unnamed=3, by=adviser, now=NOW)
        return ActivityRecord.objects.get(session=session)

    def counts(self, record):
        rows = UnnamedCount.objects.filter(record=record).order_by("axis", "value")
        return [(row.axis, row.value, row.count) for row in rows]

    def test_they_are_counted_on_each_axis_and_what_remains_is_unsaid(self, record, adviser):
        said = {(Axis.GENDER, Gender.FEMALE): 2, (Axis.AGE, AgeBand.OVER_70): 1, (Axis.AGE, AgeBand.FROM_60): 0}
        recording.complete(record, Report(counts=said, unnamed_known=1), by=adviser, now=NOW)
        assert self.counts(record) == [(Axis.AGE, AgeBand.OVER_70, 1), (Axis.GENDER, Gender.FEMALE, 2)]

    @pytest.mark.parametrize(
        "report",
        [
            Report(counts={(Axis.GENDER, Gender.FEMALE): 2, (Axis.GENDER, Gender.MALE): 2}),
            Report(unnamed_known=4),
        ],
        ids=["one axis", "already known"],
    )
    def test_nobody_is_counted_twice(self, record, adviser, report):
        with pytest.raises(CountedTwice) as refused:
            recording.complete(record, report, by=adviser, now=NOW)
        assert refused.value.most == 3
        record.refresh_from_db()
        assert (record.completed_at, self.counts(record)) == (None, [])

    def test_how_many_they_are_is_said_by_the_roll(self, record, adviser):
        with pytest.raises(FollowsAttendance):
            recording.complete(record, Report(unnamed=4), by=adviser, now=NOW)
        recording.complete(record, Report(unnamed=3), by=adviser, now=NOW)

    def test_counters_that_a_corrected_roll_leaves_no_room_for_are_forgotten(self, record, session, adviser):
        said = {(Axis.GENDER, Gender.FEMALE): 3}
        recording.complete(record, Report(counts=said, unnamed_known=3), by=adviser, now=NOW)
        closing.call_roll(session, marks={}, unnamed=2, by=adviser, now=NOW)
        record.refresh_from_db()
        assert (record.unnamed, record.unnamed_known, record.people, self.counts(record)) == (2, 2, 2, [])

    def test_counters_that_still_fit_stay(self, record, session, adviser):
        recording.complete(record, Report(counts={(Axis.GENDER, Gender.FEMALE): 1}), by=adviser, now=NOW)
        closing.call_roll(session, marks={}, unnamed=2, by=adviser, now=NOW)
        assert self.counts(record) == [(Axis.GENDER, Gender.FEMALE, 1)]


class TestPrefilled:
    def test_the_form_shows_the_most_usual_of_what_nobody_said_yet(self, seen):
        shown = prefill.for_record(seen)
        assert (shown.posture, shown.autonomy, shown.next_step) == (
            Posture.TEACH,
            Autonomy.WITH_HELP,
            NextStep.NOTHING,
        )
        assert shown.topics == [Topic.EMAIL, Topic.CONTENTS]

    def test_another_appointment_already_taken_says_what_comes_next(self, seen, adviser, person, reason, venue):
        builders.appointment(adviser, person, reason, at=venue, starts_at=NOW.replace(day=27, hour=13))
        assert prefill.for_record(seen).next_step == NextStep.SEE_AGAIN

    def test_what_was_confirmed_is_shown_as_it_is(self, seen, adviser):
        recording.complete(seen, Report(topics=[Topic.OFFICE]), by=adviser, now=NOW)
        seen.refresh_from_db()
        shown = prefill.for_record(seen)
        assert (shown.topics, shown.posture, shown.autonomy) == ([Topic.OFFICE], None, None)

    def test_as_last_time_gives_what_she_confirmed_for_this_reason_without_what_is_personal(
        self, seen, adviser, reason
    ):
        assert prefill.last_report_of(adviser.user, reason) is None
        said = Report(topics=[Topic.OFFICE], posture=Posture.ACT, note="Son mot à elle", procedure="Ameli")
        recording.complete(seen, said, by=adviser, now=NOW)
        assert prefill.last_report_of(adviser.user, reason) == Report(
            topics=[Topic.OFFICE], posture=Posture.ACT, minutes=seen.minutes, devices=[], tags=[]
        )

    def test_the_next_one_for_this_reason_begins_with_those_topics(self, seen, adviser, person, reason, venue):
        recording.complete(seen, Report(topics=[Topic.OFFICE]), by=adviser, now=NOW)
        after = builders.appointment(adviser, person, reason, at=venue, starts_at=NOW.replace(hour=11))
        closing.settle(after, State.SEEN, by=adviser, now=NOW)
        assert topics(ActivityRecord.objects.get(appointment=after)) == [Topic.OFFICE]

    def test_a_colleague_begins_from_the_words_of_the_reason(self, seen, adviser, colleague, reason):
        recording.complete(seen, Report(topics=[Topic.OFFICE]), by=adviser, now=NOW)
        assert prefill.last_report_of(colleague.user, reason) is None

    def test_a_record_taken_away_is_not_last_time(self, seen, adviser, reason):
        recording.complete(seen, Report(topics=[Topic.OFFICE]), by=adviser, now=NOW)
        recording.remove(seen, by=adviser, now=NOW)
        assert prefill.last_report_of(adviser.user, reason) is None


def test_removing_and_restoring_twice_changes_nothing_more(passing_by, adviser):
    record = recording.create(passing_by)
    for _ in range(2):
        recording.remove(record, by=adviser, now=NOW)
    assert not ActivityRecord.objects.counted().exists()
    marks = MonthToCount.objects.count()
    recording.remove(record, by=adviser, now=NOW)
    assert MonthToCount.objects.count() == marks
    for _ in range(2):
        recording.restore(record, now=NOW)
    assert ActivityRecord.objects.counted().get() == record


def test_tags_are_found_whatever_their_capitals_and_made_once(organization):
    first = tagging.named(organization, ["Action CCAS", " ", "ÉTÉ"])
    assert [tag.name for tag in first] == ["Action CCAS", "ÉTÉ"]
    assert tagging.named(organization, ["été", "action ccas", "Été"]) == [first[1], first[0]]


def test_a_session_where_everybody_gave_a_name_has_nobody_to_count(adviser, venue):
    group = builders.group(adviser, venue, starts_at=NOW.replace(hour=8))
    came = builders.enrollment(group)
    closing.call_roll(
        builders.session_of(group),
        marks={came.person_id: Mark.PRESENT},
        unnamed=0,
        by=adviser,
        now=NOW,
        submission=uuid4(),
    )
    with pytest.raises(CountedTwice):
        recording.complete(
            ActivityRecord.objects.get(), Report(counts={(Axis.AGE, AgeBand.OVER_70): 1}), by=adviser, now=NOW
        )
