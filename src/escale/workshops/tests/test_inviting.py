"""Inviting people into a group: a seat is held for each until she answers."""

from datetime import datetime, timedelta

import pytest

from escale.accounts.models import Membership
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops import inviting, seats, waiting_list
from escale.workshops.enrollment import EnrollmentClosed
from escale.workshops.models import EnrolledVia, Enrollment, EnrollmentState, Group, InterestEnd
from escale.workshops.seats import GroupFull, Seats

NEXT_WEEK = builders.NOW + timedelta(days=5)


@pytest.fixture
def group(adviser: Membership, venue: Venue) -> Group:
    return builders.group(adviser, venue, sessions=10, starts_at=builders.NEXT_FRIDAY + timedelta(weeks=1), seats=3)


def test_each_gets_a_seat_held_until_the_day_said_and_hears_of_it(
    group: Group, adviser: Membership, now: datetime
) -> None:
    colette = builders.interest(group.organization)
    marcel = builders.interest(group.organization, first_name="Marcel", phone="")
    made = inviting.invite(group, [colette, marcel], answer_by=NEXT_WEEK, by=adviser, now=now)
    assert [(each.state, each.via, each.answer_by, each.interest) for each in made] == [
        (EnrollmentState.OFFERED, EnrolledVia.INVITATION, NEXT_WEEK, colette),
        (EnrollmentState.OFFERED, EnrolledVia.INVITATION, NEXT_WEEK, marcel),
    ]
    assert seats.of(group) == Seats(total=3, taken=2, waiting=0)
    assert [each.offered_by_call for each in made] == [False, True]
    assert Message.objects.get().kind == "group_invitation"
    assert Message.objects.get().about_id == made[0].pk
    colette.refresh_from_db()
    assert colette.person == made[0].person


def test_a_yes_closes_her_wish_to_learn(group: Group, adviser: Membership, now: datetime) -> None:
    colette = builders.interest(group.organization)
    (invited,) = inviting.invite(group, [colette], answer_by=NEXT_WEEK, by=adviser, now=now)
    assert waiting_list.accept(invited, now=now).state == EnrollmentState.ENROLLED
    colette.refresh_from_db()
    assert colette.why_closed == InterestEnd.JOINED


def test_all_or_none_when_seats_are_missing(group: Group, adviser: Membership, now: datetime) -> None:
    wanted = [builders.interest(group.organization, first_name=f"P{n}") for n in range(4)]
    with pytest.raises(GroupFull):
        inviting.invite(group, wanted, answer_by=NEXT_WEEK, by=adviser, now=now)
    assert not Enrollment.objects.exists()
    assert not Message.objects.exists()
    assert not Beneficiary.objects.exists()


def test_whoever_is_there_already_is_left_as_she_is(
    group: Group, adviser: Membership, person: Beneficiary, now: datetime
) -> None:
    there = builders.enrollment(group, person)
    assert inviting.invite(group, [person], answer_by=NEXT_WEEK, by=adviser, now=now) == []
    there.refresh_from_db()
    assert there.state == EnrollmentState.ENROLLED


def test_nobody_is_invited_past_those_who_wait(
    group: Group, adviser: Membership, person: Beneficiary, now: datetime
) -> None:
    builders.enrollment(group, state=EnrollmentState.WAITING, seats=2)
    with pytest.raises(GroupFull):
        inviting.invite(group, [person], answer_by=NEXT_WEEK, by=adviser, now=now)


def test_an_answer_is_never_awaited_beyond_the_last_moment_to_join(
    group: Group, adviser: Membership, person: Beneficiary, now: datetime
) -> None:
    (invited,) = inviting.invite(group, [person], answer_by=now + timedelta(days=90), by=adviser, now=now)
    assert invited.answer_by == builders.session_of(group, number=3).starts_at


def test_nobody_is_invited_once_it_is_too_late_to_join(group: Group, adviser: Membership, person: Beneficiary) -> None:
    last_moment = builders.session_of(group, number=3).starts_at
    with pytest.raises(EnrollmentClosed, match="jusqu’à la séance 3"):
        inviting.invite(group, [person], answer_by=last_moment + timedelta(days=1), by=adviser, now=last_moment)
    assert not Enrollment.objects.exists()


def test_nobody_is_invited_into_a_group_called_off(
    group: Group, adviser: Membership, person: Beneficiary, now: datetime
) -> None:
    Group.objects.update(canceled_at=now)
    with pytest.raises(EnrollmentClosed):
        inviting.invite(group, [person], answer_by=NEXT_WEEK, by=adviser, now=now)


def test_an_invitation_nobody_answered_gives_the_seat_to_whoever_waits(
    group: Group, adviser: Membership, person: Beneficiary, now: datetime
) -> None:
    inviting.invite(group, [person], answer_by=NEXT_WEEK, by=adviser, now=now)
    Group.objects.update(seats=1)
    waits = builders.enrollment(group, state=EnrollmentState.WAITING)
    assert waiting_list.expire_offers(now=NEXT_WEEK) == 1
    waits.refresh_from_db()
    assert waits.state == EnrollmentState.OFFERED


def test_whoever_is_in_another_group_may_be_invited_and_named_twice_she_has_one_seat(
    group: Group, adviser: Membership, venue: Venue, person: Beneficiary, now: datetime
) -> None:
    other = builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=1))
    builders.enrollment(other, person)
    (invited,) = inviting.invite(group, [person, person], answer_by=NEXT_WEEK, by=adviser, now=now)
    assert (invited.person, invited.organization, seats.of(group).taken) == (person, group.organization, 1)
