"""Whoever comes without appointment: numbers, calls, ends, and the way back from each."""

from datetime import time, timedelta
from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.agenda import absences, commitments, resources
from escale.agenda.commitments import Hold
from escale.agenda.models import Closure, CommitmentKind, Reception
from escale.appointments import queues, walk_ins
from escale.appointments.models import WalkIn, WalkInOutcome, WalkInState
from escale.appointments.walk_ins import Arrival, NobodyWaits, NotThereAnyMore
from escale.outbox.models import Message, MessageState
from escale.people import retention
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.builders import NOW

MINUTE = timedelta(minutes=1)
WHERE = "Bureau 4, au fond à droite"


@pytest.fixture(autouse=True)
def _open_door(adviser: Membership, venue: Venue) -> None:
    """Maëlle receives whoever comes, from 14 to 17 h; it is 15 h 10."""
    builders.permanence(adviser, venue, start=time(14), end=time(17), reception=Reception.WALK_IN)


def call(walk_in: WalkIn, adviser: Membership, *, after: int = 0) -> WalkIn:
    return walk_ins.call(walk_in, adviser=adviser.user, where=WHERE, now=NOW + after * MINUTE)


def names(venue: Venue) -> list[str]:
    return [each.first_name for each in queues.read(venue, now=NOW).waiting]


def test_numbers_follow_each_other_and_start_again_the_next_day(venue):
    today = [builders.walk_in(venue).number for _ in range(2)]
    tomorrow = builders.walk_in(venue, now=NOW + timedelta(days=1)).number
    assert [*today, tomorrow] == ["A\u00a01", "A\u00a02", "A\u00a01"]


def test_after_ninety_nine_comes_another_letter():
    assert [WalkIn(rank=rank).number for rank in (99, 100, 198, 199)] == [
        "A\u00a099",
        "B\u00a01",
        "B\u00a099",
        "C\u00a01",
    ]


def test_the_day_is_that_of_the_venue(organization):
    overseas = builders.venue(organization, name="Nouméa", zone="Pacific/Noumea", commune="98818")
    assert str(builders.walk_in(overseas).on) == "2026-11-14"


def test_a_double_tap_gives_one_ticket(venue):
    submission = uuid4()
    given = [walk_ins.arrive(Arrival(first_name="Denise"), venue=venue, submission=submission, now=NOW) for _ in "ab"]
    assert given[0].pk == given[1].pk
    assert WalkIn.objects.count() == 1


def test_a_ticket_joins_the_permanence_that_is_held(venue):
    assert builders.walk_in(venue).occurrence == queues.read(venue, now=NOW).current[0]


def test_the_first_arrived_is_called_first(venue, adviser):
    builders.walk_in(venue, first_name="Denise", now=NOW - MINUTE)
    builders.walk_in(venue, first_name="Marcel")
    called = walk_ins.call_next(venue, adviser=adviser.user, where=WHERE, now=NOW)
    assert (called.first_name, called.where, called.adviser) == ("Denise", WHERE, adviser.user)
    assert names(venue) == ["Marcel"]


def test_whoever_passes_before_is_called_before_and_may_go_back_to_her_turn(venue):
    builders.walk_in(venue, first_name="Denise", now=NOW - MINUTE)
    marcel = builders.walk_in(venue, first_name="Marcel")
    walk_ins.let_pass(marcel, why="a un bus à 16 h")
    assert names(venue) == ["Marcel", "Denise"]
    walk_ins.put_back(marcel)
    assert names(venue) == ["Denise", "Marcel"]


def test_nobody_is_called_from_an_empty_room(venue, adviser):
    with pytest.raises(NobodyWaits):
        walk_ins.call_next(venue, adviser=adviser.user, where="", now=NOW)


def test_somebody_already_called_is_not_called_twice(venue, adviser, colleague):
    robert = builders.walk_in(venue)
    call(robert, adviser)
    with pytest.raises(NotThereAnyMore) as refused:
        call(robert, colleague)
    assert refused.value.walk_in.adviser == adviser.user


def test_each_gesture_is_undone_one_step_at_a_time(venue, adviser):
    walk_in = call(builders.walk_in(venue), adviser)
    walk_in = walk_ins.receive(walk_in)
    walk_in = walk_ins.finish(walk_in, WalkInOutcome.CONTINUES, now=NOW)
    seen = []
    for _ in range(3):
        walk_in = walk_ins.undo(walk_in)
        seen.append((walk_in.state, walk_in.outcome, walk_in.finished_at))
    assert seen == [(state, "", None) for state in (WalkInState.WITH_ADVISER, WalkInState.CALLED, WalkInState.WAITING)]
    assert (walk_in.called_at, walk_in.adviser, walk_in.where) == (None, None, "")


def test_somebody_who_left_comes_back_to_her_place(venue):
    denise = builders.walk_in(venue, first_name="Denise", now=NOW - MINUTE)
    builders.walk_in(venue, first_name="Marcel")
    walk_ins.undo(walk_ins.leave(denise, now=NOW))
    assert names(venue) == ["Denise", "Marcel"]


