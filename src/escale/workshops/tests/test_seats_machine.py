"""Whatever people, advisers and the clock do one after the other: no seat is given twice, nobody is overtaken, no message
speaks of what is past.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from escale.outbox.catalogue import Rendered
from escale.outbox.models import Message
from escale.testing import builders
from escale.testing.builders import NOW
from escale.workshops import (
    answer_by,
    canceling,
    dates,
    enrollment,
    inviting,
    kinds,
    merging,
    reminders,
    resizing,
    seats,
    waiting_list,
)
from escale.workshops.calling_off import SessionOver
from escale.workshops.canceling import NotLeft
from escale.workshops.enrollment import AlreadyEnrolled, EnrollmentClosed, TooManyEnrollments, Who
from escale.workshops.merging import NotEnoughSeats, NothingToJoin
from escale.workshops.models import LIVE, TAKES_A_SEAT, Enrollment, EnrollmentState, Group
from escale.workshops.resizing import SeatsTaken
from escale.workshops.scheduling import GroupCanceled
from escale.workshops.seats import GroupFull
from escale.workshops.waiting_list import NoSeat, OfferOver

ANY = st.integers(min_value=0, max_value=999)
STEPS = st.sampled_from([timedelta(minutes=10), timedelta(hours=1), timedelta(hours=7), timedelta(hours=25)])


class Seating(RuleBasedStateMachine):
    """Two groups of few seats, eight people who enroll, answer, cancel or don't, an adviser who changes her mind."""

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        organization = builders.organization()
        self.adviser = builders.member(organization)
        venue = builders.venue(organization)
        self.groups = [
            builders.group(self.adviser, venue, seats=2),
            builders.group(self.adviser, venue, seats=2, sessions=4, starts_at=NOW + timedelta(days=2)),
        ]
        self.now = NOW
        # One seat is left, for which two people wait together: whoever comes must not take it.
        builders.enrollment(self.groups[0])
        builders.enrollment(self.groups[0], state=EnrollmentState.WAITING, seats=2, with_companion=True)
        self.ranks: dict[int, list[int]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @rule(which=ANY, who=ANY, pair=st.booleans())
    def enroll(self, which: int, who: int, pair: bool) -> None:
        group = self.group(which)
        before = seats.of(group)
        somebody = Who(first_name=f"P{who % 8}", phone=f"+3363998020{who % 4}", with_companion=pair)
        with suppress(AlreadyEnrolled, EnrollmentClosed, TooManyEnrollments):
            made = enrollment.enroll_online(group, somebody, submission=uuid4(), now=self.now)
            assert (made.state == EnrollmentState.ENROLLED) == (not before.waiting and made.seats <= before.left)
            if made.state == EnrollmentState.WAITING:
                assert waiting_list.position(made) == before.waiting + 1

    @rule(which=ANY, who=ANY, more=st.booleans())
    def enroll_by_staff(self, which: int, who: int, more: bool) -> None:
        group = self.group(which)
        person = builders.person(group.organization, first_name=f"S{who}", phone="+33639980301")
        with suppress(AlreadyEnrolled, EnrollmentClosed):
            enrollment.enroll_by_staff(group, person, by=self.adviser, over_capacity=more, now=self.now)

    @rule(which=ANY, number=st.integers(min_value=1, max_value=2))
    def invite(self, which: int, number: int) -> None:
        group = self.group(which)
        people = [builders.person(group.organization, first_name="Invitée") for _ in range(number)]
        until = self.now + timedelta(days=1)
        with suppress(GroupFull, EnrollmentClosed):
            inviting.invite(group, people, answer_by=until, by=self.adviser, now=self.now)

    @precondition(lambda self: self.rows(*LIVE))
    @rule(who=ANY, by_staff=st.booleans())
    def cancel(self, who: int, by_staff: bool) -> None:
        one = self.pick(self.rows(*LIVE), who)
        with suppress(canceling.AlreadyLeft):
            if by_staff:
                canceling.cancel_by_staff(one, by=self.adviser, now=self.now)
            else:
                canceling.cancel_by_person(one, now=self.now)

    @rule(who=ANY)
    def restore(self, who: int) -> None:
        left = list(Enrollment.objects.exclude(state__in=sorted(LIVE)).order_by("pk"))
        if left:
            with suppress(GroupFull, NotLeft):
                canceling.restore(self.pick(left, who), now=self.now)

    @precondition(lambda self: self.rows(EnrollmentState.OFFERED))
    @rule(who=ANY, yes=st.booleans())
    def answer(self, who: int, yes: bool) -> None:
        one = self.pick(self.rows(EnrollmentState.OFFERED), who)
        assert one.answer_by is not None
        with suppress(OfferOver):
            answered = (waiting_list.accept if yes else waiting_list.decline)(one, now=self.now)
            assert not yes or (answered.state == EnrollmentState.ENROLLED and self.now < one.answer_by)

    @precondition(lambda self: self.rows(EnrollmentState.WAITING))
    @rule(who=ANY)
    def put_first(self, who: int) -> None:
        waiting_list.raise_in_list(
            self.pick(self.rows(EnrollmentState.WAITING), who), by=self.adviser, why="oubliée", now=self.now
        )
        self.ranks.clear()

    @precondition(lambda self: self.rows(EnrollmentState.WAITING))
    @rule(who=ANY)
    def offer_by_hand(self, who: int) -> None:
        one = self.pick(self.rows(EnrollmentState.WAITING), who)
        with suppress(NoSeat):
            waiting_list.offer_by_hand(one, by=self.adviser, why="à côté", now=self.now)
        self.ranks.clear()

    @rule(which=ANY, wanted=st.integers(min_value=1, max_value=6))
    def resize(self, which: int, wanted: int) -> None:
        with suppress(SeatsTaken):
            resizing.resize(self.group(which), seats=wanted, by=self.adviser, now=self.now)

    @rule(step=STEPS)
    def time_passes(self, step: timedelta) -> None:
        self.now += step

    @rule()
    def the_worker_looks(self) -> None:
        waiting_list.expire_offers(now=self.now)
        waiting_list.close_started(now=self.now)
        reminders.write_due(now=self.now)

    @rule(direction=st.booleans())
    def merge(self, direction: bool) -> None:
        one, other = self.groups if direction else reversed(self.groups)
        with suppress(NotEnoughSeats, NothingToJoin, GroupCanceled, SessionOver):
            merging.merge(one, other, now=self.now)
        self.ranks.clear()

    @invariant()
    def no_seat_is_given_twice(self) -> None:
        for group in Group.objects.order_by("pk"):
            assert seats.of(group).taken <= group.seats

    @invariant()
    def a_seat_is_free_beside_a_list_only_when_it_can_be_offered_to_nobody(self) -> None:
        for group in Group.objects.standing().order_by("pk"):
            here = seats.of(group)
            if here.waiting and here.left:
                first = Enrollment.objects.filter(group=group).waiting().in_turn()[0]
                assert first.seats > here.left or self.is_too_late(group)

    @invariant()
    def nobody_has_two_live_enrollments_in_a_group(self) -> None:
        live = list(Enrollment.objects.live().order_by("pk").values_list("group", "person"))
        assert len(live) == len(set(live))

    @invariant()
    def nobody_is_overtaken(self) -> None:
        """Those who wait stay in the order they had, whoever comes or leaves, but for what the team decides."""
        for group in Group.objects.order_by("pk"):
            order = list(waiting_list.positions(group))
            before = self.ranks.get(group.pk, [])
            there = set(order)
            kept = [pk for pk in before if pk in there]
            assert [pk for pk in order if pk in set(before)] == kept
            self.ranks[group.pk] = order

    @invariant()
    def every_offer_ends_before_it_is_too_late_to_join(self) -> None:
        for one in self.rows(EnrollmentState.OFFERED):
            limit = self.last_moment(one.group)
            assert one.answer_by is not None
            assert limit is None or one.answer_by <= limit

    @invariant()
    def no_message_speaks_of_what_is_past(self) -> None:
        for message in Message.objects.filter(kind__in=["seat_offered", "group_invitation", "session_reminder"]):
            if isinstance(kinds.BY_NAME[message.kind].render(message, self.now), Rendered):
                about = Enrollment.objects.get(pk=message.about_id)
                wanted = {EnrollmentState.ENROLLED} if message.kind == "session_reminder" else TAKES_A_SEAT
                assert about.state in wanted
                if about.state == EnrollmentState.OFFERED:
                    assert about.answer_by is not None
                    assert self.now < about.answer_by

    def last_moment(self, group: Group) -> datetime | None:
        return enrollment.enrollment_limit(group)

    def is_too_late(self, group: Group) -> bool:
        return answer_by.of(dates.of(group), group.organization, now=self.now) is None

    def group(self, which: int) -> Group:
        return Group.objects.with_everything_shown().get(pk=self.groups[which % 2].pk)

    def rows(self, *states: EnrollmentState) -> list[Enrollment]:
        return list(Enrollment.objects.filter(state__in=sorted(states)).with_everything_shown().order_by("pk"))

    def pick[R](self, rows: list[R], which: int) -> R:
        return rows[which % len(rows)]


@pytest.mark.django_db
def test_no_seat_is_given_twice_and_nobody_is_overtaken() -> None:
    run_state_machine_as_test(
        Seating,
        settings=settings(
            max_examples=settings.default.max_examples * 15 // 100, stateful_step_count=25, deadline=None
        ),
    )
