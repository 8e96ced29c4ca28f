"""A freed seat is held for the first in turn, then for the next, and never given past somebody who waits."""

from datetime import UTC, datetime, timedelta

import pytest

from escale.accounts.models import Membership
from escale.outbox.models import Channel, Message, MessageState
from escale.people.models import Preference
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops import canceling, resizing, seats, waiting_list
from escale.workshops.models import (
    EnrolledVia,
    EnrollmentState,
    Group,
    InterestEnd,
    Session,
    WhyLeft,
)
from escale.workshops.resizing import SeatsTaken
from escale.workshops.seats import Seats
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
from escale.workshops.waiting_list import NoSeat, OfferOver

MONDAY_NOON = datetime(2026, 11, 16, 11, tzinfo=UTC)
NEXT_WEEK = builders.NEXT_FRIDAY
"""Friday 20 November, 9 h 30 in Vitré."""


@pytest.fixture
def group(adviser: Membership, venue: Venue) -> Group:
    return full_group(adviser, venue)


def test_a_seat_given_up_is_held_for_the_first_in_turn_who_hears_of_it(group: Group, now: datetime) -> None:
    first, second = wait(group, 1), wait(group, 2)
    canceling.cancel_by_person(taken(group), now=now)
    held = read(first)
    assert (held.state, held.offered_at, held.answer_by) == (OFFERED, now, SATURDAY_NOON)
    assert waiting_messages(held) == [("seat_offered", Channel.SMS)]
    assert (states(second), waiting_list.position(second)) == ([WAITING], 1)
    assert seats.of(group) == Seats(total=2, taken=2, waiting=1)


def test_a_yes_takes_the_seat_and_a_second_yes_changes_nothing(group: Group, now: datetime) -> None:
    first = wait(group, 1, interest=builders.interest(group.organization))
    canceling.cancel_by_person(taken(group), now=now)
    later = now + timedelta(hours=2)
    accepted = waiting_list.accept(first, now=later)
    assert (accepted.state, accepted.joined_at, accepted.answer_by) == (ENROLLED, later, None)
    assert waiting_list.accept(first, now=later).revision == accepted.revision
    assert waiting_messages(first) == [("enrollment", Channel.SMS)]
    assert accepted.interest is not None
    assert accepted.interest.why_closed == InterestEnd.JOINED


def test_a_no_passes_the_seat_on(group: Group, now: datetime) -> None:
    first, second = wait(group, 1), wait(group, 2)
    canceling.cancel_by_person(taken(group), now=now)
    waiting_list.decline(first, now=now)
    assert (read(first).state, read(first).left_why) == (EnrollmentState.CANCELED_BY_PERSON, WhyLeft.DECLINED)
    assert states(second) == [OFFERED]
    waiting_list.decline(first, now=now)
    assert waiting_messages(first) == []
    with pytest.raises(OfferOver):
        waiting_list.accept(first, now=now)


def test_without_an_answer_the_seat_goes_to_the_next(group: Group, now: datetime) -> None:
    first, second = wait(group, 1), wait(group, 2)
    canceling.cancel_by_person(taken(group), now=now)
    assert waiting_list.expire_offers(now=SATURDAY_NOON - timedelta(seconds=1)) == 0
    assert waiting_list.expire_offers(now=SATURDAY_NOON) == 1
    assert (read(first).state, read(first).left_why) == (EnrollmentState.CANCELED_BY_US, WhyLeft.NO_ANSWER)
    assert (read(second).state, read(second).answer_by) == (OFFERED, MONDAY_NOON)
    assert waiting_list.expire_offers(now=SATURDAY_NOON) == 0


def test_a_yes_after_the_hour_is_too_late_even_before_anybody_looked(group: Group, now: datetime) -> None:
    first, second = wait(group, 1), wait(group, 2)
    canceling.cancel_by_person(taken(group), now=now)
    with pytest.raises(OfferOver):
        waiting_list.accept(first, now=SATURDAY_NOON)
    assert states(first, second) == [EnrollmentState.CANCELED_BY_US, OFFERED]


def test_nobody_answers_the_telephone(group: Group, now: datetime) -> None:
    first, second = wait(group, 1, preference=Preference.CALL), wait(group, 2)
    canceling.cancel_by_person(taken(group), now=now)
    waiting_list.unanswered(first, now=now)
    assert states(second) == [OFFERED]
    with pytest.raises(OfferOver):
        waiting_list.unanswered(first, now=now)


