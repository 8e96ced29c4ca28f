"""Many people at once for few seats, on a real database each time: PostgreSQL, or a file of SQLite."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from escale.accounts.models import Membership
from escale.outbox.models import Message
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.races import at_once, database_on_disk, met
from escale.workshops import canceling, catching_up, enrollment, inviting, reminders, resizing, seats, waiting_list
from escale.workshops.enrollment import AlreadyEnrolled, Who
from escale.workshops.models import CatchUp, Enrollment, EnrollmentState, Group
from escale.workshops.waiting_list import OfferOver

__all__ = ["database_on_disk"]

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE, SEATS, ROUNDS = 24, 4, 3
NUMBERS = count()
OFFERED, WAITING, ENROLLED = EnrollmentState.OFFERED, EnrollmentState.WAITING, EnrollmentState.ENROLLED


@pytest.fixture
def leader(database_on_disk: None, adviser: Membership) -> Membership:
    return adviser


@pytest.fixture
def place(database_on_disk: None, venue: Venue) -> Venue:
    return venue


def a_group(leader: Membership, place: Venue, **values: object) -> Group:
    starts_at = builders.NEXT_FRIDAY + timedelta(days=next(NUMBERS) % 300, hours=3)
    return builders.group(leader, place, starts_at=starts_at, **({"seats": SEATS} | values))


def asking(group: Group, *, submission: UUID | None = None, who: Who | None = None) -> Callable[[], Any]:
    """What somebody who presses the button does; each has her own number."""
    who = who or Who(first_name="Colette", phone=f"+3363998{next(NUMBERS):04}")
    return partial(enrollment.enroll_online, group, who, submission=submission or uuid4(), now=builders.NOW)


def names(got: list[Any]) -> dict[str, int]:
    said = [answer.state if isinstance(answer, Enrollment) else repr(answer) for answer in got]
    return {name: said.count(name) for name in sorted(set(said))}


def taken(group: Group) -> int:
    return Enrollment.objects.filter(group=group).seats_taken()


def waiters(group: Group, number: int) -> list[Enrollment]:
    """People who wait, the last of them since longest."""
    people = [
        builders.person(group.organization, first_name=f"Attend {n}", phone=f"+3363998{next(NUMBERS):04}")
        for n in range(number)
    ]
    return [
        builders.enrollment(group, who, state=WAITING, at=builders.NOW - timedelta(minutes=n))
        for n, who in enumerate(people)
    ]


def test_of_many_at_once_as_many_as_seats_get_one_and_the_others_wait_in_order(
    leader: Membership, place: Venue
) -> None:
    for _ in range(ROUNDS):
        group = a_group(leader, place)
        got = at_once([asking(group) for _ in range(PEOPLE)])
        assert names(got) == {ENROLLED: SEATS, WAITING: PEOPLE - SEATS}
        waiting = Enrollment.objects.filter(group=group).waiting()
        # In the order in which they came to the lock, which is the order in which they were written.
        in_order = list(waiting.order_by("pk").values_list("pk", flat=True))
        assert waiting_list.positions(group) == {pk: rank for rank, pk in enumerate(in_order, start=1)}
    assert Message.objects.filter(kind="enrollment").count() == SEATS * ROUNDS


def test_pairs_and_single_people_at_once_never_take_more_than_there_is(leader: Membership, place: Venue) -> None:
    for _ in range(ROUNDS):
        group = a_group(leader, place, seats=5)
        whos = [
            Who(first_name="Colette", phone=f"+3363998{next(NUMBERS):04}", with_companion=n % 2 == 0)
            for n in range(PEOPLE)
        ]
        at_once([asking(group, who=who) for who in whos])
        assert taken(group) in {4, 5}
        first = Enrollment.objects.filter(group=group).waiting().in_turn()[0]
        assert first.seats > 5 - taken(group)


def test_copies_of_a_form_make_one_enrollment(leader: Membership, place: Venue) -> None:
    group = a_group(leader, place)
    form, who = uuid4(), Who(first_name="Colette", phone="+33639980051")
    got = at_once([asking(group, submission=form, who=who) for _ in range(8)])
    assert {answer.pk for answer in got} == {Enrollment.objects.get().pk}
    assert Message.objects.count() == 1


def test_one_person_from_several_telephones_at_once_has_one_enrollment(leader: Membership, place: Venue) -> None:
    group = a_group(leader, place)
    who = Who(first_name="Colette", phone="+33639980051")
    asking(a_group(leader, place), who=who)()
    got = at_once([asking(group, who=who) for _ in range(8)])
    made = [answer for answer in got if isinstance(answer, Enrollment)]
    assert len(made) == Enrollment.objects.filter(group=group).count() == 1
    assert all(isinstance(no, AlreadyEnrolled) and no.enrollment == made[0] for no in got if no not in made)


def test_each_seat_of_a_storm_of_cancellations_is_offered_to_exactly_one(leader: Membership, place: Venue) -> None:
    for _ in range(ROUNDS):
        group = a_group(leader, place, seats=8)
        seated = [builders.enrollment(group) for _ in range(8)]
        waiting = waiters(group, 6)
        leaving = [partial(canceling.cancel_by_person, one, now=builders.NOW) for one in seated[:4]]
        got = at_once([*leaving, *leaving, *(asking(group) for _ in range(6))])
        assert sum(isinstance(answer, Enrollment) for answer in got[:8]) == 4
        assert names(got[8:]) == {WAITING: 6}
        assert taken(group) == 8
        offered = set(Enrollment.objects.filter(group=group).offered().order_by("pk").values_list("pk", flat=True))
        # Those who asked first, and they alone.
        assert offered == {one.pk for one in waiting[:-5:-1]}
        assert Message.objects.filter(kind="seat_offered", about_id__in=offered).count() == 4


def test_answers_expiries_and_cancellations_at_once_leave_no_seat_twice(leader: Membership, place: Venue) -> None:
    for _ in range(ROUNDS):
        group = a_group(leader, place)
        seated = [builders.enrollment(group) for _ in range(2)]
        offered = [
            builders.enrollment(group, state=OFFERED, answer_by=builders.NOW + timedelta(hours=1)) for _ in range(2)
        ]
        waiters(group, 6)
        late = builders.NOW + timedelta(hours=1)
        got = at_once(
            [
                *(partial(waiting_list.accept, one, now=builders.NOW) for one in offered),
                *(partial(waiting_list.decline, one, now=builders.NOW) for one in offered),
                *(partial(waiting_list.expire_offers, now=late) for _ in range(2)),
                *(partial(canceling.cancel_by_person, one, now=builders.NOW) for one in seated),
                partial(resizing.resize, group, seats=SEATS + 1, by=leader, now=builders.NOW),
            ]
        )
        assert taken(group) == SEATS + 1
        assert all(isinstance(no, OfferOver) for no in got[:4] if not isinstance(no, Enrollment))


def test_the_last_seats_are_not_invited_and_enrolled_at_once(leader: Membership, place: Venue) -> None:
    for _ in range(ROUNDS):
        group = a_group(leader, place)
        invited = [builders.person(group.organization, first_name=f"Invitée {n}", phone="") for n in range(3)]
        until = builders.NOW + timedelta(days=2)
        inviting_all = partial(inviting.invite, group, invited, answer_by=until, by=leader, now=builders.NOW)
        at_once([inviting_all, *(asking(group) for _ in range(6))])
        assert taken(group) == SEATS


def test_nobody_takes_the_seat_of_those_who_catch_up_at_the_same_time(leader: Membership, place: Venue) -> None:
    for _ in range(ROUNDS):
        group, other = a_group(leader, place, seats=3), a_group(leader, place)
        session, missed = builders.session_of(group), builders.session_of(other)
        late = [builders.enrollment(other) for _ in range(3)]
        coming = [
            partial(catching_up.catch_up, one, missed=missed, session=session, by=leader, now=builders.NOW)
            for one in late
        ]
        at_once([*coming, *(asking(group) for _ in range(6))])
        assert taken(group) + CatchUp.objects.filter(session=session).count() == 3


def test_whoever_enrolls_while_reminders_are_written_has_hers(leader: Membership, place: Venue) -> None:
    for _ in range(ROUNDS):
        group = a_group(leader, place, seats=20)
        now = builders.session_of(group).starts_at - timedelta(days=1, hours=2)
        who = [
            partial(
                enrollment.enroll_online,
                group,
                Who(first_name="Colette", phone=f"+3363998{next(NUMBERS):04}"),
                submission=uuid4(),
                now=now,
            )
            for _ in range(8)
        ]
        writers = [partial(reminders.write_due, now=now) for _ in range(2)]
        got = at_once([*who[:4], *writers, *who[4:]])
        enrolled = {answer.pk for answer in got if isinstance(answer, Enrollment)}
        reminded = Message.objects.filter(kind="session_reminder", about_id__in=enrolled)
        assert (len(enrolled), reminded.count()) == (8, 8)


def test_with_the_lock_off_seats_are_given_twice(
    leader: Membership, place: Venue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: what the tests above would see if nothing protected the seats."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite n’a qu’un écrivain à la fois : sans verrou, il tient encore")
    monkeypatch.setattr(seats, "lock", met(only_read, PEOPLE))
    over = 0
    for _ in range(ROUNDS):
        group = a_group(leader, place)
        at_once([asking(group) for _ in range(PEOPLE)])
        over += max(0, taken(group) - SEATS)
    assert over > 0


def only_read(*groups: int) -> dict[int, Group]:
    return Group.objects.in_bulk(groups)
