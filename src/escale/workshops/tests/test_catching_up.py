"""Catching up a missed session in a parallel group."""

from datetime import date, timedelta
from typing import Any

import pytest

from escale.accounts.models import Membership
from escale.outbox.catalogue import Dropped
from escale.outbox.models import Message
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops import canceling, catching_up, moving, session_messages
from escale.workshops.catching_up import AlreadyCaughtUp, NoSeatThere, NotToCatchUp
from escale.workshops.models import CatchUp, Enrollment, EnrollmentState, Group, Session
from escale.workshops.tests import planned

NOW = builders.NOW


@pytest.fixture
def cycle(adviser: Membership, venue: Venue) -> Group:
    return planned.cycle(adviser, venue, group={"level": "beginner"})


@pytest.fixture
def parallel(colleague: Membership, venue: Venue, cycle: Group) -> Group:
    return planned.cycle(colleague, venue, group={"workshop": cycle.workshop, "seats": 2})


@pytest.fixture
def colette(cycle: Group) -> Enrollment:
    return builders.enrollment(cycle, builders.person(cycle.organization, first_name="Colette", last_name=""))


def possible(who: Enrollment, number: int = 1) -> list[Session]:
    return catching_up.sessions_to_catch_up(who, builders.session_of(who.group, number=number), NOW)


def catch_up(who: Enrollment, session: Session, *, missed: int = 1, by: Membership) -> CatchUp:
    return catching_up.catch_up(
        who, missed=builders.session_of(who.group, number=missed), session=session, by=by, now=NOW
    )


def test_the_session_of_the_same_rank_comes_first(colette: Enrollment, parallel: Group) -> None:
    assert [each.number for each in possible(colette, number=2)] == [2, 1, 3]
    assert {each.group for each in possible(colette)} == {parallel}


def test_a_cycle_of_the_same_level_is_parallel_another_level_is_not(
    colette: Enrollment, colleague: Membership, venue: Venue
) -> None:
    other = planned.cycle(colleague, venue, group={"level": "advanced"})
    assert possible(colette) == []
    Group.objects.filter(pk=other.pk).update(level="beginner")
    assert [each.group for each in possible(colette)] == [other] * 3


def test_full_canceled_past_and_her_own_groups_are_not_offered(
    colette: Enrollment, parallel: Group, adviser: Membership
) -> None:
    builders.enrollment(parallel)
    builders.enrollment(parallel)
    assert possible(colette) == []
    Group.objects.filter(pk=parallel.pk).update(seats=3)
    moving.cancel_session(builders.session_of(parallel, number=1), by=adviser, now=NOW)
    assert [each.local_start.date() for each in possible(colette)] == [date(2026, 11, 27), date(2026, 12, 4)]
    builders.enrollment(parallel, colette.person)
    assert possible(colette) == []


def test_she_takes_a_seat_of_that_session_alone_and_hears_it(
    colette: Enrollment, parallel: Group, adviser: Membership
) -> None:
    made = catch_up(colette, builders.session_of(parallel), by=adviser)
    assert (made.created_by, made.created_at) == (adviser.user, NOW)
    left = catching_up.seats_left(planned.sessions(parallel))
    assert list(left.values()) == [1, 2, 2]
    assert planned.told() == [("catch_up_noted", "Colette", "waiting")]


def test_a_full_session_takes_nobody_more(
    colette: Enrollment, cycle: Group, parallel: Group, adviser: Membership
) -> None:
    builders.enrollment(parallel)
    target = builders.session_of(parallel)
    catch_up(builders.enrollment(cycle), target, by=adviser)
    with pytest.raises(NoSeatThere) as problem:
        catch_up(colette, target, by=adviser)
    assert problem.value.missing == 1
    assert possible(colette) == planned.sessions(parallel)[1:]


def test_nothing_is_caught_up_twice(colette: Enrollment, parallel: Group, adviser: Membership) -> None:
    first, second, _ = planned.sessions(parallel)
    catch_up(colette, first, by=adviser)
    for session, missed in ((second, 1), (first, 2)):
        with pytest.raises(AlreadyCaughtUp):
            catch_up(colette, session, missed=missed, by=adviser)
    catch_up(colette, second, missed=2, by=adviser)
    assert CatchUp.objects.count() == 2


def test_called_off_the_catch_up_gives_way_to_another(
    colette: Enrollment, parallel: Group, adviser: Membership
) -> None:
    first, second, _ = planned.sessions(parallel)
    catch_up(colette, first, by=adviser)
    moving.cancel_session(first, by=adviser, now=NOW)
    catch_up(colette, second, by=adviser)
    assert CatchUp.objects.get().session == second


def test_what_cannot_be_caught_up_this_way(
    colette: Enrollment, cycle: Group, parallel: Group, adviser: Membership
) -> None:
    target = builders.session_of(parallel)
    waiting = builders.enrollment(cycle, state=EnrollmentState.WAITING)
    with pytest.raises(NotToCatchUp):
        catch_up(waiting, target, by=adviser)
    with pytest.raises(NotToCatchUp):
        catch_up(colette, builders.session_of(cycle, number=2), by=adviser)
    with pytest.raises(NotToCatchUp):
        catching_up.catch_up(colette, missed=target, session=target, by=adviser, now=NOW)
    with pytest.raises(NotToCatchUp):
        catching_up.catch_up(
            colette,
            missed=builders.session_of(cycle),
            session=target,
            by=adviser,
            now=target.starts_at + timedelta(hours=1),
        )


def test_undone_her_seat_is_free_and_nothing_is_sent(colette: Enrollment, parallel: Group, adviser: Membership) -> None:
    made = catch_up(colette, builders.session_of(parallel), by=adviser)
    catching_up.undo(made, now=NOW)
    assert catching_up.seats_left([builders.session_of(parallel)]) == {builders.session_of(parallel).pk: 2}
    assert planned.told() == []


def test_gone_before_it_left_she_hears_nothing(colette: Enrollment, parallel: Group, adviser: Membership) -> None:
    catch_up(colette, builders.session_of(parallel), by=adviser)
    canceling.cancel_by_person(colette, now=NOW)
    said = session_messages.CATCH_UP.render(Message.objects.get(), NOW)
    assert said == Dropped("Cette séance ne concerne plus cette personne.")


def test_noted_again_after_being_undone_she_hears_it(colette: Enrollment, parallel: Group, adviser: Membership) -> None:
    catching_up.undo(catch_up(colette, builders.session_of(parallel), by=adviser), now=NOW)
    catch_up(colette, builders.session_of(parallel), by=adviser)
    assert [state for _, _, state in planned.told()].count("waiting") == 1


def test_the_sessions_to_catch_up_cost_the_same_with_one_and_three(
    colette: Enrollment, cycle: Group, parallel: Group, django_assert_num_queries: Any
) -> None:
    missed = builders.session_of(cycle)
    with django_assert_num_queries(3):
        assert len(catching_up.sessions_to_catch_up(colette, missed, NOW)) == 3
    Session.objects.filter(group=parallel, number__gt=1).update(canceled_at=NOW)
    with django_assert_num_queries(3):
        assert len(catching_up.sessions_to_catch_up(colette, missed, NOW)) == 1
