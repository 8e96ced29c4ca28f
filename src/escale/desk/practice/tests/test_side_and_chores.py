"""What stands beside the threads, and what a peer waits for on one's own day."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from escale.accounts.models import Membership
from escale.community.models import Circle
from escale.desk.practice import chores, side
from escale.desk.practice.tests.test_directory_pages import send, shown
from escale.desk.practice.tests.test_hands_pages import ask, offer
from escale.desk.todo_item import read
from escale.practice import directory, mentoring, seats
from escale.practice.models import PeerMessage, PracticeSession
from escale.testing import builders, pages
from escale.testing.cast import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]

NOW = builders.NOW


def titles(reader: Membership) -> list[str]:
    return [item.title for item in read(chores.waiting(reader))]


def test_offers_mentoring_and_messages_wait_on_the_day_until_they_are_answered(
    circle: Circle, adviser: Membership, colleague: Membership, coordinator: Membership
) -> None:
    asked = ask(circle, adviser)
    made = offer(asked, colleague)
    shown(adviser, mentors=True)
    wanted = mentoring.ask(adviser.user, "Apprendre.", member=coordinator, submission=UUID(int=1), now=NOW)
    for number in (3, 4):
        send(colleague, adviser, number)
    day = pages.text(signed_in(adviser).get(reverse("desk:my-day")))
    expected = [
        "Yann vous propose un coup de main",
        "Claire vous demande un mentorat",
        "Yann vous a écrit",
    ]
    assert titles(adviser) == expected
    assert all(title in day for title in expected)
    desk = signed_in(adviser)
    desk.post(reverse("desk:peers-hand-accept", args=[made.pk]))
    mentoring.answer(wanted, accepts=False, now=NOW)
    directory.read(PeerMessage.objects.all(), now=NOW)
    assert titles(adviser) == []
    assert titles(colleague) == []


def test_the_front_desk_is_told_nothing_of_it(front_desk: Membership) -> None:
    assert chores.waiting(front_desk) == []


def test_the_next_session_with_a_seat_and_the_hand_needed_soonest_stand_beside_the_threads(
    session: PracticeSession, circle: Circle, adviser: Membership, colleague: Membership, coordinator: Membership
) -> None:
    ask(circle, colleague, number=5, days=40)
    soonest = ask(circle, colleague, number=6, days=3)
    ask(circle, adviser, number=7, days=1)
    beside = side.read(adviser, now=NOW)
    assert beside.session is not None
    assert (beside.session.session, beside.hand, beside.where) == (session, soonest, "Redon")
    for member in (colleague, coordinator):
        seats.take(session, member=member, now=NOW)
    full = side.read(adviser, now=NOW)
    assert full.session is not None
    assert full.session.left == 0
    assert side.read(adviser, now=NOW + timedelta(days=60)) == side.Side(session=None, hand=None, where="")


def test_nothing_of_another_team_stands_there(
    session: PracticeSession, circle: Circle, adviser: Membership, outsider: Membership
) -> None:
    ask(circle, adviser)
    assert side.read(outsider, now=NOW) == side.Side(session=None, hand=None, where="")


def test_the_panels_ask_as_much_for_one_row_as_for_three(
    session: PracticeSession, circle: Circle, adviser: Membership, colleague: Membership, queries: Any
) -> None:
    ask(circle, colleague)
    counts = []
    for number in (2, 4):
        with queries() as seen:
            side.read(Membership.objects.select_related("user", "organization").get(pk=adviser.pk), now=NOW)
        counts.append(len(seen))
        ask(circle, colleague, number)
        ask(circle, colleague, number + 1)
    assert counts[0] == counts[1]
