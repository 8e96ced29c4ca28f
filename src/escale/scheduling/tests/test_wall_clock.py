"""Wall-clock hours on named nights: both Sundays of 2027 when the hour changes, and where it doesn't."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escale.scheduling.intervals import Interval
from escale.scheduling.wall_clock import day_bounds, fold_label, is_ambiguous, to_instants, to_instants_past_midnight

PARIS = ZoneInfo("Europe/Paris")
REUNION = ZoneInfo("Indian/Reunion")
GUADELOUPE = ZoneInfo("America/Guadeloupe")
MIQUELON = ZoneInfo("America/Miquelon")
NOUMEA = ZoneInfo("Pacific/Noumea")
SPRING = date(2027, 3, 28)
AUTUMN = date(2027, 10, 31)
HOUR = timedelta(hours=1)


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=UTC)


def test_on_an_ordinary_day_the_wall_clock_is_kept():
    assert to_instants(date(2027, 1, 5), time(9), time(12), PARIS) == Interval(utc(1, 5, 8), utc(1, 5, 11))
    assert to_instants(date(2027, 7, 6), time(9), time(12), PARIS) == Interval(utc(7, 6, 7), utc(7, 6, 10))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (time(1), time(4), Interval(utc(3, 28, 0), utc(3, 28, 2))),  # two hours exist between 1 h and 4 h
        (time(1), time(2, 30), Interval(utc(3, 28, 0), utc(3, 28, 1))),
        (time(2, 30), time(4), Interval(utc(3, 28, 1), utc(3, 28, 2))),
        (time(1), time(2), Interval(utc(3, 28, 0), utc(3, 28, 1))),
        (time(3), time(4), Interval(utc(3, 28, 1), utc(3, 28, 2))),
        (time(2), time(3), None),
        (time(2, 10), time(2, 50), None),
    ],
)
def test_paris_spring_sunday_offers_only_the_hours_that_exist(start, end, expected):
    assert to_instants(SPRING, start, end, PARIS) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (time(1), time(4), Interval(utc(10, 30, 23), utc(10, 31, 3))),  # four hours pass between 1 h and 4 h
        (time(2), time(3), Interval(utc(10, 31, 0), utc(10, 31, 2))),
        (time(1), time(2), Interval(utc(10, 30, 23), utc(10, 31, 0))),
        (time(3), time(4), Interval(utc(10, 31, 2), utc(10, 31, 3))),
        (time(2, 30), time(4), Interval(utc(10, 31, 0, 30), utc(10, 31, 3))),
        (time(1), time(2, 30), Interval(utc(10, 30, 23), utc(10, 31, 1, 30))),
    ],
)
def test_paris_autumn_sunday_has_its_double_hour_twice(start, end, expected):
    assert to_instants(AUTUMN, start, end, PARIS) == expected


@pytest.mark.parametrize("zone", [REUNION, GUADELOUPE])
@pytest.mark.parametrize("night", [SPRING, AUTUMN])
def test_la_reunion_and_guadeloupe_sleep_through_both_nights(zone, night):
    opening = to_instants(night, time(1), time(4), zone)
    assert opening is not None
    assert opening.duration == 3 * HOUR
    assert day_bounds(night, zone).duration == 24 * HOUR
    assert not any(is_ambiguous(opening.start + n * timedelta(minutes=30), zone) for n in range(6))


def test_la_reunion_is_four_hours_ahead_and_guadeloupe_four_behind():
    assert to_instants(SPRING, time(9), time(10), REUNION) == Interval(utc(3, 28, 5), utc(3, 28, 6))
    assert to_instants(SPRING, time(9), time(10), GUADELOUPE) == Interval(utc(3, 28, 13), utc(3, 28, 14))


def test_days_of_23_24_and_25_hours():
    assert day_bounds(SPRING, PARIS).duration == 23 * HOUR
    assert day_bounds(AUTUMN, PARIS).duration == 25 * HOUR
    assert day_bounds(date(2028, 2, 29), PARIS) == Interval(
        datetime(2028, 2, 28, 23, tzinfo=UTC), datetime(2028, 2, 29, 23, tzinfo=UTC)
    )


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2026, 1, 1), date(2029, 12, 30)), st.sampled_from([PARIS, REUNION, GUADELOUPE, MIQUELON, NOUMEA]))
def test_days_follow_each_other_without_hole_nor_overlap(on, zone):
    assert day_bounds(on, zone).end == day_bounds(on + timedelta(days=1), zone).start


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([SPRING, AUTUMN, date(2027, 3, 14), date(2027, 11, 7), date(2027, 6, 1)]),
    st.sampled_from([PARIS, MIQUELON, GUADELOUPE]),
    st.integers(0, 1438),
    st.integers(0, 1439),
)
def test_an_opening_holds_every_minute_its_clock_shows_between_its_hours(on, zone, first, last):
    first, last = min(first, last), max(first, last) + (first == last)
    start, end = time(*divmod(first, 60)), time(*divmod(last, 60))
    day = day_bounds(on, zone)
    shown = [
        instant
        for n in range(day.duration // timedelta(minutes=1))
        if start <= (instant := day.start + timedelta(minutes=n)).astimezone(zone).time() < end
    ]
    expected = Interval(shown[0], shown[-1] + timedelta(minutes=1)) if shown else None
    assert to_instants(on, start, end, zone) == expected


def test_the_two_half_past_two_are_told_apart():
    first = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert fold_label(first, PARIS) == "avant le changement d’heure"
    assert fold_label(first + HOUR, PARIS) == "après le changement d’heure"
    assert fold_label(first + 2 * HOUR, PARIS) is None
    assert fold_label(first - HOUR, PARIS) is None


def test_the_spring_night_is_never_ambiguous():
    night = day_bounds(SPRING, PARIS)
    assert not any(is_ambiguous(night.start + n * timedelta(minutes=15), PARIS) for n in range(23 * 4))


@pytest.mark.parametrize(("start", "end"), [(time(9), time(9)), (time(12), time(9)), (time(22), time(0))])
def test_an_opening_that_does_not_end_after_it_starts_is_refused(start, end):
    with pytest.raises(ValueError, match="ends after it starts"):
        to_instants(SPRING, start, end, PARIS)


def test_an_opening_starts_as_early_as_midnight():
    assert to_instants(date(2027, 1, 1), time(0), time(1), PARIS) == Interval(
        datetime(2026, 12, 31, 23, tzinfo=UTC), datetime(2027, 1, 1, 0, tzinfo=UTC)
    )


def test_hours_that_carry_a_zone_are_refused():
    with pytest.raises(ValueError, match="wall-clock"):
        to_instants(SPRING, time(9, tzinfo=UTC), time(10, tzinfo=UTC), PARIS)


def test_an_end_that_is_not_after_the_start_is_read_the_next_day():
    friday = date(2027, 1, 15)
    assert to_instants_past_midnight(friday, time(22), time(0, 30), PARIS) == Interval(
        utc(1, 15, 21), utc(1, 15, 23, 30)
    )
    assert to_instants_past_midnight(friday, time(22), time(0), PARIS) == Interval(utc(1, 15, 21), utc(1, 15, 23))
    assert to_instants_past_midnight(friday, time(9), time(12), PARIS) == to_instants(friday, time(9), time(12), PARIS)


def test_past_midnight_the_night_of_the_change_is_an_hour_shorter_or_longer():
    spring = to_instants_past_midnight(SPRING - timedelta(days=1), time(22), time(4), PARIS)
    autumn = to_instants_past_midnight(AUTUMN - timedelta(days=1), time(22), time(4), PARIS)
    assert (spring.duration, autumn.duration) == (5 * HOUR, 7 * HOUR)


def test_nothing_lasts_a_whole_turn_of_the_clock():
    with pytest.raises(ValueError, match="ends at another hour"):
        to_instants_past_midnight(SPRING, time(9), time(9), PARIS)
