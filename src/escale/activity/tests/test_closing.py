"""Attendance is the report: the record comes with the outcome, goes with it, and comes back with what was typed."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from escale.activity import closing, recording
from escale.activity.models import ActivityRecord, Device, Kind, MonthToCount, NextStep, Place
from escale.activity.reports import Report
from escale.agenda.models import Equipment, EquipmentKind
from escale.appointments import walk_ins
from escale.appointments.models import Appointment, State, WalkInOutcome
from escale.appointments.walk_in_appointments import Reception
from escale.people.models import Acquisition
from escale.places.models import VenueKind
from escale.testing import builders
from escale.testing.builders import NOW
from escale.topics import Topic
from escale.workshops.models import Mark
from escale.workshops.roll import WalkInRow

MORNING = NOW.replace(hour=8, minute=0)
"""9 h in Vitré."""


@pytest.fixture
def appointment(adviser, person, reason, venue):
    return builders.appointment(adviser, person, reason, at=venue, starts_at=MORNING, now=NOW - timedelta(days=3))


def the_record():
    return ActivityRecord.objects.counted().get()


def nothing_counts():
    return not ActivityRecord.objects.counted().exists()


def topics(record):
    return [row.topic for row in record.topics.order_by("pk")]


def people(record):
    return [row.person for row in record.participations.select_related("person").order_by("person__first_name")]


class TestAppointments:
    def test_somebody_who_came_is_reported_at_once_and_nobody_has_confirmed_it(
        self, appointment, adviser, person, venue
    ):
        closing.settle(appointment, State.SEEN, by=adviser, now=NOW)
        record = the_record()
        assert (record.kind, record.adviser, record.venue) == (Kind.INDIVIDUAL, adviser.user, venue)
        assert (record.on, record.hour, record.minutes) == (date(2026, 11, 13), 9, appointment.minutes)
        assert (record.people, record.unnamed, record.is_complete) == (1, 0, False)
        assert people(record) == [person]
        assert topics(record) == [Topic.EMAIL, Topic.CONTENTS]

    @pytest.mark.parametrize("outcome", [State.NO_SHOW, State.EXCUSED])
    def test_somebody_who_did_not_come_is_not_reported(self, appointment, adviser, outcome):
        closing.settle(appointment, outcome, by=adviser, now=NOW)
        assert nothing_counts()

    def test_the_outcome_noted_twice_is_reported_once(self, appointment, adviser):
        for _ in range(2):
            closing.settle(appointment, State.SEEN, by=adviser, now=NOW)
        assert the_record().appointment == appointment

    def test_another_outcome_takes_the_record_away(self, appointment, adviser):
        closing.settle(appointment, State.SEEN, by=adviser, now=NOW)
        closing.settle(appointment, State.NO_SHOW, by=adviser, now=NOW)
        assert nothing_counts()

    def test_an_outcome_undone_and_noted_again_gives_back_what_was_typed(self, appointment, adviser):
        closing.settle(appointment, State.SEEN, by=adviser, now=NOW)
        typed = Report(topics=[Topic.SAFETY], note="Revoir la double vérification", next_step=NextStep.SEE_AGAIN)
        recording.complete(the_record(), typed, by=adviser, now=NOW)
        closing.reopen(appointment, by=adviser, now=NOW)
        assert nothing_counts()
        closing.settle(appointment, State.SEEN, by=adviser, now=NOW)
        record = the_record()
        assert (topics(record), record.note, record.completed_at) == ([Topic.SAFETY], typed.note, NOW)

    def test_an_appointment_moved_meanwhile_is_reported_on_its_new_day(self, appointment, adviser, colleague):
        closing.settle(appointment, State.SEEN, by=adviser, now=NOW)
        recording.complete(the_record(), Report(topics=[Topic.SAFETY], minutes=20), by=adviser, now=NOW)
        closing.reopen(appointment, by=adviser, now=NOW)
        later = NOW + timedelta(days=20)
        Appointment.objects.filter(pk=appointment.pk).update(
            starts_at=later, ends_at=later + timedelta(hours=1), adviser=colleague.user
        )
        MonthToCount.objects.all().delete()
        closing.settle(appointment, State.SEEN, by=adviser, now=later)
        record = the_record()
        assert (record.on, record.hour, record.adviser) == (date(2026, 12, 3), 15, colleague.user)
        assert (topics(record), record.minutes) == ([Topic.SAFETY], 20)
        assert set(MonthToCount.objects.values_list("month", flat=True)) == {date(2026, 11, 1), date(2026, 12, 1)}

    def test_the_place_is_said_as_the_person_was_seen(self, organization, adviser, person, reason):
        home = builders.venue(organization, name="Chez les gens")
        home.kind = VenueKind.HOME
        home.save()
        visit = builders.appointment(adviser, person, reason, at=home, starts_at=MORNING)
        visit.visit_commune = "35360"
        visit.save()
        closing.settle(visit, State.SEEN, by=adviser, now=NOW)
        assert (the_record().place, the_record().commune) == (Place.HOME, "35360")

    def test_how_she_heard_of_us_is_counted(self, appointment, adviser):
        appointment.acquisition = Acquisition.POSTER
        appointment.save()
        closing.settle(appointment, State.SEEN, by=adviser, now=NOW)
        assert the_record().participations.get().acquisition == Acquisition.POSTER

    def test_the_month_is_to_count_again_each_time(self, appointment, adviser):
        closing.settle(appointment, State.SEEN, by=adviser, now=NOW)
        MonthToCount.objects.all().delete()
        closing.reopen(appointment, by=adviser, now=NOW)
        assert {mark.month for mark in MonthToCount.objects.all()} == {date(2026, 11, 1)}


class TestWalkIns:
    @pytest.fixture
    def received(self, adviser, venue, reason):
        """Called twenty minutes ago."""
        came = builders.walk_in(venue, why=reason, now=NOW - timedelta(minutes=40))
        return walk_ins.call(came, adviser=adviser.user, where="Bureau 4", now=NOW - timedelta(minutes=20))

    def test_somebody_without_a_file_is_counted_without_a_name(self, received, adviser):
        closing.finish_walk_in(received, WalkInOutcome.SETTLED, by=adviser, now=NOW)
        record = the_record()
        assert (record.people, record.unnamed, people(record)) == (1, 1, [])
        assert (record.minutes, record.hour, record.next_step) == (20, 14, NextStep.NOTHING)
        assert topics(record) == [Topic.EMAIL, Topic.CONTENTS]

    def test_somebody_sent_elsewhere_is_reported_as_such(self, received, adviser):
        closing.finish_walk_in(received, WalkInOutcome.REFERRED, by=adviser, now=NOW)
        assert (the_record().next_step, the_record().referred) == (NextStep.REFER, True)

    def test_the_end_undone_takes_the_record_away_and_the_end_noted_again_puts_it_back(self, received, adviser):
        done = closing.finish_walk_in(received, WalkInOutcome.SETTLED, by=adviser, now=NOW)
        recording.complete(the_record(), Report(topics=[Topic.SAFETY]), by=adviser, now=NOW)
        closing.undo_walk_in(done, by=adviser, now=NOW)
        assert nothing_counts()
        done.refresh_from_db()
        closing.finish_walk_in(done, WalkInOutcome.SETTLED, by=adviser, now=NOW)
        assert topics(the_record()) == [Topic.SAFETY]

    def test_an_end_noted_again_otherwise_is_what_comes_next(self, received, adviser):
        done = closing.finish_walk_in(received, WalkInOutcome.SETTLED, by=adviser, now=NOW)
        closing.undo_walk_in(done, by=adviser, now=NOW)
        done.refresh_from_db()
        closing.finish_walk_in(done, WalkInOutcome.CONTINUES, by=adviser, now=NOW + timedelta(minutes=10))
        assert (the_record().next_step, the_record().minutes) == (NextStep.SEE_AGAIN, 30)

    def test_a_reception_noted_as_an_appointment_is_reported_once_with_its_person(
        self, received, adviser, reason, person
    ):
        done = closing.finish_walk_in(received, WalkInOutcome.SETTLED, by=adviser, now=NOW)
        recording.complete(the_record(), Report(topics=[Topic.SAFETY]), by=adviser, now=NOW)
        hers = Reception(person=person, reason=reason, adviser=adviser.user)
        taken = closing.note_as_appointment(done, hers, by=adviser, now=NOW)
        record = the_record()
        assert (record.appointment, record.walk_in) == (taken, done)
        assert (people(record), record.people, record.unnamed) == ([person], 1, 0)
        assert topics(record) == [Topic.SAFETY]

    def test_taking_that_appointment_back_takes_the_record_away(self, received, adviser, reason, person):
        hers = Reception(person=person, reason=reason, adviser=adviser.user)
        closing.note_as_appointment(received, hers, by=adviser, now=NOW)
        received.refresh_from_db()
        closing.undo_walk_in(received, by=adviser, now=NOW)
        assert nothing_counts()


class TestSessions:
    @pytest.fixture
    def group(self, adviser, venue, organization):
        subject = builders.workshop(organization)
        subject.topics.create(topic=Topic.SOCIAL_MEDIA)
        return builders.group(adviser, venue, starts_at=MORNING, subject=subject)

    @pytest.fixture
    def session(self, group):
        return builders.session_of(group)

    @pytest.fixture
    def annick(self, group):
        return builders.enrollment(group, builders.person(group.organization, first_name="Annick")).person

    @pytest.fixture
    def paul(self, group):
        return builders.enrollment(group, builders.person(group.organization, first_name="Paul")).person

    def call(self, session, adviser, marks, *, unnamed=0, **more):
        return closing.call_roll(session, marks=marks, unnamed=unnamed, by=adviser, now=NOW, **more).call

    def test_the_roll_is_the_report(self, session, adviser, annick, paul):
        self.call(session, adviser, {annick.pk: Mark.PRESENT, paul.pk: Mark.ABSENT}, unnamed=3)
        record = the_record()
        assert (record.kind, record.minutes, record.title) == (Kind.COLLECTIVE, 120, session.group.title)
        assert (people(record), record.people, record.unnamed) == ([annick], 4, 3)
        assert topics(record) == [Topic.SOCIAL_MEDIA]

    def test_equipment_taken_there_is_what_was_used(self, session, adviser, annick):
        session.equipment.add(
            Equipment.objects.create(
                organization=session.organization, name="Tablette 1", kind=EquipmentKind.TABLET, created_at=NOW
            )
        )
        self.call(session, adviser, {annick.pk: Mark.PRESENT})
        assert [row.device for row in the_record().devices.all()] == [Device.TABLET]

    def test_late_and_gone_early_both_came(self, session, adviser, annick, paul):
        self.call(session, adviser, {annick.pk: Mark.LATE, paul.pk: Mark.LEFT_EARLY})
        assert people(the_record()) == [annick, paul]

    def test_somebody_who_came_unannounced_takes_part(self, session, adviser):
        row = WalkInRow(submission=uuid4(), first_name="Zoé")
        self.call(session, adviser, {}, walk_ins=[row])
        assert [person.first_name for person in people(the_record())] == ["Zoé"]

    def test_a_session_where_nobody_came_is_not_an_activity(self, session, adviser, annick):
        self.call(session, adviser, {annick.pk: Mark.ABSENT})
        assert nothing_counts()

    def test_a_corrected_roll_corrects_the_record_and_keeps_what_was_typed(self, session, adviser, annick, paul):
        self.call(session, adviser, {annick.pk: Mark.PRESENT, paul.pk: Mark.ABSENT}, unnamed=3)
        recording.complete(the_record(), Report(topics=[Topic.SAFETY]), by=adviser, now=NOW)
        self.call(session, adviser, {annick.pk: Mark.ABSENT, paul.pk: Mark.PRESENT}, unnamed=1)
        record = the_record()
        assert (people(record), record.people, record.unnamed, topics(record)) == ([paul], 2, 1, [Topic.SAFETY])

    def test_a_roll_taken_back_takes_the_record_away(self, session, adviser, annick):
        call = self.call(session, adviser, {annick.pk: Mark.PRESENT})
        closing.undo_roll(call, by=adviser, now=NOW)
        assert nothing_counts()
        self.call(session, adviser, {annick.pk: Mark.PRESENT})
        assert people(the_record()) == [annick]
