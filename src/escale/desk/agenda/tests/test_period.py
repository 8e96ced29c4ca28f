"""Which days a page shows, and how it calls them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.desk.agenda.period import FIRST_DAY, LAST_DAY, Period, View

FRIDAY = date(2026, 11, 13)


@pytest.mark.parametrize(
    ("view", "first", "last"),
    [
        (View.DAY, FRIDAY, FRIDAY),
        (View.WEEK, date(2026, 11, 9), date(2026, 11, 15)),
        (View.MONTH, date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
def test_a_period_holds_whole_days(view, first, last):
    period = Period.around(view, FRIDAY)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    ("view", "words"),
    [(View.DAY, "Vendredi 13 novembre"), (View.WEEK, "Du 9 au 15 novembre"), (View.MONTH, "Novembre 2026")],
)
def test_the_title_says_the_days(view, words):
    period = Period.around(view, FRIDAY)
    assert period.title(period.days, FRIDAY).replace("\u00a0", " ") == words


def test_another_year_is_said():
    week = Period.around(View.WEEK, date(2027, 2, 3))
    assert week.title(week.days[:5], FRIDAY).replace("\u00a0", " ") == "Du 1er au 5 février 2027"


@given(st.sampled_from(View), st.dates(FIRST_DAY, LAST_DAY))
def test_the_next_period_begins_where_this_one_ends_and_comes_back(view, on):
    period = Period.around(view, on)
    if period.following is None:
        return
    following = Period.around(view, period.following)
    assert (following.first - period.last).days == 1
    assert following.previous is not None
    assert Period.around(view, following.previous).first == period.first


@pytest.mark.parametrize("view", View)
def test_the_addresses_end_somewhere(view):
    assert Period.around(view, FIRST_DAY).previous is None
    assert Period.around(view, LAST_DAY).following is None
