"""Union and difference of half-open intervals, against a grid of minutes as an oracle."""

import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escale.scheduling.intervals import Interval, in_utc, merge, subtract

MIDNIGHT = datetime(2027, 3, 28, tzinfo=UTC)
LIGHT = settings(max_examples=100, deadline=None)


def span(start: int, end: int) -> Interval:
    return Interval(MIDNIGHT + timedelta(minutes=start), MIDNIGHT + timedelta(minutes=end))


def minutes(intervals) -> set[int]:
    found: set[int] = set()
    for start, end in intervals:
        found.update(range((start - MIDNIGHT) // timedelta(minutes=1), (end - MIDNIGHT) // timedelta(minutes=1)))
    return found


spans = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 60)).map(lambda pair: span(pair[0], pair[0] + pair[1])), max_size=12
)


def is_tidy(intervals) -> bool:
    """Sorted, never empty, and with a hole between any two."""
    return all(start < end for start, end in intervals) and all(
        one[1] < other[0] for one, other in itertools.pairwise(intervals)
    )


@LIGHT
@given(spans)
def test_a_union_holds_the_same_minutes_in_as_few_intervals_as_can_be(some):
    union = merge(some)
    assert minutes(union) == minutes(some)
    assert is_tidy(union)
    assert merge(union) == union


@LIGHT
@given(spans, spans)
def test_what_is_left_of_an_opening_is_what_no_busy_minute_takes(openings, busy):
    free = subtract(openings, busy)
    assert minutes(free) == minutes(openings) - minutes(busy)
    assert is_tidy(free)


def test_back_to_back_intervals_are_joined():
    assert merge([span(60, 120), span(0, 60)]) == [span(0, 120)]


def test_a_busy_interval_that_touches_an_opening_takes_nothing():
    assert subtract([span(60, 120)], [span(0, 60), span(120, 180)]) == [span(60, 120)]


def test_one_busy_interval_longer_than_several_openings_takes_them_all():
    openings = [span(0, 30), span(60, 90), span(120, 150)]
    assert subtract(openings, [span(10, 130), span(20, 25)]) == [span(0, 10), span(130, 150)]


def test_nothing_busy_and_nothing_open():
    assert subtract([], [span(0, 10)]) == []
    assert subtract([span(0, 10)], []) == [span(0, 10)]
    assert merge([]) == []


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="no zone"):
        in_utc(MIDNIGHT.replace(tzinfo=None))


def test_the_hour_that_comes_twice_makes_a_real_interval():
    paris = ZoneInfo("Europe/Paris")
    half_past_two = datetime(2027, 10, 31, 2, 30, tzinfo=paris)
    assert Interval(in_utc(half_past_two), in_utc(half_past_two.replace(fold=1))).duration == timedelta(hours=1)