@pytest.mark.parametrize(("phone", "preference"), [("+33261912071", Preference.SMS), ("+33639980091", Preference.CALL)])
def test_without_sms_the_seat_is_offered_by_a_call(group: Group, now: datetime, phone: str, preference: str) -> None:
    first = wait(group, 1, phone=phone, preference=preference)
    canceling.cancel_by_person(taken(group), now=now)
    assert read(first).offered_by_call
    assert waiting_messages(first) == []


def test_whoever_no_sms_reached_before_is_called(group: Group, now: datetime) -> None:
    first = wait(group, 1)
    Message.objects.create(
        organization=group.organization,
        kind="enrollment_waiting",
        about="enrollment",
        about_id=first.pk,
        channel=Channel.SMS,
        recipient=first.contact_phone,
        state=MessageState.FAILED,
        created_at=now,
        due_at=now,
        expires_at=NEXT_WEEK,
    )
    canceling.cancel_by_person(taken(group), now=now)
    assert read(first).offered_by_call
    assert waiting_messages(first) == []


def test_whoever_needs_two_seats_keeps_her_turn_until_two_are_free(group: Group, now: datetime) -> None:
    pair, alone = wait(group, 1, seats=2, with_companion=True), wait(group, 2)
    canceling.cancel_by_person(taken(group), now=now)
    assert states(pair, alone) == [WAITING, WAITING]
    canceling.cancel_by_person(taken(group), now=now)
    assert states(pair, alone) == [OFFERED, WAITING]
    assert seats.of(group).taken == 2


def test_when_the_pair_leaves_the_list_the_seat_goes_to_the_next(group: Group, now: datetime) -> None:
    pair, alone = wait(group, 1, seats=2, with_companion=True), wait(group, 2)
    canceling.cancel_by_person(taken(group), now=now)
    canceling.cancel_by_person(pair, now=now)
    assert states(alone) == [OFFERED]


def test_the_team_offers_the_seat_left_by_hand_and_says_why(group: Group, adviser: Membership, now: datetime) -> None:
    pair, alone = wait(group, 1, seats=2), wait(group, 2)
    canceling.cancel_by_person(taken(group), now=now)
    waiting_list.offer_by_hand(alone, by=adviser, why="les deux premiers viendront en janvier", now=now)
    held = read(alone)
    assert (held.state, held.raised_by, held.raised_why) == (
        OFFERED,
        adviser.user,
        "les deux premiers viendront en janvier",
    )
    with pytest.raises(NoSeat):
        waiting_list.offer_by_hand(pair, by=adviser, why="aussi", now=now)
    with pytest.raises(NoSeat):
        waiting_list.offer_by_hand(alone, by=adviser, why="encore", now=now)


def test_by_hand_a_seat_may_be_offered_until_the_start(group: Group, adviser: Membership) -> None:
    first = wait(group, 1)
    soon = NEXT_WEEK - timedelta(minutes=30)
    canceling.cancel_by_person(taken(group), now=soon)
    assert states(first) == [WAITING]
    waiting_list.offer_by_hand(first, by=adviser, why="elle est à côté", now=soon)
    assert read(first).answer_by == NEXT_WEEK
    with pytest.raises(NoSeat):
        waiting_list.offer_by_hand(wait(group, 2), by=adviser, why="trop tard", now=NEXT_WEEK)


def test_somebody_put_first_passes_before_the_others(group: Group, adviser: Membership, now: datetime) -> None:
    first, second, third = wait(group, 1), wait(group, 2), wait(group, 3)
    waiting_list.raise_in_list(third, by=adviser, why="elle attend depuis le printemps", now=now)
    assert waiting_list.positions(group) == {third.pk: 1, first.pk: 2, second.pk: 3}
    waiting_list.raise_in_list(second, by=adviser, why="elle a été oubliée", now=now + timedelta(minutes=1))
    assert waiting_list.positions(group) == {third.pk: 1, second.pk: 2, first.pk: 3}
    with pytest.raises(NoSeat):
        waiting_list.raise_in_list(taken(group), by=adviser, why="", now=now)


