"""Many advisers at once for few seats, on a real database each time: PostgreSQL, or a file of SQLite."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection

from escale import db
from escale.accounts.models import Membership
from escale.community.models import Circle, CircleKind
from escale.practice import hands, opening, seats
from escale.practice.models import HandOffer, PracticeSeat, PracticeSession, SeatState
from escale.practice.tests.conftest import TERMS
from escale.testing import builders
from escale.testing.races import at_once, database_on_disk

__all__ = ["database_on_disk"]

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE, ROUNDS = 12, 3


@pytest.fixture
def people(database_on_disk: None, adviser: Membership) -> list[Membership]:
    return [builders.member(adviser.organization, first_name=f"Pair {number}") for number in range(PEOPLE)]


@pytest.fixture
def team(database_on_disk: None, adviser: Membership) -> Circle:
    return Circle.objects.create(kind=CircleKind.TEAM, organization=adviser.organization, name="Centre social")


def a_session(team: Circle, adviser: Membership) -> PracticeSession:
    return opening.propose(
        TERMS, circle=team, member=adviser, time_zone="Europe/Paris", submission=uuid4(), now=builders.NOW
    )


def asking(session: PracticeSession, member: Membership) -> Callable[[], PracticeSeat]:
    return partial(seats.take, session, member=member, now=builders.NOW)


def counts(session: PracticeSession) -> dict[str, int]:
    held = PracticeSeat.objects.filter(session=session).order_by("pk").values_list("state", flat=True)
    return {state: list(held).count(state) for state in sorted(set(held))}


def test_of_many_at_once_as_many_as_seats_get_one(team: Circle, adviser: Membership, people: list[Membership]) -> None:
    for _ in range(ROUNDS):
        session = a_session(team, adviser)
        got = at_once([asking(session, member) for member in people])
        assert [each for each in got if isinstance(each, Exception)] == []
        assert counts(session) == {SeatState.TAKEN: 2, SeatState.WAITING: PEOPLE - 2}


def test_seats_given_back_at_once_go_to_as_many_and_nobody_is_left_out(
    team: Circle, adviser: Membership, people: list[Membership]
) -> None:
    session = a_session(team, adviser)
    for number, member in enumerate(people):
        seats.take(session, member=member, now=builders.NOW + timedelta(seconds=number))
    leave = [partial(seats.give_back, session, member=each, now=builders.NOW) for each in people[:2]]
    late = [builders.member(adviser.organization) for _ in range(4)]
    come = [partial(seats.take, session, member=each, now=builders.NOW + timedelta(hours=1)) for each in late]
    assert [each for each in at_once([*leave, *come]) if isinstance(each, Exception)] == []
    assert counts(session) == {SeatState.GIVEN_BACK: 2, SeatState.TAKEN: 2, SeatState.WAITING: PEOPLE}
    held = PracticeSeat.objects.taken().filter(session=session).order_by("asked_at", "pk")
    assert [seat.user_id for seat in held] == [member.user_id for member in people[2:4]]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="There the transaction itself is the lock.")
def test_without_the_lock_too_many_would_get_a_seat(
    team: Circle, adviser: Membership, people: list[Membership], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db.QuerySet, "locked", lambda rows: rows.order_by("pk"))
    most = 0
    for _ in range(ROUNDS * 3):
        session = a_session(team, adviser)
        at_once([asking(session, member) for member in people])
        most = max(most, counts(session)[SeatState.TAKEN])
    assert most > 2


def offered_at_once(circle: Circle, adviser: Membership, colleague: Membership) -> tuple[int, list[type]]:
    """How many offers stand after one member presses several times, each form with a key of its own; what broke down."""
    today = builders.NOW.date()
    needed = hands.Needed(what="4 tablettes", details="", needed_on=today, commune=None)
    request = hands.ask(needed, circle=circle, member=adviser, submission=uuid4(), now=builders.NOW)
    offer = partial(hands.offer, request, "Je viens.", member=colleague, today=today, now=builders.NOW)
    got = at_once([partial(offer, submission=uuid4()) for _ in range(6)])
    broken = [type(each) for each in got if isinstance(each, Exception)]
    return HandOffer.objects.standing().filter(request=request).count(), broken


def test_a_hand_offered_many_times_at_once_is_offered_once(team: Circle, adviser: Membership) -> None:
    colleague = builders.member(adviser.organization)
    assert [offered_at_once(team, adviser, colleague) for _ in range(ROUNDS)] == [(1, [])] * ROUNDS


@pytest.mark.skipif(connection.vendor == "sqlite", reason="There the transaction itself is the lock.")
def test_without_the_lock_a_hand_offered_again_breaks_down(
    team: Circle, adviser: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database still keeps one: that is its last word."""
    colleague = builders.member(adviser.organization)
    monkeypatch.setattr(db.QuerySet, "locked", lambda rows: rows.order_by("pk"))
    standing, broken = offered_at_once(team, adviser, colleague)
    assert standing == 1
    assert broken != []
