"""Until when a channel takes what is sent to it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.publishing import deadlines
from escale.publishing.models import Channel, DeadlineRule

DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
RULES = st.sampled_from([DeadlineRule.MONTH_DAY, DeadlineRule.DAYS_BEFORE])


@pytest.mark.parametrize(
    ("rule", "number", "activity_on", "closes_on", "send_by"),
    [
        # The newspaper of December closes on Friday 20 November: it is sent on Thursday at the latest.
        (DeadlineRule.MONTH_DAY, 20, date(2026, 12, 4), date(2026, 11, 20), date(2026, 11, 19)),
        (DeadlineRule.MONTH_DAY, 20, date(2026, 11, 27), date(2026, 10, 20), date(2026, 10, 19)),
        (DeadlineRule.MONTH_DAY, 31, date(2027, 3, 5), date(2027, 2, 28), date(2027, 2, 26)),
        (DeadlineRule.MONTH_DAY, 20, date(2027, 1, 8), date(2026, 12, 20), date(2026, 12, 18)),
        (DeadlineRule.DAYS_BEFORE, 10, date(2026, 12, 4), date(2026, 11, 24), date(2026, 11, 24)),
        (DeadlineRule.DAYS_BEFORE, 6, date(2026, 12, 4), date(2026, 11, 28), date(2026, 11, 27)),
        (DeadlineRule.NONE, None, date(2026, 12, 4), None, None),
    ],
)
def test_days_of_a_year(
    rule: str, number: int | None, activity_on: date, closes_on: date | None, send_by: date | None
) -> None:
    assert deadlines.closes_on(rule, number, activity_on=activity_on) == closes_on
    assert deadlines.send_by(rule, number, activity_on=activity_on) == send_by


def test_a_public_holiday_is_not_a_working_day() -> None:
    armistice = date(2026, 11, 11)
    send_by = deadlines.send_by(
        DeadlineRule.DAYS_BEFORE, 9, activity_on=date(2026, 11, 20), is_off=lambda on: on == armistice
    )
    assert send_by == date(2026, 11, 10)


@given(RULES, st.integers(1, 120), DAYS)
def test_what_is_sent_in_time_leaves_on_a_working_day_before_the_channel_closes(
    rule: str, number: int, activity_on: date
) -> None:
    closes_on = deadlines.closes_on(rule, number, activity_on=activity_on)
    send_by = deadlines.send_by(rule, number, activity_on=activity_on)
    assert send_by is not None
    assert closes_on is not None
    assert send_by.weekday() < deadlines.SATURDAY
    assert closes_on - timedelta(days=4) < send_by <= closes_on < activity_on
    assert send_by < closes_on or rule == DeadlineRule.DAYS_BEFORE


@pytest.mark.parametrize(
    ("rule", "number", "activity_on", "said"),
    [
        (DeadlineRule.MONTH_DAY, 20, date(2026, 12, 4), "avant le 20\u00a0novembre"),
        (DeadlineRule.MONTH_DAY, 20, None, "avant le 20 du mois d’avant"),
        (DeadlineRule.DAYS_BEFORE, 10, date(2026, 12, 11), "jusqu’au 1er\u00a0décembre"),
        (DeadlineRule.DAYS_BEFORE, 1, None, "1\u00a0jour avant"),
        (DeadlineRule.NONE, None, date(2026, 12, 4), ""),
    ],
)
def test_in_words(rule: str, number: int | None, activity_on: date | None, said: str) -> None:
    assert deadlines.words(Channel(deadline=rule, deadline_number=number), activity_on=activity_on) == said


@pytest.mark.parametrize(
    ("rule", "number", "today", "is_closed"),
    [
        (DeadlineRule.MONTH_DAY, 20, date(2026, 11, 19), False),
        (DeadlineRule.MONTH_DAY, 20, date(2026, 11, 20), True),
        (DeadlineRule.DAYS_BEFORE, 15, date(2026, 12, 3), False),
        (DeadlineRule.NONE, None, date(2026, 12, 3), False),
    ],
)
def test_only_who_closes_takes_nothing_more(rule: str, number: int | None, today: date, is_closed: bool) -> None:
    channel = Channel(deadline=rule, deadline_number=number)
    assert deadlines.is_closed(channel, activity_on=date(2026, 12, 4), today=today) is is_closed
