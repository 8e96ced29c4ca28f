"""Rules that come back, date by date."""

from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from escale.scheduling import recurrence_text
from escale.scheduling.french_calendar import CalendarUnknown, school_holidays
from escale.scheduling.recurrence import BadRecurrence, Frequency, Parity, Recurrence
from escale.scheduling.wall_clock import to_instants

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
LIGHT = settings(max_examples=100, deadline=None)
ZONES = ["Europe/Paris", "Indian/Reunion", "America/Guadeloupe", "America/Miquelon", "Pacific/Noumea"]

days = st.dates(date(2024, 1, 1), date(2029, 12, 31))
weekly_rules = st.builds(
    Recurrence.weekly,
    starts_on=days,
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    every=st.integers(1, 8),
    count=st.none() | st.integers(1, 60),
    excluded=st.sets(days, max_size=3),
)
monthly_rules = st.builds(
    Recurrence.monthly,
    starts_on=days,
    weekday=st.integers(0, 6),
    nth=st.sampled_from([1, 2, 3, 4, -1]),
    every=st.integers(1, 8),
    count=st.none() | st.integers(1, 30),
)
parity_rules = st.builds(
    Recurrence.weekly,
    starts_on=days,
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    parity=st.sampled_from(Parity),
    excluded=st.sets(days, max_size=3),
)
rules = weekly_rules | monthly_rules | parity_rules | st.builds(Recurrence.once, days)


def all_of(rule: Recurrence) -> list[date]:
    return list(rule.dates(date.min, date(2031, 12, 31)))


@LIGHT
@given(rules, days, st.integers(0, 400))
def test_a_window_shows_the_same_dates_as_the_whole_rule(rule, first, length):
    last = first + timedelta(days=length)
    assert list(rule.dates(first, last)) == [on for on in all_of(rule) if first <= on <= last]


@LIGHT
@given(weekly_rules)
def test_a_weekly_rule_keeps_its_days_and_its_weeks(rule):
    first_monday = rule.starts_on - timedelta(days=rule.starts_on.weekday())
    for on in all_of(rule):
        assert on.weekday() in rule.weekdays
        assert (on - first_monday).days // 7 % rule.every == 0
        assert on >= rule.starts_on
        assert on not in rule.excluded


@LIGHT
@given(monthly_rules)
def test_a_monthly_rule_keeps_its_place_in_the_month(rule):
    for on in all_of(rule):
        place = -1 if rule.nth == -1 and (on + timedelta(days=7)).month != on.month else (on.day - 1) // 7 + 1
        assert ({on.weekday()}, place) == (rule.weekdays, rule.nth)
        assert (on.year * 12 + on.month - rule.starts_on.year * 12 - rule.starts_on.month) % rule.every == 0


@LIGHT
@given(rules)
def test_a_rule_read_from_its_own_text_is_the_same_rule(rule):
    assert recurrence_text.read(recurrence_text.write(rule), starts_on=rule.starts_on, excluded=rule.excluded) == rule


@pytest.mark.parametrize("zone_name", ZONES)
def test_a_permanence_keeps_its_wall_clock_all_year(zone_name):
    zone = ZoneInfo(zone_name)
    rule = Recurrence.weekly(starts_on=date(2027, 1, 5), weekdays=[TUESDAY])
    openings = [to_instants(on, time(9), time(12), zone) for on in rule.dates(date(2027, 1, 1), date(2027, 12, 31))]
    assert len(openings) == 52
    assert all(
        opening is not None
        and opening.start.astimezone(zone).time() == time(9)
        and opening.end.astimezone(zone).time() == time(12)
        for opening in openings
    )


def test_even_weeks_stay_even_two_years_later():
    rule = Recurrence.weekly(starts_on=date(2026, 1, 6), weekdays=[TUESDAY, THURSDAY], every=2)
    assert list(rule.dates(date(2027, 12, 27), date(2028, 1, 21))) == [
        date(2028, 1, 4),
        date(2028, 1, 6),
        date(2028, 1, 18),
        date(2028, 1, 20),
    ]


def test_29_february_2028_is_a_last_tuesday():
    rule = Recurrence.monthly(starts_on=date(2027, 11, 1), weekday=TUESDAY, nth=-1)
    assert list(rule.dates(date(2028, 1, 1), date(2028, 3, 31))) == [
        date(2028, 1, 25),
        date(2028, 2, 29),
        date(2028, 3, 28),
    ]


def test_a_single_date_is_a_rule():
    rule = Recurrence.once(date(2028, 2, 29))
    assert list(rule.dates(date(2028, 2, 29), date(2028, 2, 29))) == [date(2028, 2, 29)]
    assert list(rule.dates(date(2028, 3, 1), date(2029, 3, 1))) == []


def test_the_last_date_is_included():
    rule = Recurrence.weekly(starts_on=date(2026, 9, 1), weekdays=[TUESDAY], until=date(2026, 9, 15))
    assert all_of(rule) == [date(2026, 9, 1), date(2026, 9, 8), date(2026, 9, 15)]


def test_an_excluded_date_counts_among_the_number_of_times():
    rule = Recurrence.weekly(starts_on=date(2026, 9, 1), weekdays=[TUESDAY], count=3, excluded=[date(2026, 9, 8)])
    assert all_of(rule) == [date(2026, 9, 1), date(2026, 9, 15)]