@pytest.mark.parametrize(
    ("freed_at", "answer_by"),
    [
        # Vitré is one hour ahead of UTC. By day: noon of the day after.
        (datetime(2026, 11, 12, 9, tzinfo=UTC), datetime(2026, 11, 13, 11, tzinfo=UTC)),
        # At night the message leaves at 8 in the morning: noon of the day after that.
        (datetime(2026, 11, 12, 22, tzinfo=UTC), SATURDAY_NOON),
        # On a Saturday: the next noon that is not a Sunday.
        (datetime(2026, 11, 14, 9, tzinfo=UTC), MONDAY_NOON),
        # On Wednesday at 9: noon of Thursday would leave nobody the time to answer after her; a quarter of 48 h 30.
        (datetime(2026, 11, 18, 8, tzinfo=UTC), datetime(2026, 11, 18, 8, tzinfo=UTC) + timedelta(hours=12, minutes=7.5)),
        # One hour and a quarter before it starts, a quarter of an hour; later the team calls.
        (NEXT_WEEK - timedelta(minutes=75), NEXT_WEEK - timedelta(minutes=60)),
        (NEXT_WEEK - timedelta(minutes=74), None),
    ],
)  # fmt: skip
def test_until_when_a_seat_is_held(group: Group, freed_at: datetime, answer_by: datetime | None) -> None:
    first = wait(group, 1)
    canceling.cancel_by_person(taken(group), now=freed_at)
    assert read(first).answer_by == answer_by
    assert states(first) == [OFFERED if answer_by else WAITING]


def test_seats_added_are_offered_in_turn_and_none_is_taken_back(
    group: Group, adviser: Membership, now: datetime
) -> None:
    waits = [wait(group, number) for number in range(3)]
    resizing.resize(group, seats=4, by=adviser, now=now)
    assert states(*waits) == [OFFERED, OFFERED, WAITING]
    with pytest.raises(SeatsTaken) as refusal:
        resizing.resize(group, seats=3, by=adviser, now=now)
    assert refusal.value.taken == 4
    assert Group.objects.get(pk=group.pk).seats == 4


def test_a_group_already_above_its_seats_may_be_brought_nearer(
    group: Group, adviser: Membership, now: datetime
) -> None:
    Group.objects.filter(pk=group.pk).update(seats=1)
    assert resizing.resize(group, seats=2, by=adviser, now=now).seats == 2
    assert seats.of(Group.objects.get(pk=group.pk)).left == 0


def test_a_group_called_off_offers_nothing(group: Group, now: datetime) -> None:
    first = wait(group, 1)
    Group.objects.filter(pk=group.pk).update(canceled_at=now)
    canceling.cancel_by_person(taken(group), now=now)
    assert states(first) == [WAITING]
    Session.objects.filter(group=group).update(canceled_at=now)
    assert waiting_list.offer_freed_seats(group, now=now) == []


def test_whoever_still_waits_when_it_begins_waits_no_more(group: Group) -> None:
    first = wait(group, 1)
    assert waiting_list.close_started(now=NEXT_WEEK - timedelta(seconds=1)) == 0
    assert waiting_list.close_started(now=NEXT_WEEK) == 1
    assert (read(first).state, read(first).left_why) == (EnrollmentState.CANCELED_BY_US, WhyLeft.STARTED)
    assert waiting_list.close_started(now=NEXT_WEEK) == 0


def test_a_cycle_is_waited_for_until_the_session_at_which_one_may_join(adviser: Membership, venue: Venue) -> None:
    cycle = builders.group(adviser, venue, sessions=5, seats=1)
    seat, first = builders.enrollment(cycle), wait(cycle, 1)
    second_session = builders.session_of(cycle, number=2).starts_at
    assert waiting_list.close_started(now=second_session + timedelta(hours=1)) == 0
    canceling.cancel_by_person(seat, now=second_session + timedelta(hours=3))
    assert states(first) == [OFFERED]
    waits = wait(cycle, 2)
    assert waiting_list.close_started(now=builders.session_of(cycle, number=3).starts_at) == 1
    assert states(waits) == [EnrollmentState.CANCELED_BY_US]


def test_cycles_one_may_still_join_hide_nothing_that_has_begun(
    adviser: Membership, venue: Venue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting_list, "MOST_GROUPS", 1)
    cycle = builders.group(adviser, venue, sessions=5, starts_at=NEXT_WEEK - timedelta(hours=3))
    workshop = builders.group(adviser, venue)
    still, over = wait(cycle, 1), wait(workshop, 2)
    assert waiting_list.close_started(now=NEXT_WEEK) == 1
    assert states(still, over) == [WAITING, EnrollmentState.CANCELED_BY_US]


def test_an_invitation_declined_leaves_her_wish_to_learn_open(group: Group, adviser: Membership, now: datetime) -> None:
    interest = builders.interest(group.organization)
    invited = builders.enrollment(group, state=OFFERED, via=EnrolledVia.INVITATION, interest=interest)
    waiting_list.decline(invited, now=now)
    interest.refresh_from_db()
    assert interest.closed_at is None
