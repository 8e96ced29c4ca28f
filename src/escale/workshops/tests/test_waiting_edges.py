"""The edges of waiting: an offer to the second, what changed before the lock was had, an invitation given back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from escale.accounts.models import Membership
from escale.outbox.models import Message, MessageState
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops import canceling, enrollment, resizing, seats, waiting_list
from escale.workshops.models import Cycle, EnrolledVia, Enrollment, EnrollmentState, Group, Session, WhyLeft
from escale.workshops.tests.full_group import (
    ENROLLED,
    OFFERED,
    SATURDAY_NOON,
    WAITING,
    full_group,
    read,
    states,
    taken,
    wait,
    waiting_messages,
)

SECOND = timedelta(seconds=1)


@pytest.fixture
def full(adviser: Membership, venue: Venue) -> Group:
    return full_group(adviser, venue)


@pytest.fixture
def group(adviser: Membership, venue: Venue) -> Group:
    return builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(hours=3), seats=2)


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], None]:
    """Let something happen once, just before the next lock is had."""

    def before_the_lock(happens: Callable[[], Any]) -> None:
        lock = seats.lock

        def locked(*groups: int) -> dict[int, Group]:
            monkeypatch.setattr(seats, "lock", lock)
            happens()
            return lock(*groups)

        monkeypatch.setattr(seats, "lock", locked)

    return before_the_lock


class TestOffering:
    def test_at_noon_sharp_the_seat_goes_to_the_next_and_not_a_second_before(self, full: Group, now: datetime) -> None:
        first, second = wait(full, 1), wait(full, 2)
        canceling.cancel_by_person(taken(full), now=now)
        assert waiting_list.expire_offers(now=SATURDAY_NOON - SECOND) == 0
        assert waiting_list.expire_offers(now=SATURDAY_NOON) == 1
        assert states(first, second) == [EnrollmentState.CANCELED_BY_US, OFFERED]
        assert read(first).left_why == WhyLeft.NO_ANSWER

    def test_the_row_of_an_offer_says_when_and_counts_a_change(self, full: Group, now: datetime) -> None:
        first = wait(full, 1)
        canceling.cancel_by_person(taken(full), now=now)
        held = read(first)
        assert (held.offered_at, held.offered_by_call, held.revision) == (now, False, 1)

    def test_by_hand_the_row_says_when_she_was_put_first(self, full: Group, adviser: Membership, now: datetime) -> None:
        first = wait(full, 1)
        waiting_list.raise_in_list(first, by=adviser, why="elle a été oubliée", now=now)
        assert (read(first).raised_at, read(first).raised_by, read(first).raised_why) == (
            now, adviser.user, "elle a été oubliée"
        )  # fmt: skip

    def test_nothing_is_offered_where_nobody_waits_or_nothing_is_left(
        self, group: Group, full: Group, now: datetime
    ) -> None:
        wait(full, 1)
        assert waiting_list.offer_freed_seats(full, now=now) == []
        assert waiting_list.offer_freed_seats(group, now=now) == []

    def test_by_hand_nothing_is_offered_past_what_is_left(
        self, full: Group, adviser: Membership, now: datetime
    ) -> None:
        first = wait(full, 1)
        with pytest.raises(waiting_list.NoSeat):
            waiting_list.offer_by_hand(first, by=adviser, why="vite", now=now)
        Enrollment.objects.filter(pk=taken(full).pk).update(state=EnrollmentState.CANCELED_BY_PERSON)
        Group.objects.filter(pk=full.pk).update(canceled_at=now)
        with pytest.raises(waiting_list.NoSeat):
            waiting_list.offer_by_hand(first, by=adviser, why="vite", now=now)

    def test_an_offer_already_passed_on_is_over_for_every_answer(self, full: Group, now: datetime) -> None:
        first = wait(full, 1)
        for answer in (waiting_list.accept, waiting_list.decline, waiting_list.unanswered):
            with pytest.raises(waiting_list.OfferOver):
                answer(first, now=now)
        assert states(first) == [WAITING]

    def test_a_yes_is_confirmed_and_reminded(self, full: Group, now: datetime) -> None:
        first = wait(full, 1)
        canceling.cancel_by_person(taken(full), now=now)
        waiting_list.accept(first, now=now)
        kinds = Message.objects.filter(about_id=first.pk, state=MessageState.WAITING).order_by("due_at", "pk")
        assert "enrollment" in kinds.values_list("kind", flat=True)
        assert (read(first).joined_at, read(first).answer_by) == (now, None)

    def test_a_rank_is_nought_for_whoever_does_not_wait(self, full: Group) -> None:
        assert waiting_list.position(taken(full)) == 0

    def test_seats_time_has_freed_are_counted_as_they_are_offered(self, full: Group, now: datetime) -> None:
        first, _ = wait(full, 1), wait(full, 2)
        assert waiting_list.offer_left(now=now) == 0
        Enrollment.objects.filter(pk=taken(full).pk).update(state=EnrollmentState.CANCELED_BY_PERSON)
        assert waiting_list.offer_left(now=now) == 1
        assert states(first) == [OFFERED]

    def test_the_waits_for_what_has_begun_end_and_are_counted(self, full: Group) -> None:
        first, second = wait(full, 1), wait(full, 2)
        begins = builders.NEXT_FRIDAY
        assert waiting_list.close_started(now=begins - SECOND) == 0
        assert waiting_list.close_started(now=begins) == 2
        assert {read(each).left_why for each in (first, second)} == {WhyLeft.STARTED}


class TestTakingBack:
    def test_an_offer_taken_back_leaves_no_trace_of_itself(
        self, full: Group, adviser: Membership, now: datetime
    ) -> None:
        seat, first = taken(full), wait(full, 1)
        canceling.cancel_by_staff(seat, by=adviser, now=now)
        canceling.restore(seat, now=now)
        back = read(first)
        assert (back.state, back.answer_by, back.offered_at, back.revision) == (WAITING, None, None, 2)

    def test_as_many_as_are_needed_and_the_last_in_turn_first(
        self, full: Group, adviser: Membership, now: datetime
    ) -> None:
        first, second = wait(full, 1), wait(full, 2)
        resizing.resize(full, seats=4, by=adviser, now=now)
        assert states(first, second) == [OFFERED, OFFERED]
        assert waiting_list.take_back_unheard(Group.objects.get(pk=full.pk), seats=1) == 1
        assert states(first, second) == [OFFERED, WAITING]

    def test_an_invitation_is_not_taken_back_for_it(self, group: Group) -> None:
        invited = builders.enrollment(group, state=OFFERED, via=EnrolledVia.INVITATION, queued_at=None)
        assert waiting_list.take_back_unheard(group, seats=1) == 0
        assert states(invited) == [OFFERED]

    def test_whoever_is_being_called_keeps_her_offer(self, full: Group, adviser: Membership, now: datetime) -> None:
        seat, first = taken(full), wait(full, 1, phone="+33299750001")
        canceling.cancel_by_staff(seat, by=adviser, now=now)
        with pytest.raises(seats.GroupFull):
            canceling.restore(seat, now=now)
        assert states(first) == [OFFERED]


class TestMeanwhile:
    def test_whoever_says_yes_as_her_time_runs_out_keeps_her_seat(
        self, full: Group, now: datetime, meanwhile: Callable[[Callable[[], Any]], None]
    ) -> None:
        first = wait(full, 1)
        canceling.cancel_by_person(taken(full), now=now)
        meanwhile(lambda: waiting_list.accept(first, now=SATURDAY_NOON - timedelta(seconds=1)))
        assert waiting_list.expire_offers(now=SATURDAY_NOON) == 0
        assert states(first) == [ENROLLED]

    def test_whoever_is_given_longer_as_her_time_runs_out_has_it(
        self, full: Group, now: datetime, meanwhile: Callable[[Callable[[], Any]], None]
    ) -> None:
        first = wait(full, 1)
        canceling.cancel_by_person(taken(full), now=now)
        longer = SATURDAY_NOON + timedelta(hours=1)
        meanwhile(lambda: Enrollment.objects.filter(pk=first.pk).update(answer_by=longer))
        assert waiting_list.expire_offers(now=SATURDAY_NOON) == 0
        assert states(first) == [OFFERED]

    def test_put_off_as_it_was_about_to_begin_a_session_keeps_its_list(
        self, full: Group, meanwhile: Callable[[Callable[[], Any]], None]
    ) -> None:
        first = wait(full, 1)
        begins = builders.NEXT_FRIDAY
        later = {"starts_at": begins + timedelta(days=7), "ends_at": begins + timedelta(days=7, hours=2)}
        meanwhile(lambda: Session.objects.filter(group=full).update(**later))
        assert waiting_list.close_started(now=begins) == 0
        assert states(first) == [WAITING]


class TestReminded:
    """Once the reminders of a session are written, whoever takes a seat gets hers with it."""

    def reminded(self, enrollment: Enrollment) -> bool:
        return "session_reminder" in {kind for kind, _ in waiting_messages(enrollment)}

    def test_not_while_she_waits_but_once_she_says_yes(self, full: Group, adviser: Membership, now: datetime) -> None:
        Session.objects.filter(group=full).update(reminded_at=now)
        who = builders.person(full.organization, first_name="Odette", phone="+33639980077")
        waits = enrollment.enroll_by_staff(full, who, by=adviser, now=now)
        canceling.cancel_by_person(taken(full), now=now)
        assert (states(waits), self.reminded(waits)) == ([OFFERED], False)
        waiting_list.accept(waits, now=now)
        assert self.reminded(waits)

    def test_at_once_when_a_seat_is_free(self, full: Group, adviser: Membership, now: datetime) -> None:
        Session.objects.filter(group=full).update(reminded_at=now)
        Group.objects.filter(pk=full.pk).update(seats=3)
        who = builders.person(full.organization, first_name="Odette", phone="+33639980077")
        assert self.reminded(enrollment.enroll_by_staff(full, who, by=adviser, now=now))


def test_groups_nobody_waits_for_hide_no_other_that_begins(
    full: Group, adviser: Membership, venue: Venue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting_list, "MOST_GROUPS", 1)
    other = builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY - timedelta(days=1))
    waits = builders.enrollment(other, state=WAITING)
    assert full.pk < other.pk
    assert waiting_list.close_started(now=builders.NEXT_FRIDAY) == 1
    assert states(waits) == [EnrollmentState.CANCELED_BY_US]


class TestInvitedAgain:
    @pytest.fixture
    def invited(self, full: Group) -> Enrollment:
        """The third of three seats is held for her."""
        Group.objects.filter(pk=full.pk).update(seats=3)
        who = builders.person(full.organization, first_name="Odette", phone="+33639980077")
        return builders.enrollment(full, who, state=OFFERED, via=EnrolledVia.INVITATION)

    def test_nothing_says_any_more_that_she_was_taken_away(
        self, invited: Enrollment, adviser: Membership, now: datetime
    ) -> None:
        canceling.cancel_by_staff(invited, by=adviser, now=now)
        assert [kind for kind, _ in waiting_messages(invited)] == ["enrollment_canceled"]
        canceling.restore(invited, now=now)
        back = read(invited)
        assert (back.state, back.answer_by, back.left_at, back.left_why, back.revision) == (
            OFFERED, SATURDAY_NOON, None, "", 2
        )  # fmt: skip
        assert "enrollment_canceled" not in {kind for kind, _ in waiting_messages(invited)}

    def test_to_a_cycle_one_can_no_longer_join_nobody_is(
        self, adviser: Membership, venue: Venue, now: datetime
    ) -> None:
        cycle = builders.group(adviser, venue, sessions=3)
        Cycle.objects.filter(group=cycle).update(joins_until=1)
        invited = builders.enrollment(cycle, state=OFFERED, via=EnrolledVia.INVITATION)
        canceling.cancel_by_staff(invited, by=adviser, now=now)
        with pytest.raises(canceling.NotLeft):
            canceling.restore(invited, now=builders.NEXT_FRIDAY)
        assert states(invited) == [EnrollmentState.CANCELED_BY_US]


def test_the_group_given_back_counts_the_seat_added(full: Group, adviser: Membership, now: datetime) -> None:
    who = builders.person(full.organization, first_name="Odette", phone="+33639980077")
    made = enrollment.enroll_by_staff(full, who, by=adviser, over_capacity=True, now=now)
    assert made.group.seats == Group.objects.get(pk=full.pk).seats == 3
