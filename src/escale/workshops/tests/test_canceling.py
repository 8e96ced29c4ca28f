"""An enrollment called off gives its seat to whoever waits; taken back, it is what it was, while a seat is left."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from escale.accounts.models import Membership
from escale.outbox.models import Channel, Message, MessageState
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops import canceling, messages, waiting_list
from escale.workshops.canceling import AlreadyLeft, NotLeft
from escale.workshops.models import (
    EnrolledVia,
    Enrollment,
    EnrollmentState,
    Group,
    WhyLeft,
)
from escale.workshops.seats import GroupFull
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

NEXT_WEEK = builders.NEXT_FRIDAY
"""Friday 20 November, 9 h 30 in Vitré."""


@pytest.fixture
def group(adviser: Membership, venue: Venue) -> Group:
    return full_group(adviser, venue)


def test_an_offer_called_off_is_a_no(group: Group, now: datetime) -> None:
    first, second = wait(group, 1), wait(group, 2)
    canceling.cancel_by_person(taken(group), now=now)
    assert canceling.cancel_by_person(read(first), now=now).left_why == WhyLeft.DECLINED
    assert states(second) == [OFFERED]


def test_the_team_removes_somebody_and_tells_her(group: Group, adviser: Membership, now: datetime) -> None:
    first = wait(group, 1)
    canceling.cancel_by_staff(first, by=adviser, now=now)
    assert (read(first).state, read(first).left_why) == (EnrollmentState.CANCELED_BY_US, WhyLeft.REMOVED)
    assert waiting_messages(first) == [("enrollment_canceled", Channel.SMS)]
    with pytest.raises(AlreadyLeft):
        canceling.cancel_by_staff(first, by=adviser, now=now)
    with pytest.raises(AlreadyLeft):
        canceling.cancel_by_person(first, now=now)


def test_nothing_is_called_off_once_everything_is_over(group: Group) -> None:
    with pytest.raises(AlreadyLeft):
        canceling.cancel_by_person(taken(group), now=NEXT_WEEK + timedelta(hours=2))


def test_a_removal_undone_gives_the_seat_back_while_nobody_has_it(
    group: Group, adviser: Membership, now: datetime
) -> None:
    seat = taken(group)
    joined_at = seat.joined_at
    canceling.cancel_by_staff(seat, by=adviser, now=now)
    back = canceling.restore(seat, now=now)
    assert (back.state, back.joined_at, back.left_at, back.left_why) == (ENROLLED, joined_at, None, "")
    assert waiting_messages(seat) == []
    with pytest.raises(NotLeft):
        canceling.restore(seat, now=now)


def test_a_removal_she_heard_of_and_undone_is_confirmed_again(group: Group, adviser: Membership, now: datetime) -> None:
    first = wait(group, 1)
    canceling.cancel_by_staff(taken(group), by=adviser, notify=False, now=now)
    waiting_list.accept(first, now=now)
    canceling.cancel_by_staff(first, by=adviser, now=now)
    Message.objects.filter(kind="enrollment_canceled").update(state=MessageState.SENT)
    canceling.restore(first, now=now)
    assert waiting_messages(first) == [("enrollment", Channel.SMS)]


def test_a_word_the_removal_took_back_unheard_is_said_when_it_is_undone(
    group: Group, adviser: Membership, now: datetime
) -> None:
    seat, first = taken(group), wait(group, 1)
    Enrollment.objects.filter(pk=seat.pk).update(contact_phone="+33639980051")
    for enrollment, kind in ((first, messages.PLACE_IN_LIST), (seat, messages.CONFIRMATION)):
        with transaction.atomic():
            messages.announce(kind, read(enrollment), now=now)
        canceling.cancel_by_staff(enrollment, by=adviser, notify=False, now=now)
        canceling.restore(enrollment, now=now)
        assert waiting_messages(enrollment) == [(kind.name, Channel.SMS)]


def test_whoever_heard_that_she_waits_no_more_hears_that_she_waits(
    group: Group, adviser: Membership, now: datetime
) -> None:
    first = wait(group, 1)
    canceling.cancel_by_staff(first, by=adviser, now=now)
    Message.objects.update(state=MessageState.SENT)
    canceling.restore(first, now=now)
    assert waiting_messages(first) == [("enrollment_waiting", Channel.SMS)]


def test_an_invitation_taken_back_and_given_again_still_waits_for_her_answer(
    group: Group, adviser: Membership, now: datetime
) -> None:
    canceling.cancel_by_staff(taken(group), by=adviser, now=now)
    invited = builders.enrollment(group, state=OFFERED, via=EnrolledVia.INVITATION, contact_phone="+33639980051")
    canceling.cancel_by_staff(invited, by=adviser, now=now)
    Message.objects.update(state=MessageState.SENT)
    back = canceling.restore(invited, now=now)
    assert (back.state, back.answer_by, back.joined_at) == (OFFERED, SATURDAY_NOON, None)
    assert waiting_messages(invited) == [("group_invitation", Channel.SMS)]


def test_a_seat_offered_to_somebody_who_has_not_heard_yet_is_given_back(
    group: Group, adviser: Membership, now: datetime
) -> None:
    seat, first = taken(group), wait(group, 1)
    canceling.cancel_by_staff(seat, by=adviser, now=now)
    assert states(first) == [OFFERED]
    canceling.restore(seat, now=now)
    assert states(seat, first) == [ENROLLED, WAITING]
    assert waiting_messages(first) == []
    assert waiting_list.position(first) == 1


def test_a_seat_offered_to_somebody_who_heard_of_it_is_hers(group: Group, adviser: Membership, now: datetime) -> None:
    seat, first = taken(group), wait(group, 1)
    canceling.cancel_by_staff(seat, by=adviser, now=now)
    Message.objects.filter(kind="seat_offered").update(state=MessageState.SENT)
    with pytest.raises(GroupFull):
        canceling.restore(seat, now=now)
    assert states(seat, first) == [EnrollmentState.CANCELED_BY_US, OFFERED]


def test_a_place_in_the_list_given_back_is_the_one_she_had(group: Group, adviser: Membership, now: datetime) -> None:
    first, second = wait(group, 1), wait(group, 2)
    canceling.cancel_by_staff(first, by=adviser, now=now)
    canceling.restore(first, now=now)
    assert waiting_list.positions(group) == {first.pk: 1, second.pk: 2}
