"""The terms proposed: quarters trimmed by the holidays of the zone, and the days from holidays to holidays."""

from datetime import date

from escale.programme import terms
from escale.programme.terms import Term

NOVEMBER = date(2026, 11, 13)
WINTER = Term(starts_on=date(2027, 1, 4), ends_on=date(2027, 3, 31))


def test_the_next_quarter_begins_after_the_holidays_and_has_its_months_as_a_name():
    found = terms.proposed("B", on=NOVEMBER)
    assert terms.next_one(found, on=NOVEMBER) == WINTER
    assert WINTER.title == "Programme de janvier à mars"
    assert found.school_calendar_known


def test_quarters_stop_before_the_holidays_and_none_is_in_summer():
    found = terms.proposed("B", on=NOVEMBER).quarters
    assert [(each.starts_on, each.ends_on) for each in found] == [
        (date(2026, 9, 1), date(2026, 12, 18)),
        (date(2027, 1, 4), date(2027, 3, 31)),
        (date(2027, 4, 1), date(2027, 6, 30)),
        (date(2027, 9, 1), date(2027, 12, 17)),
    ]
    assert found[2].title == "Programme d’avril à juin"


def test_from_holidays_to_holidays_a_bridge_is_no_term():
    found = terms.proposed("B", on=NOVEMBER).between_holidays
    assert found[0] == Term(starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 18))
    assert date(2027, 5, 3) not in [each.starts_on for each in found]


def test_without_a_school_calendar_quarters_are_whole():
    found = terms.proposed(None, on=NOVEMBER)
    assert (found.school_calendar_known, found.between_holidays) == (False, [])
    assert found.quarters[1] == Term(starts_on=date(2027, 1, 1), ends_on=date(2027, 3, 31))


def test_a_term_is_proposed_on_any_day_of_the_year():
    for ordinal in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal()):
        on = date.fromordinal(ordinal)
        found = terms.proposed("B", on=on)
        assert terms.next_one(found, on=on).starts_on > on
        assert min(each.ends_on for each in [*found.quarters, *found.between_holidays]) > on
