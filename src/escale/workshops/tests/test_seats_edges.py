"""The edges of seats: the last one, the one nobody may have, the instant an answer comes too late."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops import canceling, catching_up, resizing, seats, waiting_list
from escale.workshops import enrollment as enrolling
from escale.workshops.enrollment import AlreadyEnrolled, Who
from escale.workshops.models import EnrolledVia, Enrollment, EnrollmentState, Group, Session, WhyLeft
from escale.workshops.seats import Seats
from escale.workshops.tests import planned
from escale.workshops.tests.full_group import (
    ENROLLED,
    OFFERED,
    WAITING,
    full_group,
    read,
    states,
    taken,
    wait,
    waiting_messages,
)

COLETTE = Who(first_name="Colette", phone="+33639980051")
SECOND = timedelta(seconds=1)


@pytest.fixture
def group(adviser: Membership, venue: Venue) -> Group:
    return builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(hours=3), seats=2)


@pytest.fixture
def full(adviser: Membership, venue: Venue) -> Group:
    return full_group(adviser, venue)


def enroll(group: Group, who: Who, now: datetime) -> Enrollment:
    return read(enrolling.enroll_online(group, who, submission=uuid4(), now=now))


class TestSeats:
    def test_what_is_left_is_what_nobody_has_and_never_less_than_nothing(self) -> None:
        assert Seats(total=4, taken=1, waiting=0, guests=2).left == 1
        assert Seats(total=4, taken=1, waiting=0, guests=2).used == 3
        assert Seats(total=1, taken=3, waiting=0).left == 0

    @pytest.mark.parametrize(("wanted", "waiting", "has"), [(1, 0, True), (2, 0, True), (3, 0, False), (1, 1, False)])
    def test_somebody_may_have_as_many_as_are_free_when_nobody_waits(
        self, wanted: int, waiting: int, has: bool
    ) -> None:
        assert Seats(total=3, taken=1, waiting=waiting).has(wanted) is has

    def test_a_group_nobody_asked_for_has_them_all(self, group: Group, now: datetime) -> None:
        empty = Seats(total=2, taken=0, waiting=0)
        assert seats.count(group, guests=0) == (empty, None)
        assert seats.of(group) == seats.of(group, now=now) == empty
        assert seats.of_all([group]) == seats.of_all([group], now=now) == {group.pk: empty}
        assert seats.of_all([]) == {}

    def test_each_group_counts_its_own(self, group: Group, adviser: Membership, venue: Venue, now: datetime) -> None:
        other = builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=1), seats=3)
        builders.enrollment(group, seats=2)
        builders.enrollment(other, state=OFFERED)
        waits = builders.enrollment(other, state=WAITING)
        builders.enrollment(other, state=EnrollmentState.CANCELED_BY_PERSON)
        assert seats.of(group) == Seats(total=2, taken=2, waiting=0)
        assert seats.count(other, guests=1) == (Seats(total=3, taken=1, waiting=1, guests=1), waits.queued_at)
        assert seats.lock(other.pk, group.pk, other.pk) == {group.pk: group, other.pk: other}


class TestGuests:
    @pytest.fixture
    def parallel(self, adviser: Membership, colleague: Membership, venue: Venue, now: datetime) -> Group:
        """Somebody of another group comes to its second session."""
        cycle = planned.cycle(adviser, venue, group={"seats": 4})
        made = planned.cycle(colleague, venue, group={"workshop": cycle.workshop, "seats": 2})
        catching_up.catch_up(
            builders.enrollment(cycle, seats=2),
            missed=builders.session_of(cycle),
            session=builders.session_of(made, number=2),
            by=adviser,
            now=now,
        )
        return made

    def test_they_take_as_many_seats_as_they_had(self, parallel: Group, now: datetime) -> None:
        assert seats.of(parallel, now=now).guests == 2
        assert seats.of(parallel).guests == 0

    def test_once_the_session_begins_they_take_none(self, parallel: Group) -> None:
        begins = builders.session_of(parallel, number=2).starts_at
        assert seats.of(parallel, now=begins - SECOND).guests == 2
        assert seats.of(parallel, now=begins).guests == 0

    def test_a_session_called_off_has_none(self, parallel: Group, now: datetime) -> None:
        Session.objects.filter(pk=builders.session_of(parallel, number=2).pk).update(canceled_at=now)
        assert seats.of(parallel, now=now).guests == 0

    def test_whoever_left_her_group_comes_no_more(self, parallel: Group, now: datetime) -> None:
        Enrollment.objects.update(state=EnrollmentState.CANCELED_BY_PERSON)
        assert seats.of_all([parallel], now=now)[parallel.pk].guests == 0


class TestEnrolling:
    def test_the_row_says_when_for_whom_and_by_which_form(self, group: Group, now: datetime) -> None:
        form = uuid4()
        made = read(enrolling.enroll_online(group, replace(COLETTE, email="c@example.org"), submission=form, now=now))
        assert (made.created_at, made.submission, made.organization, made.contact_email) == (
            now, form, group.organization, "c@example.org"
        )  # fmt: skip
        assert made.person.first_name == "Colette"

    def test_the_form_of_the_team_sent_twice_gives_one(
        self, group: Group, adviser: Membership, person: Beneficiary, now: datetime
    ) -> None:
        form = uuid4()
        first, second = (
            enrolling.enroll_by_staff(group, person, by=adviser, submission=form, now=now) for _ in range(2)
        )
        assert first == second

    def test_enrolled_elsewhere_one_may_still_come_here(
        self, group: Group, full: Group, adviser: Membership, person: Beneficiary, now: datetime
    ) -> None:
        builders.enrollment(full, person)
        assert enrolling.enroll_by_staff(group, person, by=adviser, now=now).state == ENROLLED
        other = builders.person(group.organization, first_name="Jeanne", phone="+33639980077")
        assert enrolling.enroll_by_staff(group, other, by=adviser, now=now).state == ENROLLED

    def test_whoever_left_may_be_enrolled_again_and_whoever_waits_may_not(
        self, full: Group, adviser: Membership, person: Beneficiary, now: datetime
    ) -> None:
        builders.enrollment(full, person, state=EnrollmentState.CANCELED_BY_PERSON)
        waits = enrolling.enroll_by_staff(full, person, by=adviser, now=now)
        assert waits.state == WAITING
        with pytest.raises(AlreadyEnrolled):
            enrolling.enroll_by_staff(full, person, by=adviser, now=now)

    def test_seats_are_added_up_to_a_bound(
        self,
        full: Group,
        adviser: Membership,
        person: Beneficiary,
        now: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        assert enrolling.MOST_SEATS == 200
        monkeypatch.setattr(enrolling, "MOST_SEATS", 3)
        first = enrolling.enroll_by_staff(full, person, by=adviser, over_capacity=True, now=now)
        assert (first.state, Group.objects.get(pk=full.pk).seats) == (ENROLLED, 3)
        other = builders.person(full.organization, first_name="Jeanne", phone="+33639980077")
        second = enrolling.enroll_by_staff(full, other, by=adviser, over_capacity=True, now=now)
        assert (second.state, Group.objects.get(pk=full.pk).seats) == (WAITING, 3)

    def test_a_seat_that_is_free_is_not_added(
        self, group: Group, adviser: Membership, person: Beneficiary, now: datetime
    ) -> None:
        made = enrolling.enroll_by_staff(group, person, by=adviser, over_capacity=True, now=now)
        assert (made.joined_at, Group.objects.get(pk=group.pk).seats) == (now, 2)

    def test_nobody_waits_since_before_the_last_in_the_list(self, full: Group, now: datetime) -> None:
        last = wait(full, 1)
        Enrollment.objects.filter(pk=last.pk).update(queued_at=now + timedelta(minutes=5))
        assert enroll(full, COLETTE, now).queued_at == now + timedelta(minutes=5)
        assert enroll(full, replace(COLETTE, first_name="Marcel"), now + timedelta(hours=1)).queued_at == (
            now + timedelta(hours=1)
        )

    def test_a_wish_to_learn_stays_open_while_she_only_waits(
        self, full: Group, adviser: Membership, person: Beneficiary, now: datetime
    ) -> None:
        interest = builders.interest(full.organization, person=person)
        enrolling.enroll_by_staff(full, person, by=adviser, interest=interest, now=now)
        interest.refresh_from_db()
        assert interest.closed_at is None

    def test_what_another_number_holds_or_this_one_left_does_not_count(
        self, group: Group, adviser: Membership, venue: Venue, now: datetime
    ) -> None:
        for number in range(8):
            other = builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=1 + number))
            theirs = builders.person(group.organization, first_name="Marc", phone="+33639980077")
            hers = builders.person(group.organization, first_name="Colette", phone=COLETTE.phone)
            builders.enrollment(other, theirs)
            builders.enrollment(other, hers, state=EnrollmentState.CANCELED_BY_PERSON)
        assert enroll(group, COLETTE, now).state == ENROLLED

    def test_a_cycle_counts_once_for_its_number(self, adviser: Membership, venue: Venue, now: datetime) -> None:
        hers = builders.person(adviser.organization, first_name="Colette", phone=COLETTE.phone)
        builders.enrollment(builders.group(adviser, venue, sessions=9), hers)
        other = builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=1))
        assert enroll(other, COLETTE, now).state == ENROLLED


class TestCallingOff:
    def test_told_or_not_as_the_team_chose(self, full: Group, adviser: Membership, now: datetime) -> None:
        first, second = wait(full, 1), wait(full, 2)
        canceling.cancel_by_staff(first, by=adviser, notify=False, now=now)
        canceling.cancel_by_staff(second, by=adviser, now=now)
        assert (waiting_messages(first), len(waiting_messages(second))) == ([], 1)
        assert (read(first).left_at, read(first).revision) == (now, 1)

    def test_it_may_be_called_off_until_the_very_end(self, full: Group) -> None:
        ends_at = builders.session_of(full).ends_at
        off = canceling.cancel_by_person(taken(full), now=ends_at - SECOND)
        assert off.left_why == WhyLeft.CANCELED

    def test_nobody_comes_back_who_is_there_again_or_to_what_is_over_or_off(
        self, full: Group, adviser: Membership, now: datetime
    ) -> None:
        seat = taken(full)
        canceling.cancel_by_staff(seat, by=adviser, now=now)
        begins = builders.NEXT_FRIDAY
        with pytest.raises(canceling.NotLeft):
            canceling.restore(seat, now=begins)
        Group.objects.filter(pk=full.pk).update(canceled_at=now)
        with pytest.raises(canceling.NotLeft):
            canceling.restore(seat, now=now)
        Group.objects.filter(pk=full.pk).update(canceled_at=None)
        again = builders.enrollment(full, seat.person, state=WAITING)
        with pytest.raises(canceling.NotLeft):
            canceling.restore(seat, now=now)
        Enrollment.objects.filter(pk=again.pk).update(state=EnrollmentState.CANCELED_BY_PERSON)
        back = read(canceling.restore(seat, now=now))
        assert (back.state, back.left_at, back.left_why, back.joined_at) == (ENROLLED, None, "", seat.joined_at)


class TestResizing:
    def test_only_that_group_changes_and_only_it_is_locked(
        self, group: Group, full: Group, adviser: Membership, now: datetime
    ) -> None:
        assert resizing.resize(group, seats=5, by=adviser, now=now).seats == 5
        assert [Group.objects.get(pk=each.pk).seats for each in (group, full)] == [5, 2]
        assert list(seats.lock(group.pk)) == [group.pk]

    def test_down_to_the_last_seat_taken(self, full: Group, adviser: Membership, now: datetime) -> None:
        Group.objects.filter(pk=full.pk).update(seats=4)
        assert resizing.resize(full, seats=2, by=adviser, now=now).seats == 2
        with pytest.raises(resizing.SeatsTaken):
            resizing.resize(full, seats=1, by=adviser, now=now)


class TestWhatIsSaid:
    def kinds(self, enrollment: Enrollment) -> set[str]:
        return {kind for kind, _ in waiting_messages(enrollment)}

    def test_only_a_seat_is_reminded_of(self, group: Group, full: Group, now: datetime) -> None:
        seat, waits = enroll(group, COLETTE, now), enroll(full, COLETTE, now)
        assert self.kinds(waits) == {"enrollment_waiting"}
        assert "enrollment_waiting" not in self.kinds(seat)

    def test_an_offer_takes_the_place_of_what_was_said_before(self, full: Group, now: datetime) -> None:
        waits = enroll(full, COLETTE, now)
        canceling.cancel_by_person(taken(full), now=now)
        assert self.kinds(waits) == {"seat_offered"}

    def test_somebody_put_first_is_given_back_as_she_is_now(
        self, full: Group, adviser: Membership, now: datetime
    ) -> None:
        first = wait(full, 1)
        Enrollment.objects.filter(pk=taken(full).pk).update(state=EnrollmentState.CANCELED_BY_PERSON)
        assert waiting_list.raise_in_list(first, by=adviser, why="oubliée", now=now).state == OFFERED

    def test_a_place_given_back_is_offered_at_once_when_a_seat_is_free(
        self, full: Group, adviser: Membership, now: datetime
    ) -> None:
        first = wait(full, 1)
        canceling.cancel_by_staff(first, by=adviser, notify=False, now=now)
        Enrollment.objects.filter(pk=taken(full).pk).update(state=EnrollmentState.CANCELED_BY_PERSON)
        back = canceling.restore(first, now=now)
        assert (back.state, back.revision) == (OFFERED, 3)

    def test_an_invitation_is_not_given_back_without_a_seat(
        self, full: Group, adviser: Membership, now: datetime
    ) -> None:
        Group.objects.filter(pk=full.pk).update(seats=3)
        invited = builders.enrollment(full, state=OFFERED, via=EnrolledVia.INVITATION)
        canceling.cancel_by_staff(invited, by=adviser, notify=False, now=now)
        builders.enrollment(full)
        with pytest.raises(seats.GroupFull):
            canceling.restore(invited, now=now)

    def test_only_the_waits_for_what_has_begun_end(
        self, full: Group, adviser: Membership, venue: Venue, now: datetime
    ) -> None:
        later = builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=7), seats=1)
        builders.enrollment(later)
        waits = builders.enrollment(later, state=WAITING)
        first = wait(full, 1)
        assert waiting_list.close_started(now=builders.NEXT_FRIDAY) == 1
        assert states(first, waits) == [EnrollmentState.CANCELED_BY_US, WAITING]
