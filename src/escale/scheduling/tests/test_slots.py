"""What a slot means, on named days: each test is a sentence of the architecture page, §5."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from escale.scheduling.intervals import Interval
from escale.scheduling.slots import Busy, Opening, SlotRule, fits, horizon_end, slots
from escale.scheduling.wall_clock import day_bounds, fold_label, to_instants

PARIS = ZoneInfo("Europe/Paris")
REUNION = ZoneInfo("Indian/Reunion")
GUADELOUPE = ZoneInfo("America/Guadeloupe")
VITRE, FOUGERES = "Vitré", "Fougères"
LONG_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
RULE = SlotRule(
    duration=timedelta(minutes=45), notice=timedelta(minutes=30), horizon_end=datetime(2029, 1, 1, tzinfo=UTC)
)


def at(hour: int, minute: int = 0) -> datetime:
    """An hour of Tuesday 12 January 2027 in Vitré."""
    return datetime(2027, 1, 12, hour, minute, tzinfo=PARIS).astimezone(UTC)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def starts(openings, busy=(), rule=RULE, now=LONG_BEFORE, zone=PARIS, **more) -> list[str]:
    row = slots(openings, busy, rule, now, zone=zone, **more)
    return [f"{slot.start.astimezone(zone):%H:%M}" for slot in row]


def opened(on: date, start: time, end: time, zone: ZoneInfo) -> Opening:
    existing = to_instants(on, start, end, zone)
    assert existing is not None
    return Opening(existing.start, existing.end)


MORNING = Opening(at(9), at(12), VITRE)


def test_slots_follow_each_other_from_the_beginning_of_the_opening():
    assert starts([MORNING]) == ["09:00", "09:45", "10:30", "11:15"]


def test_the_step_is_a_spacing_that_may_differ_from_the_duration():
    assert starts([MORNING], rule=replace(RULE, step=minutes(60))) == ["09:00", "10:00", "11:00"]
    assert starts([Opening(at(9), at(10), VITRE)], rule=replace(RULE, step=minutes(5))) == [
        "09:00",
        "09:05",
        "09:10",
        "09:15",
    ]


def test_a_slot_ends_within_the_opening():
    assert starts([Opening(at(9), at(10, 29), VITRE)]) == ["09:00"]
    assert starts([Opening(at(9), at(9, 44), VITRE)]) == []


def test_slots_restart_at_the_end_of_a_busy_interval_off_the_grid():
    assert starts([MORNING], [Busy(at(9, 50), at(10, 5))]) == ["09:00", "10:05", "10:50"]


def test_back_to_back_is_not_an_overlap():
    assert starts([MORNING], [Busy(at(9, 45), at(10, 30))]) == ["09:00", "10:30", "11:15"]


def test_busy_intervals_may_overlap_each_other():
    assert starts([MORNING], [Busy(at(9), at(10)), Busy(at(9, 30), at(9, 40)), Busy(at(9, 50), at(10, 20))]) == [
        "10:20",
        "11:05",
    ]


def test_an_absence_over_the_whole_week_leaves_nothing():
    assert starts([MORNING], [Busy(at(9) - 5 * 24 * HOUR, at(9) + 5 * 24 * HOUR)]) == []


def test_now_cuts_the_row_without_shifting_it():
    assert starts([MORNING], now=at(9, 20)) == ["10:30", "11:15"]


def test_the_notice_is_elapsed_time_with_its_limit_included():
    assert starts([MORNING], now=at(9, 15)) == ["09:45", "10:30", "11:15"]
    assert starts([MORNING], now=at(9, 15) + timedelta(seconds=1)) == ["10:30", "11:15"]


def test_overlapping_permanences_at_one_place_show_no_hour_twice():
    assert starts([Opening(at(10), at(12), VITRE), Opening(at(9), at(11), VITRE)]) == starts([MORNING])


def test_two_places_at_the_same_hours_show_no_hour_twice():
    assert starts([MORNING, MORNING._replace(place=FOUGERES)]) == starts([MORNING])


def test_buffers_add_up_after_the_one_before_the_next():
    rule = replace(RULE, before=minutes(5), after=minutes(10))
    busy = [Busy(at(9, 57), at(10, 15), before=minutes(3), after=minutes(2), place=VITRE)]
    # 9 h can't be: it would need 10 after it and 3 before 9 h 57. The row restarts at 10 h 15 + 2 after + 5 before.
    assert starts([MORNING], busy, rule=rule) == ["10:22", "11:07"]
    assert starts([MORNING], [busy[0]._replace(before=minutes(2))], rule=rule) == ["09:00", "10:22", "11:07"]


def test_a_gap_exactly_as_long_as_the_buffers_is_enough():
    rule = replace(RULE, after=minutes(10))
    assert starts([MORNING], [Busy(at(9, 57), at(12), before=minutes(2))], rule=rule) == ["09:00"]
    assert starts([MORNING], [Busy(at(9, 57), at(12), before=minutes(3))], rule=rule) == []


def test_buffers_do_not_eat_the_edges_of_an_opening():
    assert starts([MORNING], rule=replace(RULE, before=minutes(15), after=minutes(15))) == starts([MORNING])


def test_travel_is_added_between_two_places_in_its_own_direction():
    lengths = {(FOUGERES, VITRE): minutes(30), (VITRE, FOUGERES): minutes(40)}

    def travel(origin, destination):
        return lengths[origin, destination]

    busy = [Busy(at(10, 25), at(10, 30), place=FOUGERES)]
    assert starts([MORNING], busy, travel=travel) == ["09:00", "11:00"]
    assert starts([MORNING], [busy[0]._replace(start=at(10, 24))], travel=travel) == ["11:00"]
    assert starts([MORNING], [busy[0]._replace(place=VITRE)], travel=travel) == ["09:00", "10:30", "11:15"]
    assert starts([MORNING], [busy[0]._replace(place=None)], travel=travel) == ["09:00", "10:30", "11:15"]


def test_rounding_is_off_by_default_and_follows_the_local_clock():
    busy = [Busy(at(9), at(9, 20))]
    assert starts([MORNING], busy) == ["09:20", "10:05", "10:50"]
    assert starts([MORNING], busy, rule=replace(RULE, round_to=minutes(15))) == ["09:30", "10:15", "11:00"]
    assert starts([MORNING], busy, rule=replace(RULE, round_to=HOUR)) == ["10:00", "11:00"]


def test_rounding_counts_on_the_clock_of_the_marquesas_and_not_on_utc():
    taiohae = ZoneInfo("Pacific/Marquesas")
    opening = opened(date(2027, 1, 12), time(8, 10), time(11), taiohae)
    rule = replace(RULE, round_to=HOUR)
    assert starts([opening], rule=rule, zone=taiohae) == ["09:00", "10:00"]


def test_rounding_crosses_the_spring_change():
    opening = opened(date(2027, 3, 28), time(1, 10), time(7), PARIS)
    assert starts([opening], rule=replace(RULE, round_to=2 * HOUR)) == ["04:00", "06:00"]


def test_rounding_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        slots([MORNING], [], replace(RULE, round_to=HOUR), LONG_BEFORE)


def test_the_horizon_is_the_whole_last_local_day():
    evening = Opening(at(22), at(22) + 5 * HOUR, VITRE)
    rule = replace(RULE, step=HOUR, horizon_end=horizon_end(at(8) - 7 * 24 * HOUR, PARIS, days=7))
    # 23 h is the last start of that day; midnight belongs to the next one.
    assert starts([evening], rule=rule) == ["22:00", "23:00"]


def test_the_horizon_in_months_ends_with_a_short_month():
    now = datetime(2028, 1, 31, 23, 30, tzinfo=PARIS)
    assert horizon_end(now, PARIS, months=1).astimezone(PARIS).date() == date(2028, 2, 29)
    assert horizon_end(now, PARIS, months=1) + timedelta.resolution == day_bounds(date(2028, 3, 1), PARIS).start


def test_the_last_instant_of_the_horizon_is_included():
    assert starts([MORNING], rule=replace(RULE, horizon_end=at(9, 45))) == ["09:00", "09:45"]


def test_a_row_crosses_midnight():
    night = Opening(at(23), at(23) + 2 * HOUR, VITRE)
    assert starts([night], rule=replace(RULE, duration=minutes(30))) == ["23:00", "23:30", "00:00", "00:30"]


def test_29_february_2028_is_a_day_like_another():
    opening = opened(date(2028, 2, 29), time(9), time(12), PARIS)
    assert starts([opening]) == ["09:00", "09:45", "10:30", "11:15"]


def test_28_march_2027_from_1_to_4_offers_two_hours():
    opening = opened(date(2027, 3, 28), time(1), time(4), PARIS)
    assert starts([opening], rule=replace(RULE, duration=minutes(30))) == ["01:00", "01:30", "03:00", "03:30"]


def test_31_october_2027_from_1_to_4_offers_half_past_two_twice_and_says_which():
    opening = opened(date(2027, 10, 31), time(1), time(4), PARIS)
    row = slots([opening], [], replace(RULE, duration=minutes(30)), LONG_BEFORE)
    assert [(f"{slot.start.astimezone(PARIS):%H:%M}", fold_label(slot.start, PARIS)) for slot in row] == [
        ("01:00", None),
        ("01:30", None),
        ("02:00", "avant le changement d’heure"),
        ("02:30", "avant le changement d’heure"),
        ("02:00", "après le changement d’heure"),
        ("02:30", "après le changement d’heure"),
        ("03:00", None),
        ("03:30", None),
    ]


def test_taking_the_first_half_past_two_leaves_the_second():
    opening = opened(date(2027, 10, 31), time(1), time(4), PARIS)
    first = datetime(2027, 10, 31, 2, 30, tzinfo=PARIS)
    rule = replace(RULE, duration=minutes(30))
    busy = [Busy(first, first.astimezone(UTC) + minutes(30))]
    assert not fits(Interval(first, first.astimezone(UTC) + minutes(30)), [opening], busy, rule, LONG_BEFORE)
    second = first.replace(fold=1)
    assert fits(Interval(second, second + minutes(30)), [opening], busy, rule, LONG_BEFORE)


@pytest.mark.parametrize("zone", [REUNION, GUADELOUPE])
@pytest.mark.parametrize("night", [date(2027, 3, 28), date(2027, 10, 31)])
def test_overseas_offers_the_same_hours_on_both_nights(zone, night):
    opening = opened(night, time(1), time(4), zone)
    assert starts([opening], rule=replace(RULE, duration=HOUR), zone=zone) == ["01:00", "02:00", "03:00"]


@pytest.mark.parametrize(("on", "hours"), [(date(2027, 3, 28), 23), (date(2027, 10, 31), 25), (date(2027, 1, 12), 24)])
@pytest.mark.parametrize("step", [15, 30, 45, 60])
def test_a_whole_day_holds_as_many_slots_as_time_that_passes(on, hours, step):
    row = slots([Opening(*day_bounds(on, PARIS))], [], replace(RULE, duration=minutes(step)), LONG_BEFORE)
    assert len(row) == hours * HOUR // minutes(step)


def test_instants_of_any_zone_give_the_same_slots():
    local = Opening(at(9).astimezone(PARIS), at(12).astimezone(REUNION), VITRE)
    busy = [Busy(at(10).astimezone(GUADELOUPE), at(11).astimezone(PARIS))]
    assert slots([local], busy, RULE, LONG_BEFORE.astimezone(PARIS)) == slots([MORNING], busy, RULE, LONG_BEFORE)


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="no zone"):
        slots([MORNING], [], RULE, datetime(2027, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    "wrong",
    [
        {"duration": minutes(0)},
        {"step": minutes(-5)},
        {"before": minutes(-5)},
        {"notice": minutes(-1)},
        {"round_to": minutes(7)},
        {"round_to": minutes(0)},
    ],
)
def test_a_rule_that_cannot_cut_is_refused(wrong):
    with pytest.raises(ValueError):
        replace(RULE, **wrong)
