"""Who gets a seat, who waits, who is told why she can't."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from escale.accounts.models import Membership
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops import enrollment as enrolling
from escale.workshops import seats, waiting_list
from escale.workshops.enrollment import AlreadyEnrolled, EnrollmentClosed, TooManyEnrollments, Who
from escale.workshops.models import (
    Access,
    EnrolledVia,
    Enrollment,
    EnrollmentState,
    Group,
    InterestEnd,
    Session,
)
from escale.workshops.seats import Seats

COLETTE = Who(first_name="Colette", phone="+33639980051")
HASSAN = Who(first_name="Hassan", phone="+33639980052")


@pytest.fixture
def group(adviser: Membership, venue: Venue) -> Group:
    return builders.group(adviser, venue, seats=2)


def enroll(group: Group, who: Who, now: datetime) -> Enrollment:
    return enrolling.enroll_online(group, who, submission=uuid4(), now=now)


def read(enrollment: Enrollment) -> Enrollment:
    return Enrollment.objects.with_everything_shown().get(pk=enrollment.pk)


def told(enrollment: Enrollment) -> list[str]:
    written = Message.objects.filter(about_id=enrollment.pk).exclude(state="dropped")
    return list(written.order_by("pk").values_list("kind", flat=True))


def test_whoever_enrolls_takes_a_seat_and_hears_of_it(group: Group, now: datetime) -> None:
    made = read(enroll(group, replace(COLETTE, needs="un coin calme", helper_name="Inès", acquisition="poster"), now))
    assert (made.state, made.joined_at, made.queued_at, made.seats) == (EnrollmentState.ENROLLED, now, None, 1)
    assert (made.needs, made.helper_name, made.acquisition) == ("un coin calme", "Inès", "poster")
    assert (made.via, made.contact_phone) == (EnrolledVia.PUBLIC, "+33639980051")
    assert told(made) == ["enrollment"]
    assert seats.of(group) == Seats(total=2, taken=1, waiting=0)


def test_whoever_finds_no_seat_waits_last_and_hears_of_it(group: Group, now: datetime) -> None:
    for number in range(2):
        enroll(group, Who(first_name=f"P{number}", phone=f"+3363998006{number}"), now)
    first, second = enroll(group, COLETTE, now), enroll(group, HASSAN, now)
    assert (first.state, second.state) == (EnrollmentState.WAITING, EnrollmentState.WAITING)
    assert waiting_list.positions(group) == {first.pk: 1, second.pk: 2}
    assert waiting_list.position(second) == 2
    assert told(first) == ["enrollment_waiting"]


def test_a_place_told_is_never_overtaken_by_a_clock_that_is_late(group: Group, now: datetime) -> None:
    Group.objects.filter(pk=group.pk).update(seats=1)
    enroll(group, Who(first_name="René", phone="+33639980059"), now)
    first = enroll(group, COLETTE, now)
    second = enroll(group, HASSAN, now - timedelta(seconds=3))
    assert waiting_list.positions(group) == {first.pk: 1, second.pk: 2}


def test_nobody_takes_a_free_seat_past_those_who_wait(group: Group, now: datetime) -> None:
    builders.enrollment(group)
    waits = builders.enrollment(group, state=EnrollmentState.WAITING, seats=2, with_companion=True)
    came = enroll(group, COLETTE, now)
    assert (came.state, waiting_list.position(came)) == (EnrollmentState.WAITING, 2)
    assert read(waits).state == EnrollmentState.WAITING


def test_somebody_who_comes_with_her_takes_a_seat_when_the_group_says_so(group: Group, now: datetime) -> None:
    assert enroll(group, replace(COLETTE, with_companion=True), now).seats == 2
    assert seats.of(group).left == 0
    Group.objects.filter(pk=group.pk).update(companions_take_a_seat=False, seats=3)
    assert enroll(group, replace(HASSAN, with_companion=True), now).seats == 1
    assert seats.of(Group.objects.get(pk=group.pk)).left == 0


def test_two_seats_when_one_is_left_wait(group: Group, now: datetime) -> None:
    builders.enrollment(group)
    pair = enroll(group, replace(COLETTE, with_companion=True), now)
    assert (pair.state, pair.seats) == (EnrollmentState.WAITING, 2)


def test_two_where_there_is_one_seat_in_all_are_told_so(group: Group, now: datetime) -> None:
    Group.objects.filter(pk=group.pk).update(seats=1)
    with pytest.raises(EnrollmentClosed, match="Il n’y a qu’une place"):
        enroll(group, replace(COLETTE, with_companion=True), now)


def test_the_same_person_twice_is_told_with_the_first(group: Group, now: datetime) -> None:
    first = enroll(group, COLETTE, now)
    with pytest.raises(AlreadyEnrolled) as refusal:
        enroll(group, replace(COLETTE, first_name="colette "), now)
    assert refusal.value.enrollment.pk == first.pk
    assert Enrollment.objects.count() == Beneficiary.objects.count() == 1


def test_several_of_a_family_share_a_number(group: Group, now: datetime) -> None:
    assert enroll(group, COLETTE, now).person != enroll(group, replace(COLETTE, first_name="Marcel"), now).person


def test_without_a_number_nobody_is_taken_for_another(group: Group, now: datetime) -> None:
    first = enroll(group, Who(first_name="Colette", email="colette@example.org"), now)
    second = enroll(group, Who(first_name="Colette", email="autre@example.org"), now)
    assert first.person != second.person
    assert Message.objects.get(about_id=first.pk).recipient == "colette@example.org"


def test_a_form_sent_twice_gives_one_enrollment(group: Group, now: datetime) -> None:
    form = uuid4()
    first = enrolling.enroll_online(group, COLETTE, submission=form, now=now)
    assert enrolling.enroll_online(group, COLETTE, submission=form, now=now).pk == first.pk
    Group.objects.filter(pk=group.pk).update(canceled_at=now)
    assert enrolling.enroll_online(group, COLETTE, submission=form, now=now).pk == first.pk
    assert Message.objects.count() == 1


def test_a_number_has_eight_enrollments_to_come_at_most(adviser: Membership, venue: Venue, now: datetime) -> None:
    groups = [builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=n)) for n in range(9)]
    for group in groups[:8]:
        enroll(group, COLETTE, now)
    with pytest.raises(TooManyEnrollments):
        enroll(groups[8], COLETTE, now)
    with pytest.raises(TooManyEnrollments):
        enroll(groups[8], replace(COLETTE, first_name="Marcel"), now)
    Session.objects.filter(group=groups[0]).update(starts_at=now - timedelta(days=9), ends_at=now - timedelta(days=8))
    assert enroll(groups[8], COLETTE, now).is_live()


def test_what_is_left_may_be_taken_again(group: Group, now: datetime) -> None:
    builders.enrollment(
        group,
        builders.person(group.organization, phone="+33639980051", first_name="Colette"),
        state=EnrollmentState.CANCELED_BY_PERSON,
    )
    assert enroll(group, COLETTE, now).state == EnrollmentState.ENROLLED


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"canceled_at": builders.NOW}, "C’est annulé. Appelez le 02\u00a061\u00a091\u00a005\u00a012."),
        ({"published_at": None}, "Ce groupe est réservé aux personnes que l’équipe inscrit. Appelez le"),
        ({"access": Access.RESERVED}, "Ce groupe est réservé aux personnes que l’équipe inscrit. Appelez le"),
        (
            {"opens_at": builders.NOW + timedelta(days=1)},
            "Les inscriptions ouvrent le samedi 14\u00a0novembre à 15\u00a0h\u00a010.",
        ),
        (
            {"closes_at": builders.NOW - timedelta(hours=1)},
            "Les inscriptions sont fermées depuis le vendredi 13\u00a0novembre à 14\u00a0h\u00a010. Appelez le",
        ),
    ],
)
def test_a_group_that_is_not_open_says_why(group: Group, now: datetime, change: dict[str, object], why: str) -> None:
    Group.objects.filter(pk=group.pk).update(**change)
    with pytest.raises(EnrollmentClosed) as refusal:
        enroll(group, COLETTE, now)
    assert refusal.value.why.startswith(why)
    assert not Beneficiary.objects.exists()


def test_the_limits_of_the_window_are_included(group: Group, now: datetime) -> None:
    Group.objects.filter(pk=group.pk).update(opens_at=now, closes_at=now + timedelta(days=1))
    assert enroll(group, COLETTE, now).is_live()
    assert enroll(group, HASSAN, now + timedelta(days=1)).is_live()


def test_a_workshop_that_has_begun_is_closed(group: Group) -> None:
    starts_at = builders.session_of(group).starts_at
    assert enrolling.enrollment_limit(group) == starts_at
    with pytest.raises(EnrollmentClosed, match="L’atelier a déjà commencé"):
        enroll(group, COLETTE, starts_at)
    assert enroll(group, COLETTE, starts_at - timedelta(seconds=1)).is_live()


def test_a_cycle_may_be_joined_until_its_third_session(adviser: Membership, venue: Venue) -> None:
    group = builders.group(adviser, venue, sessions=5)
    third = builders.session_of(group, number=3).starts_at
    assert enrolling.enrollment_limit(group) == third
    assert enroll(group, COLETTE, third - timedelta(minutes=1)).is_live()
    with pytest.raises(EnrollmentClosed, match="jusqu’à la séance 3"):
        enroll(group, HASSAN, third)


def test_the_window_ends_where_it_says_and_never_after_the_start(group: Group, now: datetime) -> None:
    starts_at = builders.session_of(group).starts_at
    group.closes_at = now + timedelta(days=2)
    assert enrolling.enrollment_limit(group) == now + timedelta(days=2)
    group.closes_at = starts_at + timedelta(days=2)
    assert enrolling.enrollment_limit(group) == starts_at


def test_the_team_enrolls_whatever_the_window(group: Group, adviser: Membership, now: datetime) -> None:
    Group.objects.filter(pk=group.pk).update(published_at=None, closes_at=now - timedelta(days=1))
    who = builders.person(group.organization, first_name="Colette", phone="+33639980051")
    made = enrolling.enroll_by_staff(group, who, by=adviser, needs="un coin calme", now=now)
    assert (made.state, made.via, made.enrolled_by) == (EnrollmentState.ENROLLED, EnrolledVia.STAFF, adviser.user)
    assert told(made) == ["enrollment"]
    with pytest.raises(AlreadyEnrolled) as refusal:
        enrolling.enroll_by_staff(group, who, by=adviser, now=now)
    assert refusal.value.enrollment == made


def test_the_team_may_say_it_herself(group: Group, adviser: Membership, person: Beneficiary, now: datetime) -> None:
    assert told(enrolling.enroll_by_staff(group, person, by=adviser, notify=False, now=now)) == []


def test_the_team_enrolls_nobody_in_what_is_over_or_called_off(
    group: Group, adviser: Membership, person: Beneficiary, now: datetime
) -> None:
    ends_at = builders.session_of(group).ends_at
    with pytest.raises(EnrollmentClosed, match="Il n’y a plus de séance à venir"):
        enrolling.enroll_by_staff(group, person, by=adviser, now=ends_at)
    Session.objects.update(canceled_at=now)
    with pytest.raises(EnrollmentClosed, match="Il n’y a plus de séance à venir"):
        enrolling.enroll_by_staff(group, person, by=adviser, now=now)


def test_a_seat_added_for_somebody_is_hers_and_takes_nothing_from_those_who_wait(
    group: Group, adviser: Membership, person: Beneficiary, now: datetime
) -> None:
    for _ in range(2):
        builders.enrollment(group)
    waits = builders.enrollment(group, state=EnrollmentState.WAITING)
    made = enrolling.enroll_by_staff(group, person, by=adviser, over_capacity=True, now=now)
    assert made.state == EnrollmentState.ENROLLED
    assert seats.of(Group.objects.get(pk=group.pk)) == Seats(total=3, taken=3, waiting=1)
    assert read(waits).state == EnrollmentState.WAITING


def test_whoever_wanted_to_learn_leaves_the_list_with_her_seat(
    group: Group, adviser: Membership, person: Beneficiary, now: datetime
) -> None:
    interest = builders.interest(group.organization, person=person)
    enrolling.enroll_by_staff(group, person, by=adviser, interest=interest, now=now)
    interest.refresh_from_db()
    assert (interest.closed_at, interest.why_closed) == (now, InterestEnd.JOINED)


def test_enrolling_costs_as_many_queries_whoever_is_there(group: Group, now: datetime) -> None:
    Group.objects.filter(pk=group.pk).update(seats=1)
    counts = []
    for number in range(5):
        with CaptureQueriesContext(connection) as queries:
            enroll(
                Group.objects.with_everything_shown().get(pk=group.pk),
                Who(first_name="Colette", phone=f"+3363998007{number}"),
                now,
            )
        counts.append(len(queries))
    assert max(counts) <= 15
    assert len(set(counts[1:])) == 1


def test_seats_of_many_groups_are_one_query(adviser: Membership, venue: Venue) -> None:
    groups = [builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=n)) for n in range(3)]
    builders.enrollment(groups[0], seats=2)
    builders.enrollment(groups[0], state=EnrollmentState.OFFERED)
    builders.enrollment(groups[1], state=EnrollmentState.WAITING)
    builders.enrollment(groups[1], state=EnrollmentState.CANCELED_BY_US)
    for some in (groups, groups[:1]):
        with CaptureQueriesContext(connection) as queries:
            got = seats.of_all(some)
        assert len(queries) == 1
    assert seats.of_all(groups) == {
        groups[0].pk: Seats(total=6, taken=3, waiting=0),
        groups[1].pk: Seats(total=6, taken=0, waiting=1),
        groups[2].pk: Seats(total=6, taken=0, waiting=0),
    }
    assert got == {groups[0].pk: seats.of(groups[0])}
