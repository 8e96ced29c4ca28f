"""The geometry of a day: what overlaps stands side by side, everything is drawn once, the hours shown hold it all."""

from datetime import date, datetime
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from escale.desk.agenda.grid import (
    DAY_LENGTH,
    QUARTER,
    USUAL_FIRST,
    USUAL_LAST,
    Block,
    Hours,
    block,
    layout,
    shown_hours,
)

PARIS = ZoneInfo("Europe/Paris")
USUAL = Hours(USUAL_FIRST, USUAL_LAST)


@st.composite
def blocks(draw):
    spans = draw(st.lists(st.tuples(st.integers(0, DAY_LENGTH - 1), st.integers(1, DAY_LENGTH)), max_size=30))
    return [Block(start, min(start + length, DAY_LENGTH), n) for n, (start, length) in enumerate(spans)]


def hour(number, minute=0):
    return number * 60 + minute


@given(blocks())
def test_everything_is_drawn_once(day):
    assert sorted(placed.item for placed in layout(day, shown_hours(day))) == list(range(len(day)))


@given(blocks())
def test_two_things_of_one_lane_never_overlap(day):
    placed = layout(day, shown_hours(day))
    for n, one in enumerate(placed):
        for other in placed[n + 1 :]:
            assert one.lane != other.lane or one.last <= other.first or other.last <= one.first


@given(blocks())
def test_things_that_overlap_agree_on_how_many_lanes_there_are(day):
    placed = layout(day, shown_hours(day))
    for one in placed:
        together = [other for other in placed if one.first < other.last and other.first < one.last]
        assert {other.lanes for other in together} == {one.lanes}
        assert one.lane < one.lanes


@given(blocks())
def test_everything_is_drawn_within_the_hours_shown(day):
    hours = shown_hours(day)
    for placed in layout(day, hours):
        assert hours.first // QUARTER <= placed.first < placed.last <= hours.last // QUARTER


@given(st.lists(st.integers(15, 120), max_size=8))
def test_what_follows_without_overlapping_is_drawn_without_overlapping(lengths):
    edges = list(accumulate(lengths, initial=USUAL_FIRST))
    row = [Block(start, end, start) for start, end in pairwise(edges)]
    assert {placed.lanes for placed in layout(row, shown_hours(row))} <= {1}


def test_the_usual_day_goes_from_half_past_eight_to_half_past_seven():
    assert shown_hours([Block(hour(9), hour(12), "perm")]) == USUAL
    assert USUAL.css == "from-0830 until-1930"
    assert [word for _, word in USUAL.axis] == [f"{each}\u00a0h" for each in range(9, 20)]


def test_the_day_is_wider_when_something_lies_outside():
    assert shown_hours([Block(hour(7, 30), hour(20, 15), "atelier")]) == Hours(hour(7), hour(21))


def test_what_begins_or_ends_with_the_usual_day_widens_nothing():
    assert shown_hours([Block(USUAL_FIRST, hour(9), "réunion"), Block(hour(19), USUAL_LAST, "atelier")]) == USUAL


def test_what_fills_the_day_widens_nothing():
    assert shown_hours([Block(0, DAY_LENGTH, "absence")]) == USUAL


def test_places_are_quarters_of_an_hour():
    [placed] = layout([Block(hour(9, 30), hour(10, 15), "rdv")], USUAL)
    assert placed.css == "at-0930 len-3"


def test_what_overlaps_stands_in_two_lanes_and_what_is_free_again_takes_the_whole_width():
    placed = layout([Block(hour(9), hour(10), 1), Block(hour(9, 30), hour(11), 2), Block(hour(11), hour(12), 3)], USUAL)
    assert [(each.item, each.lane, each.lanes) for each in placed] == [(1, 0, 2), (2, 1, 2), (3, 0, 1)]


def test_the_hour_that_comes_twice_is_drawn_twice_at_one_height():
    on = date(2026, 10, 25)
    first = datetime(2026, 10, 25, 2, 30, fold=0, tzinfo=PARIS)
    second = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=PARIS)
    night = [block("before", first, second, on), block("after", second, second.replace(hour=3, fold=0), on)]
    placed = layout(night, shown_hours(night))
    assert [each.first for each in placed] == [10, 10]
    assert {each.lane for each in placed} == {0, 1}


def test_what_goes_past_midnight_is_cut_there():
    on = date(2026, 11, 13)
    start, end = datetime(2026, 11, 12, 22, tzinfo=PARIS), datetime(2026, 11, 13, 9, tzinfo=PARIS)
    assert block("nuit", start, end, on) == Block(0, hour(9), "nuit")
    assert block("nuit", start, end, date(2026, 11, 12)) == Block(hour(22), DAY_LENGTH, "nuit")
