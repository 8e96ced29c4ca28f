"""Several people at once for one adviser, one room, one session, on a real database: PostgreSQL, or a file of SQLite."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from django.db import IntegrityError, connection

from escale.accounts.models import Membership
from escale.agenda import commitments
from escale.agenda.models import Commitment
from escale.places.models import Room
from escale.testing import builders
from escale.testing.races import at_once, database_on_disk, met
from escale.workshops import catching_up, merging, moving, scheduling, seats
from escale.workshops.models import Group, Session
from escale.workshops.scheduling import GroupPlan, SessionPlan
from escale.workshops.tests import planned

__all__ = ["database_on_disk"]

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE = 5
ROUNDS = 3
NOW = builders.NOW


def kinds(got: list[Any]) -> dict[str, int]:
    names = [type(answer).__name__ for answer in got]
    return {name: names.count(name) for name in sorted(set(names))}


def overlaps() -> int:
    """Pairs of commitments of one resource that overlap."""
    spans = list(
        Commitment.objects.order_by("resource_id", "starts_at", "pk").values_list("resource_id", "starts_at", "ends_at")
    )
    return sum(a[0] == b[0] and b[1] < a[2] for a, b in pairwise(spans))


class Team:
    """Advisers of one organization who want one room, or one adviser, at one hour."""

    def __init__(self) -> None:
        self.organization = builders.organization()
        self.venue = builders.venue(self.organization)
        self.room = Room.objects.create(venue=self.venue, name="Salle informatique", seats=12, computers=12)
        self.advisers = [
            builders.member(self.organization, first_name=f"Conseillère {number}") for number in range(PEOPLE)
        ]
        self.workshop = builders.workshop(self.organization)

    def wanting(self, on: date, *, by: Membership, title: str = "", **given: Any) -> Callable[[], Group]:
        plan = SessionPlan(**({"on": on, "adviser": by.user} | self.hours() | given))
        group = GroupPlan(workshop=self.workshop, title=title)
        return lambda: scheduling.schedule_workshop(group, plan, by=by, publish=True, now=NOW)

    def hours(self) -> dict[str, Any]:
        typed = planned.session_plan(self.advisers[0], self.venue)
        return {"start": typed.start, "end": typed.end, "venue": self.venue}


@pytest.fixture
def team(database_on_disk: None) -> Team:
    return Team()


def days() -> list[date]:
    return [date(2026, 11, 16) + timedelta(days=number) for number in range(ROUNDS)]


def test_groups_of_one_title_scheduled_at_once_each_have_their_address(team: Team) -> None:
    for on in days():
        got = at_once([team.wanting(on, by=adviser) for adviser in team.advisers])
        assert kinds(got) == {"Group": PEOPLE}
    assert Group.objects.order_by("slug").values("slug").distinct().count() == PEOPLE * ROUNDS


def test_of_several_who_want_one_adviser_at_one_hour_exactly_one_gets_her(team: Team) -> None:
    for on in days():
        got = at_once([team.wanting(on, by=team.advisers[0]) for _ in range(PEOPLE)])
        assert kinds(got) == {"Group": 1, "Refused": PEOPLE - 1}
    assert (Group.objects.count(), Session.objects.count(), overlaps()) == (ROUNDS, ROUNDS, 0)


def test_of_several_who_want_one_room_at_one_hour_exactly_one_gets_it(team: Team) -> None:
    for on in days():
        got = at_once([team.wanting(on, by=adviser, room=team.room) for adviser in team.advisers])
        assert kinds(got) == {"Group": 1, "Refused": PEOPLE - 1}
    assert (Group.objects.count(), overlaps()) == (ROUNDS, 0)


def test_two_advisers_who_each_take_the_other_along_never_wait_for_each_other(team: Team) -> None:
    first, second = team.advisers[:2]
    for on in days():
        got = at_once(
            [
                team.wanting(on, by=first, co_advisers=[second.user], room=team.room),
                team.wanting(on, by=second, co_advisers=[first.user], room=team.room),
            ]
        )
        assert kinds(got) == {"Group": 1, "Refused": 1}


def test_without_the_lock_the_hour_is_given_twice_or_the_constraint_refuses(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: what the lock alone prevents. PostgreSQL's constraint then answers with an error, not a sentence."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time: the lock is its transaction.")
    monkeypatch.setattr(commitments, "lock", met(lambda resource_ids: [], PEOPLE))
    seen: dict[str, int] = {}
    for on in days():
        # Each its own title: one of two groups of the same title waits for the other, lock or not.
        wanting = [team.wanting(on, by=team.advisers[0], title=f"Photos {number}") for number in range(PEOPLE)]
        for name, times in kinds(at_once(wanting)).items():
            seen[name] = seen.get(name, 0) + times
    assert seen.get(IntegrityError.__name__, 0) > 0


def test_two_sessions_moved_at_once_to_one_hour_only_one_goes(team: Team) -> None:
    adviser = team.advisers[0]
    for on in days():
        made = [
            team.wanting(on + timedelta(days=14), by=adviser)(),
            team.wanting(on + timedelta(days=21), by=adviser)(),
        ]
        target = SessionPlan(on=on, adviser=adviser.user, **team.hours())

        sessions = [builders.session_of(group) for group in made]
        got = at_once([partial(moving.move_session, each, target, by=adviser, now=NOW) for each in sessions])
        assert kinds(got) == {"Refused": 1, "Session": 1}
    assert overlaps() == 0


def test_a_move_and_a_cancellation_at_once_leave_one_truth(team: Team) -> None:
    adviser = team.advisers[0]
    for on in days():
        group = team.wanting(on + timedelta(days=14), by=adviser)()
        session = builders.session_of(group)
        target = SessionPlan(on=on, adviser=adviser.user, **team.hours())
        got = at_once(
            [
                partial(moving.move_session, session, target, by=adviser, now=NOW),
                partial(moving.cancel_group, group, now=NOW),
            ]
        )
        assert set(kinds(got)) <= {"Session", "Group", "GroupCanceled"}
        assert Commitment.objects.count() == 0


def test_the_last_seat_of_a_session_is_caught_up_by_one(team: Team) -> None:
    adviser, colleague = team.advisers[:2]
    plans = [SessionPlan(on=on, adviser=adviser.user, **team.hours()) for on in days()]
    others = [SessionPlan(on=on, adviser=colleague.user, **team.hours()) for on in days()]
    asked: dict[str, Any] = {"joins_until": 1, "by": adviser, "publish": False, "now": NOW}
    cycle = scheduling.schedule_cycle(GroupPlan(workshop=team.workshop), plans, **asked)
    parallel = scheduling.schedule_cycle(GroupPlan(workshop=team.workshop, seats=1), others, **asked)
    people = [builders.enrollment(cycle) for _ in range(PEOPLE)]
    missed = builders.session_of(cycle)

    target = builders.session_of(parallel)
    got = at_once(
        [partial(catching_up.catch_up, each, missed=missed, session=target, by=adviser, now=NOW) for each in people]
    )
    assert kinds(got) == {"CatchUp": 1, "NoSeatThere": PEOPLE - 1}


def test_two_groups_merged_into_a_third_at_once_never_pass_its_seats(team: Team) -> None:
    adviser = team.advisers[0]
    for on in days():
        groups = [team.wanting(on + timedelta(days=7 * week), by=adviser)() for week in range(3)]
        Group.objects.filter(pk__in=[group.pk for group in groups]).update(seats=3)
        for group in groups[:2]:
            for _ in range(2):
                builders.enrollment(group)
        into = groups[2]
        got = at_once([partial(merging.merge, group, into, now=NOW) for group in groups[:2]])
        assert kinds(got) == {"Group": 1, "NotEnoughSeats": 1}
        into.refresh_from_db()
        assert seats.of(into).taken == 2
