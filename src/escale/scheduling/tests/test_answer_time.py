"""How long somebody has to answer for an hour held for her."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.scheduling.answer_time import SHORTEST, SOONEST, time_to_answer

MINUTE = timedelta(minutes=1)
LEFT = st.integers(min_value=0, max_value=60 * 24 * 30).map(lambda minutes: minutes * MINUTE)
USUAL = st.integers(min_value=15, max_value=2880).map(lambda minutes: minutes * MINUTE)
NOTICE = st.integers(min_value=0, max_value=60 * 72).map(lambda minutes: minutes * MINUTE)


@pytest.mark.parametrize(
    ("left", "held"),
    [(72 * 60, 120), (480, 120), (240, 60), (120, 30), (60, 15), (50, 15), (45, 15), (40, None)],
)
def test_the_table_of_the_rule(left: int, held: int | None) -> None:
    found = time_to_answer(left * MINUTE, usual=120 * MINUTE, notice=30 * MINUTE)
    assert found == (held * MINUTE if held else None)


@given(left=LEFT, usual=USUAL, notice=NOTICE)
def test_whoever_answers_at_the_last_minute_still_has_the_notice(
    left: timedelta, usual: timedelta, notice: timedelta
) -> None:
    held = time_to_answer(left, usual=usual, notice=notice)
    assert held is None or held + notice <= left


@given(left=LEFT, usual=USUAL, notice=NOTICE)
def test_the_time_to_answer_is_between_fifteen_minutes_and_what_was_chosen(
    left: timedelta, usual: timedelta, notice: timedelta
) -> None:
    held = time_to_answer(left, usual=usual, notice=notice)
    assert held is None or SHORTEST <= held <= usual


@given(left=LEFT, usual=USUAL, notice=NOTICE)
def test_never_more_than_a_quarter_of_the_time_left_but_for_the_shortest(
    left: timedelta, usual: timedelta, notice: timedelta
) -> None:
    held = time_to_answer(left, usual=usual, notice=notice)
    assert held is None or held <= max(left / 4, SHORTEST)


@given(left=LEFT, usual=USUAL, notice=NOTICE, later=USUAL)
def test_the_nearer_the_hour_the_shorter_the_time(
    left: timedelta, usual: timedelta, notice: timedelta, later: timedelta
) -> None:
    near = time_to_answer(left, usual=usual, notice=notice)
    far = time_to_answer(left + later, usual=usual, notice=notice)
    assert near is None or (far is not None and near <= far)


@given(left=st.integers(min_value=0, max_value=44).map(lambda minutes: minutes * MINUTE), usual=USUAL, notice=NOTICE)
def test_an_hour_too_soon_is_offered_to_nobody(left: timedelta, usual: timedelta, notice: timedelta) -> None:
    assert left < SOONEST
    assert time_to_answer(left, usual=usual, notice=notice) is None
