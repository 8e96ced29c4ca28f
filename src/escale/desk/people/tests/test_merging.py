"""Making one file of two, and two again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from escale.activity import closing, recording
from escale.activity.models import ActivityRecord, Participation
from escale.appointments.models import Appointment, State
from escale.desk.people import merging as desk_merging
from escale.people import merging, reading
from escale.people.merging import CannotMerge, CannotUndo
from escale.people.models import Beneficiary, FileRead, Merge, ReadKind
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.workshops.models import Attendance, Enrollment, EnrollmentState, Mark

pytestmark = pytest.mark.usefixtures("friday")

WEEK = timedelta(days=7)


@pytest.fixture
def twin(adviser, person):
    """Lucette again, under another spelling, with another number and a year of birth."""
    twin = builders.person(adviser.organization, first_name="Lucète", last_name="Briand", phone="+33639980077")
    Beneficiary.objects.filter(pk=twin.pk).update(birth_year=1950, notes="Parler en face", referent=adviser.user)
    Beneficiary.objects.filter(pk=person.pk).update(referent=adviser.user)
    return Beneficiary.objects.get(pk=twin.pk)


def joined(person, twin, by, *, taken=(), now=builders.NOW):
    return desk_merging.merge(person, twin, taken=list(taken), by=by, now=now)


class TestChoosing:
    def test_what_is_missing_is_proposed_and_what_differs_is_asked(self, person, twin):
        person.refresh_from_db()
        proposed = {each.name: (each.kept, each.gone, each.takes) for each in merging.preview(person, twin)}
        assert proposed == {
            "first_name": ("Lucette", "Lucète", False),
            "phone": (person.phone, "+33639980077", False),
            "other_phone": ("", "+33639980077", True),
            "birth_year": (None, 1950, True),
            "notes": ("", "Parler en face", True),
        }

    def test_the_page_says_both_and_what_will_happen(self, adviser, person, twin):
        shown = signed_in(adviser).get(reverse("desk:person-merge", args=[person.pk]), {"avec": twin.pk})
        page = shown.content.decode()
        assert "Lucète" in page
        assert "Rien de personnel n’y reste." in page
        assert shown.context["rows"][0].name == "garder-first_name"

    def test_comparing_two_files_reads_both_once(self, adviser, person, twin):
        FileRead.objects.all().delete()
        signed_in(adviser).get(reverse("desk:person-merge", args=[person.pk]), {"avec": twin.pk})
        assert sorted(FileRead.objects.order_by("pk").values_list("person", flat=True)) == sorted([person.pk, twin.pk])

    def test_a_file_one_does_not_accompany_asks_why_first(self, adviser, person, twin):
        Beneficiary.objects.filter(pk=twin.pk).update(referent=None)
        shown = signed_in(adviser).get(reverse("desk:person-merge", args=[person.pk]), {"avec": twin.pk})
        assert shown.url == reverse("desk:person", args=[twin.pk])

    def test_nor_is_it_joined_before_she_said_why(self, adviser, person, twin):
        Beneficiary.objects.filter(pk=twin.pk).update(referent=None)
        answer = signed_in(adviser).post(reverse("desk:person-merge", args=[person.pk]), {"avec": twin.pk})
        assert answer.url == reverse("desk:person", args=[twin.pk])
        assert not Merge.objects.exists()


class TestJoining:
    def test_one_file_is_left_with_what_was_chosen(self, adviser, person, twin):
        address = reverse("desk:person-merge", args=[person.pk])
        given = {"avec": twin.pk, "garder-birth_year": "autre", "garder-other_phone": "autre", "garder-phone": ""}
        response = signed_in(adviser).post(address, given)
        assert response.url == reverse("desk:person", args=[person.pk])
        kept = Beneficiary.objects.get(pk=person.pk)
        assert (kept.first_name, kept.birth_year, kept.phone, kept.other_phone) == (
            "Lucette",
            1950,
            person.phone,
            "+33639980077",
        )

    def test_nothing_personal_stays_on_the_other(self, adviser, person, twin):
        joined(person, twin, adviser)
        left = Beneficiary.objects.values().get(pk=twin.pk)
        blank = Beneficiary(
            pk=twin.pk,
            organization=twin.organization,
            created_at=twin.created_at,
            erased_at=builders.NOW,
            merged_into=person,
        )
        assert left == {field.attname: getattr(blank, field.attname) for field in Beneficiary._meta.concrete_fields}

    def test_an_appointment_comes_along(self, adviser, reception, person, twin):
        booked = builders.appointment(
            adviser, twin, reception.reason, at=reception.venue, starts_at=builders.NOW + WEEK
        )
        joined(person, twin, adviser)
        assert Appointment.objects.get(pk=booked.pk).person == person

    def test_the_earliest_opening_is_kept(self, adviser, person, twin):
        before = builders.NOW - 10 * WEEK
        Beneficiary.objects.filter(pk=twin.pk).update(created_at=before)
        joined(person, twin, adviser)
        assert Beneficiary.objects.get(pk=person.pk).created_at == before

    @pytest.mark.parametrize("how", ["same", "erased", "elsewhere"])
    def test_files_that_cannot_be_one_are_refused(self, how, adviser, person, twin):
        if how == "erased":
            Beneficiary.objects.filter(pk=twin.pk).update(erased_at=builders.NOW)
        other = {
            "same": person,
            "erased": twin,
            "elsewhere": builders.person(builders.organization("Ailleurs")),
        }[how]
        with pytest.raises(CannotMerge):
            joined(person, other, adviser)

    def test_twice_is_refused_the_second_time(self, adviser, person, twin):
        joined(person, twin, adviser)
        with pytest.raises(CannotMerge):
            joined(person, twin, adviser)

    def test_the_figures_count_one_person(self, adviser, reception, person, twin):
        for number, who in enumerate((person, twin)):
            at = builders.NOW - WEEK + timedelta(days=number)
            booked = builders.appointment(adviser, who, reception.reason, at=reception.venue, starts_at=at, now=at)
            closing.settle(booked, State.SEEN, by=adviser, now=builders.NOW)
        assert Participation.objects.filter(previous_on=None).count() == 2
        joined(person, twin, adviser)
        assert Participation.objects.filter(previous_on=None).count() == 1
        assert set(Participation.objects.values_list("person", flat=True)) == {person.pk}

    def test_both_noted_in_one_activity_count_once(self, adviser, reception, person, twin):
        at = builders.NOW - WEEK
        booked = builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=at, now=at)
        closing.settle(booked, State.SEEN, by=adviser, now=builders.NOW)
        record = ActivityRecord.objects.get()
        recording.set_people(record, [person, twin])
        ActivityRecord.objects.update(people=2)
        done = joined(person, twin, adviser)
        record.refresh_from_db()
        assert (record.people, Participation.objects.count()) == (1, 1)
        desk_merging.undo(done, by=adviser, now=builders.NOW)
        record.refresh_from_db()
        assert (record.people, Participation.objects.count()) == (2, 2)


class TestGroups:
    @pytest.fixture
    def session(self, adviser, reception):
        return builders.session_of(builders.group(adviser, reception.venue))

    def test_enrolled_under_both_names_she_takes_one_seat(self, adviser, person, twin, session):
        mine = builders.enrollment(session.group, person)
        other = builders.enrollment(session.group, twin)
        done = joined(person, twin, adviser)
        states = dict(Enrollment.objects.order_by("pk").values_list("pk", "state"))
        assert sorted(states.values()) == sorted([EnrollmentState.ENROLLED, EnrollmentState.CANCELED_BY_US])
        assert set(Enrollment.objects.values_list("person", flat=True)) == {person.pk}
        desk_merging.undo(done, by=adviser, now=builders.NOW)
        assert Enrollment.objects.get(pk=other.pk).person == twin
        assert Enrollment.objects.live().count() == 2
        assert Enrollment.objects.get(pk=mine.pk).person == person

    def test_there_under_one_name_and_absent_under_the_other_she_was_there(self, adviser, person, twin, session):
        Attendance.objects.create(session=session, person=person, mark=Mark.ABSENT, noted_at=builders.NOW)
        Attendance.objects.create(session=session, person=twin, mark=Mark.PRESENT, noted_at=builders.NOW)
        done = joined(person, twin, adviser)
        assert list(Attendance.objects.values_list("person", "mark")) == [(person.pk, Mark.PRESENT)]
        desk_merging.undo(done, by=adviser, now=builders.NOW)
        marks = set(Attendance.objects.values_list("person", "mark"))
        assert marks == {(person.pk, Mark.ABSENT), (twin.pk, Mark.PRESENT)}


class TestUndoing:
    def test_both_files_are_as_they_were(self, adviser, person, twin):
        before = list(Beneficiary.objects.order_by("pk").values())
        done = joined(person, twin, adviser, taken=["birth_year", "notes", "phone", "other_phone", "first_name"])
        desk_merging.undo(done, by=adviser, now=builders.NOW)
        assert list(Beneficiary.objects.order_by("pk").values()) == before

    def test_what_was_corrected_since_is_not_lost(self, adviser, person, twin):
        done = joined(person, twin, adviser, taken=["birth_year", "notes"])
        Beneficiary.objects.filter(pk=person.pk).update(birth_year=1952)
        desk_merging.undo(done, by=adviser, now=builders.NOW)
        assert Beneficiary.objects.values_list("birth_year", "notes").get(pk=person.pk) == (1952, "")
        assert Beneficiary.objects.get(pk=twin.pk).birth_year == 1950

    def test_what_was_written_since_stays_with_the_file_kept(self, adviser, reception, person, twin):
        moved = builders.appointment(adviser, twin, reception.reason, at=reception.venue, starts_at=builders.NOW + WEEK)
        done = joined(person, twin, adviser)
        since = builders.appointment(
            adviser, person, reception.reason, at=reception.venue, starts_at=builders.NOW + 2 * WEEK
        )
        Beneficiary.objects.filter(pk=person.pk).update(commune="35360")
        desk_merging.undo(done, by=adviser, now=builders.NOW)
        assert Appointment.objects.get(pk=moved.pk).person == twin
        assert Appointment.objects.get(pk=since.pk).person == person
        assert Beneficiary.objects.get(pk=person.pk).commune == "35360"

    def test_a_week_later_it_is_too_late(self, adviser, person, twin):
        done = joined(person, twin, adviser)
        with pytest.raises(CannotUndo):
            desk_merging.undo(done, by=adviser, now=builders.NOW + WEEK)

    def test_once_undone_it_is_over_and_nothing_is_remembered(self, adviser, person, twin):
        done = joined(person, twin, adviser)
        desk_merging.undo(done, by=adviser, now=builders.NOW)
        assert Merge.objects.get().remembered == {}
        with pytest.raises(CannotUndo):
            desk_merging.undo(done, by=adviser, now=builders.NOW)

    def test_a_file_joined_to_a_third_is_undone_first(self, adviser, person, twin):
        third = builders.person(adviser.organization, first_name="Lucette", last_name="Briand", phone="")
        first = joined(person, twin, adviser)
        second = joined(third, Beneficiary.objects.get(pk=person.pk), adviser)
        with pytest.raises(CannotUndo):
            desk_merging.undo(first, by=adviser, now=builders.NOW)
        desk_merging.undo(second, by=adviser, now=builders.NOW)
        desk_merging.undo(Merge.objects.get(pk=first.pk), by=adviser, now=builders.NOW)
        assert Beneficiary.objects.not_erased().count() == 3

    def test_reads_follow_and_come_back(self, adviser, person, twin):
        FileRead.objects.all().delete()
        reading.note(twin, by=adviser, kind=ReadKind.OPENED, now=builders.NOW)
        done = joined(person, twin, adviser)
        assert FileRead.objects.get().person == person
        desk_merging.undo(done, by=adviser, now=builders.NOW)
        assert FileRead.objects.get().person == twin


def test_somebody_has_decided_what_becomes_of_each_thing_that_points_to_a_file():
    found = {label for label, _ in merging.relations()}
    assert found == merging.MOVED | merging.STAYS
    assert not merging.MOVED & merging.STAYS
