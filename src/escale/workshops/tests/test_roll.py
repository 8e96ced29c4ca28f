"""Calling the roll: who is on it, what a second roll changes, how it is taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from escale.accounts.models import Organization
from escale.outbox.models import Message
from escale.testing import builders
from escale.workshops import messages, roll
from escale.workshops.models import (
    Attendance,
    CatchUp,
    EnrolledVia,
    Enrollment,
    EnrollmentState,
    Mark,
    RollCall,
    RollChange,
    Session,
)
from escale.workshops.roll import WalkInRow

THE_DAY = builders.NEXT_FRIDAY + timedelta(minutes=10)


@pytest.fixture
def group(adviser, venue):
    return builders.group(adviser, venue, seats=8)


@pytest.fixture
def session(group):
    return builders.session_of(group)


def call(session, by, marks=None, *, now=THE_DAY, unnamed=0, **more):
    return roll.call_roll(session, marks=marks or {}, unnamed=unnamed, by=by, now=now, **more)


def noted(session):
    found = Attendance.objects.filter(session=session).order_by("person__search_key", "pk")
    return [(each.person.first_name, Mark(each.mark)) for each in found.select_related("person")]


def enrolled(group, first_name, **values):
    who = builders.person(group.organization, first_name=first_name, last_name="", phone="")
    return builders.enrollment(group, who, **values)


def test_on_the_roll_are_those_who_have_a_seat_by_name(group, session):
    enrolled(group, "Paul")
    enrolled(group, "Annick")
    enrolled(group, "Attend", state=EnrollmentState.WAITING)
    enrolled(group, "Proposée", state=EnrollmentState.OFFERED)
    enrolled(group, "Partie", state=EnrollmentState.CANCELED_BY_PERSON, joined_at=builders.NOW, left_at=builders.NOW)
    assert [row.name for row in roll.rows(session)] == ["Annick", "Paul"]


def test_whoever_left_after_the_session_was_expected_at_it(group, session):
    enrolled(
        group,
        "Annick",
        state=EnrollmentState.CANCELED_BY_PERSON,
        joined_at=builders.NOW,
        left_at=session.starts_at + timedelta(minutes=1),
    )
    assert [row.name for row in roll.rows(session)] == ["Annick"]


def test_whoever_joined_after_the_session_was_not_expected_at_it(group, session):
    enrolled(group, "Annick", joined_at=session.ends_at)
    assert roll.rows(session) == []


def test_two_people_who_would_be_taken_for_one_another_have_their_whole_name(group, session):
    for last_name in ("Besnard", "Bouvier"):
        who = builders.person(group.organization, first_name="Annick", last_name=last_name, phone="")
        builders.enrollment(group, who)
    assert [row.name for row in roll.rows(session)] == ["Annick Besnard", "Annick Bouvier"]


def test_the_first_time_is_said_until_somebody_has_come_once(adviser, venue, group, session, person):
    builders.enrollment(group, person)
    before = builders.session_of(builders.group(adviser, venue, starts_at=session.starts_at - timedelta(days=7)))
    Attendance.objects.create(session=before, person=person, mark=Mark.ABSENT, noted_at=builders.NOW)
    assert [row.is_first_time for row in roll.rows(session)] == [True]
    Attendance.objects.update(mark=Mark.LATE)
    assert [row.is_first_time for row in roll.rows(session)] == [False]


def test_whoever_catches_up_that_day_is_on_the_roll(adviser, venue, group, session):
    other = builders.group(adviser, venue, starts_at=session.starts_at - timedelta(days=3))
    guest, missed = enrolled(other, "Colette"), builders.session_of(other)
    CatchUp.objects.create(enrollment=guest, missed=missed, session=session, created_at=builders.NOW)
    (row,) = roll.rows(session)
    assert (row.name, row.enrollment, row.catches_up) == ("Colette", guest, missed)


def test_the_roll_is_read_in_as_many_queries_for_three_people_as_for_one(group, session, django_assert_num_queries):
    enrolled(group, "Annick")
    for count in (1, 3):
        with django_assert_num_queries(4):
            assert len(roll.rows(session)) == count
        enrolled(group, "Paul")
        enrolled(group, "Odile")


def test_a_roll_notes_each_person_and_who_called_it(group, session, adviser):
    here, late = enrolled(group, "Annick"), enrolled(group, "Paul")
    call(session, adviser, {here.person_id: Mark.PRESENT, late.person_id: Mark.LATE}, unnamed=2)
    session = Session.objects.get()
    assert noted(session) == [("Annick", Mark.PRESENT), ("Paul", Mark.LATE)]
    assert (session.unnamed, session.roll_called_at, session.roll_called_by) == (2, THE_DAY, adviser.user)


def test_a_correction_changes_what_differs_and_says_who_made_it(group, session, adviser, colleague):
    here, late = enrolled(group, "Annick"), enrolled(group, "Paul")
    call(session, adviser, {here.person_id: Mark.PRESENT, late.person_id: Mark.ABSENT})
    later = THE_DAY + timedelta(minutes=20)
    call(session, colleague, {here.person_id: Mark.PRESENT, late.person_id: Mark.LATE}, now=later)
    session = Session.objects.get()
    assert noted(session) == [("Annick", Mark.PRESENT), ("Paul", Mark.LATE)]
    assert session.roll_called_by == adviser.user
    found = Attendance.objects.order_by("person__search_key").values_list("noted_by", "noted_at")
    assert list(found) == [(adviser.user_id, THE_DAY), (colleague.user_id, later)]
    change = RollChange.objects.get(roll_call__called_by=colleague.user)
    assert (change.person, change.was, change.mark) == (late.person, Mark.ABSENT, Mark.LATE)


def test_the_same_roll_sent_twice_is_written_once(group, session, adviser):
    here = enrolled(group, "Annick")
    walk_in = WalkInRow(submission=uuid4(), first_name="Karim")
    key = uuid4()
    sent = [
        call(session, adviser, {here.person_id: Mark.PRESENT}, walk_ins=[walk_in], submission=key, seen=0)
        for _ in range(3)
    ]
    assert [each.was_already_there for each in sent] == [False, True, True]
    assert len({each.call.pk for each in sent}) == 1
    assert noted(session) == [("Annick", Mark.PRESENT), ("Karim", Mark.PRESENT)]


def test_a_walk_in_sent_again_with_another_roll_is_added_once(session, adviser):
    walk_in = WalkInRow(submission=uuid4(), first_name="Karim")
    for unnamed in (0, 1):
        call(session, adviser, walk_ins=[walk_in], unnamed=unnamed)
    assert noted(session) == [("Karim", Mark.PRESENT)]


def test_a_walk_in_who_gives_the_number_of_a_known_person_is_that_person(group, session, adviser, person):
    builders.enrollment(group, person)
    row = WalkInRow(submission=uuid4(), first_name=person.first_name, phone=person.phone)
    call(session, adviser, {person.pk: Mark.ABSENT}, walk_ins=[row])
    assert noted(session) == [("Lucette", Mark.PRESENT)]


def test_a_roll_read_before_a_colleague_called_it_is_not_written_over_hers(group, session, adviser, colleague):
    here = enrolled(group, "Annick")
    first = call(session, adviser, {here.person_id: Mark.PRESENT}, seen=0)
    with pytest.raises(roll.RollChanged) as refused:
        call(session, colleague, {here.person_id: Mark.ABSENT}, seen=0)
    assert refused.value.last == first.call
    assert noted(session) == [("Annick", Mark.PRESENT)]
    call(session, colleague, {here.person_id: Mark.ABSENT}, seen=first.call.pk)
    assert noted(session) == [("Annick", Mark.ABSENT)]


def test_marks_of_people_who_have_nothing_to_do_with_it_are_left_aside(session, adviser, person):
    call(session, adviser, {person.pk: Mark.PRESENT})
    assert noted(session) == []


def test_the_roll_is_not_called_the_day_before_nor_for_a_session_called_off(session, adviser):
    with pytest.raises(roll.NotYet):
        call(session, adviser, now=session.local_start.replace(hour=0) - timedelta(minutes=31))
    Session.objects.update(canceled_at=builders.NOW)
    with pytest.raises(roll.SessionCanceled):
        call(session, adviser)
    assert not RollCall.objects.exists()


def test_undoing_puts_back_what_was_noted_before(group, session, adviser, colleague):
    here = enrolled(group, "Annick")
    first = call(session, adviser, {here.person_id: Mark.PRESENT}).call
    walk_in = WalkInRow(submission=uuid4(), first_name="Karim")
    second = call(session, colleague, {here.person_id: Mark.ABSENT}, walk_ins=[walk_in], unnamed=3).call
    with pytest.raises(roll.RollChanged):
        roll.undo(first, by=adviser, now=THE_DAY)
    for _ in range(2):
        roll.undo(second, by=colleague, now=THE_DAY)
    assert noted(session) == [("Annick", Mark.PRESENT)]
    assert Session.objects.get().unnamed == 0
    roll.undo(first, by=adviser, now=THE_DAY)
    assert noted(session) == []
    session = Session.objects.get()
    assert (session.roll_called_at, session.roll_called_by) == (None, None)


@pytest.fixture
def cycle(adviser, venue):
    """Two sessions, two seats, one of them taken."""
    made = builders.group(adviser, venue, seats=2, sessions=2)
    builders.enrollment(made)
    return made


def missed_messages():
    return Message.objects.filter(kind=messages.MISSED.name)


def test_whoever_missed_a_session_hears_a_kind_word_once_if_the_organization_wants_it(cycle, adviser):
    session = builders.session_of(cycle)
    absent = builders.enrollment(cycle, builders.person(cycle.organization))
    call(session, adviser, {absent.person_id: Mark.ABSENT})
    assert not missed_messages().exists()
    Organization.objects.filter(pk=cycle.organization.pk).update(no_show_message=True)
    for mark in (Mark.PRESENT, Mark.ABSENT, Mark.LATE, Mark.ABSENT):
        call(session, adviser, {absent.person_id: mark})
    message = missed_messages().get()
    assert (message.person, message.due_at) == (absent.person, session.ends_at + timedelta(minutes=15))


def test_nobody_hears_of_an_old_absence(cycle, adviser):
    Organization.objects.filter(pk=cycle.organization.pk).update(no_show_message=True)
    session = builders.session_of(cycle)
    absent = builders.enrollment(cycle, builders.person(cycle.organization))
    call(session, adviser, {absent.person_id: Mark.ABSENT}, now=session.ends_at + timedelta(days=3))
    assert not missed_messages().exists()


def test_a_walk_in_joins_the_rest_of_the_cycle_when_a_seat_is_free(cycle, adviser):
    session = builders.session_of(cycle)
    two = [WalkInRow(submission=uuid4(), first_name=name, joins=True) for name in ("Karim", "Nour")]
    result = call(session, adviser, walk_ins=two)
    joined = Enrollment.objects.get(via=EnrolledVia.WALK_IN)
    assert (joined.person.first_name, joined.state) == ("Karim", EnrollmentState.ENROLLED)
    assert [person.first_name for person in result.could_not_join] == ["Nour"]
    assert Attendance.objects.get(person=joined.person).enrollment == joined
    roll.undo(result.call, by=adviser, now=THE_DAY)
    assert not Enrollment.objects.get(pk=joined.pk).is_live()
    assert not Attendance.objects.exists()


def test_a_walk_in_passes_nobody_who_waits(cycle, adviser):
    builders.enrollment(cycle, state=EnrollmentState.WAITING)
    walk_in = WalkInRow(submission=uuid4(), first_name="Karim", joins=True)
    result = call(builders.session_of(cycle), adviser, walk_ins=[walk_in])
    assert [person.first_name for person in result.could_not_join] == ["Karim"]
    assert not Enrollment.objects.filter(via=EnrolledVia.WALK_IN).exists()
