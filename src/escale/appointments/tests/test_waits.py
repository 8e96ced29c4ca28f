"""Estimates of the wait: never less for whoever comes later, never before now, never past closing."""

from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise

from hypothesis import given
from hypothesis import strategies as st

from escale.appointments import waits
from escale.appointments.waits import Receiver

NOW = datetime(2026, 11, 13, 9, tzinfo=UTC)
minutes = st.integers(-60, 240).map(lambda n: NOW + timedelta(minutes=n))
spans = st.tuples(minutes, st.integers(1, 90)).map(lambda one: (one[0], one[0] + timedelta(minutes=one[1])))
receivers = st.builds(Receiver, free_at=minutes, closes_at=minutes, busy=st.lists(spans, max_size=4))
lengths = st.integers(5, 90).map(lambda n: timedelta(minutes=n))


def at(minute: int) -> datetime:
    return NOW + timedelta(minutes=minute)


def first(count: int, *who: Receiver, length: int = 20) -> list[int]:
    found = waits.starts(who, length=timedelta(minutes=length), now=NOW)
    return [int((start - NOW).total_seconds() // 60) for start in islice(found, count)]


@given(st.lists(receivers, max_size=4), lengths)
def test_whoever_comes_later_never_waits_less_and_nobody_is_received_in_the_past(who, length):
    starts = list(islice(waits.starts(who, length=length, now=NOW), 40))
    assert all(start >= NOW for start in starts)
    assert all(earlier <= later for earlier, later in pairwise(starts))


@given(st.lists(receivers, max_size=4), lengths)
def test_nobody_is_promised_an_hour_after_closing_or_over_another(who, length):
    for start in islice(waits.starts(who, length=length, now=NOW), 40):
        assert any(
            each.free_at <= start < each.closes_at
            and all(end <= start or begin >= start + length for begin, end in each.busy)
            for each in who
        )


@given(st.lists(receivers, max_size=4), lengths, receivers)
def test_one_more_adviser_never_makes_anybody_wait_longer(who, length, another):
    alone = list(islice(waits.starts(who, length=length, now=NOW), 20))
    together = list(islice(waits.starts([*who, another], length=length, now=NOW), 20))
    assert all(faster <= slower for slower, faster in zip(alone, together, strict=False))
    assert len(together) >= len(alone)


def test_people_go_in_order_to_whoever_is_free_first():
    busy, free = Receiver(free_at=at(10), closes_at=at(180)), Receiver(free_at=at(0), closes_at=at(180))
    assert first(4, busy, free) == [0, 10, 20, 30]


def test_nobody_is_received_when_the_adviser_could_not_finish_before_her_appointment():
    adviser = Receiver(free_at=at(0), closes_at=at(180), busy=[(at(30), at(75))])
    assert first(3, adviser) == [0, 75, 95]


def test_what_is_left_of_a_reception_that_lasts_is_never_nothing():
    length = timedelta(minutes=20)
    assert waits.left_of(at(-5), length=length, now=NOW) == timedelta(minutes=15)
    assert waits.left_of(at(-50), length=length, now=NOW) == waits.LEAST_LEFT


def test_the_length_is_that_of_the_last_ones_else_of_the_reasons_else_fifteen_minutes():
    assert waits.typical_length(timedelta(minutes=12), [45]) == timedelta(minutes=12)
    assert waits.typical_length(None, [30, 60]) == timedelta(minutes=45)
    assert waits.typical_length(None, []) == timedelta(minutes=15)


def test_estimates_are_rounded_up_to_five_minutes_and_said_in_words():
    said = [waits.words(timedelta(minutes=n)) for n in (0, 1, 5, 16, 62)]
    assert said == [
        "tout de suite",
        "environ 5\u00a0minutes",
        "environ 5\u00a0minutes",
        "environ 20\u00a0minutes",
        "environ 1\u00a0heure\u00a005",
    ]