def test_the_wait_counts_those_before_and_what_is_left_of_the_present_one(venue, adviser):
    call(builders.walk_in(venue, now=NOW - 10 * MINUTE), adviser, after=-10)
    builders.walk_in(venue, first_name="Denise")
    queue = queues.read(venue, now=NOW)
    # Nobody was measured yet: 15 minutes each.
    assert [rank.wait for rank in queue.ranks] == [5 * MINUTE]
    assert queue.next_wait == 20 * MINUTE


def test_an_appointment_of_the_adviser_makes_people_wait(venue, adviser):
    what = Hold(starts_at=NOW, ends_at=NOW + 30 * MINUTE, kind=CommitmentKind.APPOINTMENT)
    commitments.hold_free(resources.for_adviser(adviser.user).pk, what)
    assert queues.read(venue, now=NOW).next_wait == 30 * MINUTE


def test_nobody_more_is_promised_anything_once_the_permanence_is_full(venue):
    for _ in range(8):
        builders.walk_in(venue)
    assert queues.read(venue, now=NOW).next_wait is None


def test_the_length_is_that_of_the_last_weeks_once_enough_people_came(venue, adviser):
    for n in range(5):
        came = builders.walk_in(venue, now=NOW - timedelta(days=1) + n * MINUTE)
        walk_ins.call(came, adviser=adviser.user, where="", now=came.arrived_at + 6 * MINUTE)
        came.refresh_from_db()
        walk_ins.finish(came, WalkInOutcome.SETTLED, now=came.arrived_at + 18 * MINUTE)
    queue = queues.read(venue, now=NOW)
    assert (queue.average_wait, queue.length) == (6 * MINUTE, 12 * MINUTE)


def test_an_adviser_who_is_away_holds_no_queue(venue, adviser):
    absences.declare(
        resources.for_adviser(adviser.user), starts_at=NOW - MINUTE, ends_at=NOW + timedelta(days=1), label=""
    )
    assert not queues.read(venue, now=NOW).is_open


def test_a_closed_day_holds_no_queue_and_the_next_one_is_after_it(venue, organization):
    on = NOW.date()
    Closure.objects.create(organization=organization, label="Pont", starts_on=on, ends_on=on + timedelta(days=3))
    coming = queues.next_reception(venue, now=NOW)
    assert not queues.read(venue, now=NOW).is_open
    assert coming is not None
    assert coming.original_on == on + timedelta(days=4)


def test_numbers_are_given_half_an_hour_before_and_no_more_once_it_ends(venue):
    start = NOW.replace(hour=13, minute=0)
    opens = [queues.read(venue, now=start + timedelta(minutes=n)).is_open for n in (-31, -30, 179, 180)]
    assert opens == [False, True, True, False]


def test_reading_many_venues_costs_what_one_does(venue, organization, adviser, queries):
    others = [builders.venue(organization, name=f"Lieu {n}") for n in range(3)]
    for place in others:
        builders.permanence(adviser, place, start=time(14), end=time(17), reception=Reception.BOTH)
        builders.walk_in(place)
    builders.walk_in(venue)
    with queries() as one:
        queues.read(venue, now=NOW)
    with queries() as all_of_them:
        queues.read_all([venue, *others], now=NOW)
    assert len(all_of_them) == len(one)


def test_an_sms_tells_whoever_asked_when_it_is_soon_then_when_it_is_now(venue, adviser):
    builders.walk_in(venue, first_name="Denise", now=NOW - 3 * MINUTE)
    builders.walk_in(venue, first_name="Marcel", now=NOW - 2 * MINUTE)
    robert = builders.walk_in(venue)
    walk_ins.tell_by_sms(robert, phone="+33639980024", now=NOW)
    assert not Message.objects.exists()
    walk_ins.call_next(venue, adviser=adviser.user, where=WHERE, now=NOW)
    assert [(each.kind, each.can_wait) for each in Message.objects.all()] == [("walk_in_soon", False)]
    call(robert, adviser)
    written = Message.objects.order_by("pk").values_list("kind", "state")
    assert list(written) == [("walk_in_soon", MessageState.DROPPED), ("walk_in_turn", MessageState.WAITING)]


def test_a_call_undone_takes_its_sms_back_and_the_next_call_writes_another(venue, adviser):
    robert = builders.walk_in(venue, phone="+33639980024")
    walk_ins.undo(call(robert, adviser))
    call(robert, adviser)
    written = Message.objects.filter(kind="walk_in_turn").order_by("pk").values_list("revision", "state")
    assert list(written) == [(1, MessageState.DROPPED), (2, MessageState.WAITING)]


def test_names_and_numbers_are_forgotten_the_next_day_and_counts_stay(venue, adviser):
    robert = call(builders.walk_in(venue, phone="+33639980024"), adviser)
    walk_ins.finish(robert, WalkInOutcome.SETTLED, now=NOW)
    retention.apply(now=NOW + timedelta(days=1))
    robert.refresh_from_db()
    assert (robert.first_name, robert.phone, robert.where) == ("", "", "")
    assert (robert.state, robert.outcome, robert.arrived_at) == (WalkInState.DONE, WalkInOutcome.SETTLED, NOW)
