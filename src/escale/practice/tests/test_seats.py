"""Seats of a session of analysis of practice: taken, waited for, given back; what is told, and when."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from escale.accounts import membership
from escale.accounts.models import Membership
from escale.agenda import resources
from escale.agenda.models import Commitment
from escale.outbox.delivery import deliver_due
from escale.outbox.models import Message, MessageState
from escale.people import retention
from escale.periodic import CATALOGUE
from escale.practice import leaving, opening, seats
from escale.practice.models import PracticeSeat, PracticeSession, SeatState
from escale.practice.opening import TooFewSeats
from escale.practice.seats import SessionOver
from escale.practice.tests.conftest import STARTS, TERMS
from escale.testing import builders

pytestmark = pytest.mark.django_db

NOW = builders.NOW
TAKEN, WAITING, GIVEN_BACK = SeatState.TAKEN, SeatState.WAITING, SeatState.GIVEN_BACK


def busy(member: Membership) -> list[tuple[datetime, datetime]]:
    resource = resources.of_adviser(member.user)
    held = Commitment.objects.filter(resource__adviser=member.user).order_by("starts_at")
    assert resource.pk or not held
    return list(held.values_list("starts_at", "ends_at"))


def states(session: PracticeSession) -> list[tuple[str, str]]:
    rows = PracticeSeat.objects.filter(session=session).order_by("asked_at", "pk")
    return list(rows.values_list("user__first_name", "state"))


def waiting_to_leave() -> list[tuple[str, str]]:
    left = Message.objects.exclude(state=MessageState.DROPPED).order_by("pk")
    return list(left.values_list("kind", "recipient"))


@pytest.fixture
def three(
    session: PracticeSession, adviser: Membership, colleague: Membership, coordinator: Membership
) -> list[Membership]:
    """They ask one after the other for two seats."""
    people = [adviser, colleague, coordinator]
    for minutes, member in enumerate(people):
        seats.take(session, member=member, now=NOW + timedelta(minutes=minutes))
    return people


def test_a_seat_keeps_the_hour_in_her_agenda_and_the_last_one_waits(
    session: PracticeSession, three: list[Membership]
) -> None:
    assert states(session) == [("Maëlle", TAKEN), ("Yann", TAKEN), ("Claire", WAITING)]
    assert [busy(member) for member in three] == [[(STARTS, STARTS + timedelta(hours=2))]] * 2 + [[]]


def test_asking_twice_keeps_one_seat_and_one_reminder(session: PracticeSession, adviser: Membership) -> None:
    for _ in range(2):
        seats.take(session, member=adviser, now=NOW)
    assert states(session) == [("Maëlle", TAKEN)]
    assert waiting_to_leave() == [("practice_reminder", adviser.user.email)]


def test_a_seat_given_back_goes_to_who_waits_longest_who_is_told(
    session: PracticeSession, three: list[Membership], admin: Membership, mailoutbox: list[Any]
) -> None:
    _, colleague, coordinator = three
    seats.take(session, member=admin, now=NOW + timedelta(minutes=9))
    seats.give_back(session, member=colleague, now=NOW + timedelta(hours=1))
    assert states(session) == [("Maëlle", TAKEN), ("Yann", GIVEN_BACK), ("Claire", TAKEN), ("Hélène", WAITING)]
    assert busy(colleague) == []
    assert len(busy(coordinator)) == 1
    deliver_due(now=NOW + timedelta(hours=1), catalogue=CATALOGUE)
    (mail,) = mailoutbox
    assert mail.to == [coordinator.user.email]
    assert mail.subject.startswith("Vous avez une place, mercredi 25 novembre")
    assert "https://visio.example.org/pairs" in mail.body


def test_whoever_gave_her_seat_back_may_ask_again_behind_the_others(
    session: PracticeSession, three: list[Membership]
) -> None:
    adviser, *_ = three
    seats.give_back(session, member=adviser, now=NOW + timedelta(hours=1))
    seats.take(session, member=adviser, now=NOW + timedelta(hours=2))
    assert states(session) == [("Yann", TAKEN), ("Claire", TAKEN), ("Maëlle", WAITING)]
    seats.give_back(session, member=three[1], now=NOW + timedelta(hours=3))
    reminders = Message.objects.filter(kind="practice_reminder", recipient=adviser.user.email)
    assert [each.state for each in reminders.order_by("pk")] == [MessageState.DROPPED, MessageState.WAITING]


def test_the_day_before_a_reminder_leaves_to_those_who_have_a_seat(
    session: PracticeSession, three: list[Membership], mailoutbox: list[Any]
) -> None:
    deliver_due(now=STARTS - timedelta(hours=23), catalogue=CATALOGUE)
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(member.user.email for member in three[:2])
    assert "Ce qui s’y dit y reste" in mailoutbox[0].body


def test_nobody_takes_nor_gives_back_a_seat_once_it_has_begun(session: PracticeSession, adviser: Membership) -> None:
    seats.take(session, member=adviser, now=NOW)
    with pytest.raises(SessionOver):
        seats.take(session, member=adviser, now=STARTS)
    seats.give_back(session, member=adviser, now=STARTS)
    assert states(session) == [("Maëlle", TAKEN)]


def test_a_session_moved_takes_the_agendas_with_it_and_tells_each_once(
    session: PracticeSession, three: list[Membership], mailoutbox: list[Any]
) -> None:
    later = STARTS + timedelta(days=1)
    moved = replace(TERMS, starts_at=later, ends_at=later + timedelta(hours=1))
    opening.change(session, moved, now=NOW + timedelta(hours=1))
    assert [busy(member) for member in three[:2]] == [[(later, later + timedelta(hours=1))]] * 2
    deliver_due(now=NOW + timedelta(hours=1), catalogue=CATALOGUE)
    deliver_due(now=STARTS - timedelta(hours=23), catalogue=CATALOGUE)
    assert [mail.subject[:31] for mail in mailoutbox] == ["L’analyse de la pratique change"] * 3
    mailoutbox.clear()
    deliver_due(now=later - timedelta(hours=23), catalogue=CATALOGUE)
    assert len(mailoutbox) == 2


def test_other_words_alone_tell_nobody(session: PracticeSession, adviser: Membership) -> None:
    seats.take(session, member=adviser, now=NOW)
    opening.change(session, replace(TERMS, theme="Le cadre"), now=NOW)
    assert waiting_to_leave() == [("practice_reminder", adviser.user.email)]


def test_more_seats_let_in_those_who_wait_and_fewer_than_people_are_refused(
    session: PracticeSession, three: list[Membership]
) -> None:
    opening.change(session, replace(TERMS, seats=3), now=NOW + timedelta(hours=1))
    assert states(session)[2] == ("Claire", TAKEN)
    with pytest.raises(TooFewSeats):
        opening.change(session, replace(TERMS, seats=2), now=NOW + timedelta(hours=1))


def test_a_session_called_off_frees_agendas_and_tells_those_who_wait_too(
    session: PracticeSession, three: list[Membership], mailoutbox: list[Any]
) -> None:
    for _ in range(2):
        opening.cancel(session, now=NOW + timedelta(hours=1))
    assert [busy(member) for member in three] == [[], [], []]
    deliver_due(now=NOW + timedelta(hours=1), catalogue=CATALOGUE)
    deliver_due(now=STARTS, catalogue=CATALOGUE)
    assert [mail.subject[:7] for mail in mailoutbox] == ["Annulée"] * 3
    with pytest.raises(SessionOver):
        seats.take(session, member=three[0], now=NOW + timedelta(hours=2))


def test_the_same_form_sent_twice_proposes_one_session(session: PracticeSession, adviser: Membership) -> None:
    opening.propose(
        TERMS, circle=session.circle, member=adviser, time_zone="Europe/Paris", submission=UUID(int=1), now=NOW
    )
    assert PracticeSession.objects.count() == 1


def test_who_came_is_forgotten_six_months_after(session: PracticeSession, three: list[Membership]) -> None:
    retention.apply(now=STARTS + timedelta(days=150))
    assert PracticeSession.objects.exists()
    retention.apply(now=STARTS + timedelta(days=200))
    assert not PracticeSession.objects.exists()
    assert not PracticeSeat.objects.exists()


def test_whoever_left_the_team_gives_her_seat_back_to_who_waits(
    session: PracticeSession, three: list[Membership]
) -> None:
    assert leaving.give_back_seats(now=NOW + timedelta(hours=1)) == 0
    membership.leave(three[0], now=NOW + timedelta(hours=1))
    assert leaving.give_back_seats(now=NOW + timedelta(hours=1)) == 1
    assert states(session) == [("Maëlle", GIVEN_BACK), ("Yann", TAKEN), ("Claire", TAKEN)]
    assert busy(three[0]) == []