def test_ten_tuesdays_from_15_september_2026_skip_toussaint_and_end_on_1_december():
    away = school_holidays("B", date(2026, 9, 1), date(2026, 12, 31))
    assert not isinstance(away, CalendarUnknown)
    rule = Recurrence.weekly(starts_on=date(2026, 9, 15), weekdays=[TUESDAY])
    in_class = (
        on
        for on in rule.dates(date(2026, 9, 15), date(2026, 12, 31))
        if not any(period.first_on <= on <= period.last_on for period in away)
    )
    sessions = list(islice(in_class, 10))
    assert (len(sessions), sessions[-1]) == (10, date(2026, 12, 1))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (Recurrence.once(date(2026, 9, 1)), "FREQ=DAILY;COUNT=1"),
        (Recurrence.weekly(starts_on=date(2026, 9, 1), weekdays=[TUESDAY]), "FREQ=WEEKLY;BYDAY=TU"),
        (
            Recurrence.weekly(
                starts_on=date(2026, 9, 1), weekdays=[THURSDAY, TUESDAY], every=2, until=date(2026, 12, 31)
            ),
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20261231",
        ),
        (Recurrence.monthly(starts_on=date(2026, 9, 1), weekday=FRIDAY, nth=3), "FREQ=MONTHLY;BYDAY=3FR"),
        (
            Recurrence.monthly(starts_on=date(2026, 9, 1), weekday=FRIDAY, nth=-1, count=4),
            "FREQ=MONTHLY;BYDAY=-1FR;COUNT=4",
        ),
    ],
)
def test_the_text_is_a_plain_rrule(rule, text):
    assert recurrence_text.write(rule) == text


def test_a_weekly_text_without_day_means_the_day_of_the_start():
    rule = recurrence_text.read("RRULE:FREQ=WEEKLY;WKST=MO", starts_on=date(2026, 9, 1))
    assert rule == Recurrence.weekly(starts_on=date(2026, 9, 1), weekdays=[TUESDAY])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tous les mardis",
        "FREQ=DAILY",
        "FREQ=YEARLY;BYDAY=TU",
        "BYDAY=TU",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=2TU",
        "FREQ=WEEKLY;BYDAY=TU;INTERVAL=9",
        "FREQ=WEEKLY;BYDAY=TU;INTERVAL=deux",
        "FREQ=WEEKLY;BYDAY=TU;INTERVAL=²",
        "FREQ=WEEKLY;BYDAY=TU;COUNT=0",
        "FREQ=WEEKLY;BYDAY=TU;COUNT=3;UNTIL=20261231",
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260231",
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231T230000Z",
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260831",
        "FREQ=WEEKLY;BYDAY=TU;WKST=SU",
        "FREQ=WEEKLY;FREQ=WEEKLY;BYDAY=TU",
        "FREQ=WEEKLY;BYHOUR=9",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYDAY=5FR",
        "FREQ=MONTHLY;BYMONTHDAY=13",
    ],
)
def test_a_rule_that_is_not_understood_is_refused_with_a_sentence(text):
    with pytest.raises(BadRecurrence, match=r"^[A-Z].*\.$"):
        recurrence_text.read(text, starts_on=date(2026, 9, 1))


def test_a_rule_without_day_is_refused():
    with pytest.raises(BadRecurrence, match="au moins un jour"):
        Recurrence(starts_on=date(2026, 9, 1), frequency=Frequency.WEEKLY)


def test_even_weeks_stay_even_across_a_year_of_53_weeks():
    """2026 has 53 weeks: week 52 is followed by an odd one, then by another odd one, the first of 2027."""
    rule = Recurrence.weekly(starts_on=date(2026, 12, 1), weekdays=[TUESDAY], parity=Parity.EVEN)
    assert list(rule.dates(date(2026, 12, 15), date(2027, 1, 31))) == [
        date(2026, 12, 22),
        date(2027, 1, 12),
        date(2027, 1, 26),
    ]


def test_odd_weeks_meet_two_weeks_in_a_row_after_week_53():
    rule = Recurrence.weekly(starts_on=date(2026, 12, 1), weekdays=[TUESDAY], parity=Parity.ODD)
    assert list(rule.dates(date(2026, 12, 28), date(2027, 1, 20))) == [
        date(2026, 12, 29),
        date(2027, 1, 5),
        date(2027, 1, 19),
    ]


@LIGHT
@given(parity_rules)
def test_calendar_programs_read_even_and_odd_weeks_as_they_are_meant(rule):
    read = rrulestr(recurrence_text.write(rule), dtstart=datetime.combine(rule.starts_on, time.min))
    first, last = (datetime.combine(on, time.min) for on in (date(2024, 1, 1), date(2031, 12, 31)))
    meant = [each.date() for each in read.between(first, last, inc=True)]
    assert all_of(rule) == [on for on in meant if on not in rule.excluded]


@pytest.mark.parametrize(
    "text",
    ["FREQ=YEARLY;BYDAY=TU", "FREQ=YEARLY;BYWEEKNO=2,4;BYDAY=TU", "FREQ=WEEKLY;BYWEEKNO=2;BYDAY=TU"],
)
def test_other_weeks_of_the_year_are_refused(text):
    with pytest.raises(BadRecurrence):
        recurrence_text.read(text, starts_on=date(2026, 1, 1))


def test_even_weeks_go_neither_with_every_other_week_nor_with_a_number_of_times():
    for wrong in ({"every": 2}, {"count": 3}):
        with pytest.raises(BadRecurrence):
            Recurrence.weekly(starts_on=date(2026, 1, 1), weekdays=[TUESDAY], parity=Parity.EVEN, **wrong)
