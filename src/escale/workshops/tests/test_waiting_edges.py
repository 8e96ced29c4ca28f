"""What changed while one waited for the lock, who is reminded with her seat, and an invitation given back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops import canceling, enrollment, seats, waiting_list
from escale.workshops.models import Cycle, EnrolledVia, Enrollment, EnrollmentState, Group, Session
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


@pytest.fixture
def full(adviser: Membership, venue: Venue) -> Group:
    return full_group(adviser, venue)


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
