"""Those who come to one session to catch up sit there too: whoever joins the group afterwards never has their seat."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops import canceling, catching_up, enrollment, inviting, resizing, seats, waiting_list
from escale.workshops.enrollment import Who
from escale.workshops.models import CatchUp, Enrollment, EnrollmentState, Group
from escale.workshops.resizing import SeatsTaken
from escale.workshops.seats import GroupFull, Seats
from escale.workshops.tests import planned

NOW = builders.NOW
ENROLLED, OFFERED, WAITING = EnrollmentState.ENROLLED, EnrollmentState.OFFERED, EnrollmentState.WAITING


@pytest.fixture
def cycle(adviser: Membership, venue: Venue) -> Group:
    return planned.cycle(adviser, venue, group={"seats": 4})


@pytest.fixture
def parallel(colleague: Membership, venue: Venue, cycle: Group) -> Group:
    """Three sessions, two seats; one may join until the last."""
    return planned.cycle(colleague, venue, group={"workshop": cycle.workshop, "seats": 2})


@pytest.fixture
def guest(cycle: Group, parallel: Group, adviser: Membership) -> CatchUp:
    """Comes to the second session of the parallel group."""
    return come(cycle, parallel, adviser)


def come(cycle: Group, parallel: Group, by: Membership, *, number: int = 2) -> CatchUp:
    return catching_up.catch_up(
        builders.enrollment(cycle),
        missed=builders.session_of(cycle),
        session=builders.session_of(parallel, number=number),
        by=by,
        now=NOW,
    )


def ask(group: Group, name: str, *, now: datetime = NOW) -> Enrollment:
    who = Who(first_name=name, phone="+33639980042")
    return enrollment.enroll_online(Group.objects.get(pk=group.pk), who, submission=uuid4(), now=now)


def test_the_fullest_session_to_come_says_how_many_seats_are_left(
    cycle: Group, parallel: Group, guest: CatchUp, adviser: Membership
) -> None:
    assert seats.of(parallel, now=NOW) == Seats(total=2, taken=0, waiting=0, guests=1)
    come(cycle, parallel, adviser, number=3)
    assert seats.of(parallel, now=NOW).left == 1
    come(cycle, parallel, adviser, number=3)
    assert seats.of_all([cycle, parallel], now=NOW) == {
        cycle.pk: Seats(total=4, taken=3, waiting=0),
        parallel.pk: Seats(total=2, taken=0, waiting=0, guests=2),
    }
    over = builders.session_of(parallel, number=3).starts_at
    assert seats.of(parallel, now=over) == Seats(total=2, taken=0, waiting=0)


def test_whoever_enrolls_afterwards_waits_rather_than_sit_in_her_place(parallel: Group, guest: CatchUp) -> None:
    assert [ask(parallel, name).state for name in ("Odette", "Marc")] == [ENROLLED, WAITING]


def test_nobody_is_invited_nor_offered_her_seat(parallel: Group, guest: CatchUp, adviser: Membership) -> None:
    seated = ask(parallel, "Odette")
    people = [builders.person(parallel.organization, first_name="Nadia")]
    with pytest.raises(GroupFull):
        inviting.invite(parallel, people, answer_by=NOW + timedelta(days=1), by=adviser, now=NOW)
    waiting = ask(parallel, "Marc")
    canceling.cancel_by_person(seated, now=NOW)
    assert Enrollment.objects.get(pk=waiting.pk).state == OFFERED
    other = ask(parallel, "Lucette")
    assert (other.state, seats.of(parallel, now=NOW).left) == (WAITING, 0)


def test_there_are_never_fewer_seats_than_people_at_one_session(
    parallel: Group, guest: CatchUp, adviser: Membership
) -> None:
    ask(parallel, "Odette")
    with pytest.raises(SeatsTaken):
        resizing.resize(parallel, seats=1, by=adviser, now=NOW)


def test_when_she_comes_no_more_her_seat_is_offered(parallel: Group, guest: CatchUp) -> None:
    ask(parallel, "Odette")
    waiting = ask(parallel, "Marc")
    catching_up.undo(guest, now=NOW)
    assert Enrollment.objects.get(pk=waiting.pk).state == OFFERED


def test_once_her_session_is_over_time_offers_her_seat_once(parallel: Group, guest: CatchUp) -> None:
    ask(parallel, "Odette")
    waiting = ask(parallel, "Marc")
    begun = builders.session_of(parallel, number=2).starts_at
    assert waiting_list.offer_left(now=begun - timedelta(minutes=1)) == 0
    assert waiting_list.offer_left(now=begun) == 1
    assert waiting_list.offer_left(now=begun) == 0
    assert Enrollment.objects.get(pk=waiting.pk).state == OFFERED


@pytest.fixture
def crowded(adviser: Membership, venue: Venue) -> Group:
    """A group full to the last seat, that people wait for: older than the others, it is looked at first."""
    full = builders.group(adviser, venue, starts_at=NOW + timedelta(days=90), seats=1)
    builders.enrollment(full)
    builders.enrollment(full, state=WAITING)
    return full


def test_groups_that_stay_full_hide_no_seat_that_time_has_freed(
    crowded: Group, parallel: Group, guest: CatchUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting_list, "MOST_GROUPS", 1)
    ask(parallel, "Odette")
    ask(parallel, "Marc")
    assert waiting_list.offer_left(now=builders.session_of(parallel, number=2).starts_at) == 1


def test_guests_cost_one_query(parallel: Group, guest: CatchUp) -> None:
    def asked(**at: datetime) -> int:
        with CaptureQueriesContext(connection) as queries:
            seats.of(parallel, **at)
        return len(queries)

    assert (asked(), asked(now=NOW)) == (1, 2)
