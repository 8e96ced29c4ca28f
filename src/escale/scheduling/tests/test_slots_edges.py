"""The edges of slots: two places in one row, a buffer on the night the hour changes, what cannot cut a day."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from escale.scheduling.intervals import Interval
from escale.scheduling.slots import Busy, Opening, SlotRule, slots

PARIS = ZoneInfo("Europe/Paris")
HOUR = timedelta(hours=1)
LONG_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
LATE = datetime(2027, 12, 31, tzinfo=UTC)
NINE = datetime(2026, 11, 16, 8, tzinfo=UTC)
RULE = SlotRule(duration=HOUR, notice=timedelta(0), horizon_end=LATE)


def opened(start: datetime, hours: int, place: str) -> Opening:
    return Opening(start, start + hours * HOUR, place)


def test_the_hours_of_two_places_are_one_row_by_start() -> None:
    found = slots([opened(NINE + 2 * HOUR, 1, "Fougères"), opened(NINE, 1, "Vitré")], [], RULE, LONG_BEFORE)
    assert found == [Interval(NINE, NINE + HOUR), Interval(NINE + 2 * HOUR, NINE + 3 * HOUR)]


def test_nothing_open_gives_no_hour() -> None:
    assert slots([], [], RULE, LONG_BEFORE) == []


@pytest.mark.parametrize("zone", [UTC, PARIS])
@pytest.mark.parametrize(
    ("starts", "ends", "free"),
    [
        # Half an hour after the first half past two is two o’clock again, not three.
        (-2.5, -1.5, [-4, -1, 0, 1, 2, 3]),
        # Half an hour before three is the second half past two.
        (0, 1, [-4, -3, -2, 1.5, 2.5]),
    ],
)
def test_a_buffer_counts_elapsed_time_the_night_the_hour_changes(
    zone: ZoneInfo, starts: float, ends: float, free: list[float]
) -> None:
    three = datetime(2026, 10, 25, 2, tzinfo=UTC)
    rule = SlotRule(duration=HOUR, notice=timedelta(0), horizon_end=LATE, before=HOUR / 2, after=HOUR / 2)
    busy = Busy(*((three + hours * HOUR).astimezone(zone) for hours in (starts, ends)))
    night = opened(three - 4 * HOUR, 8, "Vitré")
    found = slots([night], [busy], rule, LONG_BEFORE, zone=PARIS)
    assert [hour.start for hour in found] == [three + hours * HOUR for hours in free]


@pytest.mark.parametrize("hours", [16, 48])
def test_a_rounding_that_divides_two_days_and_not_one_is_refused(hours: int) -> None:
    with pytest.raises(ValueError, match="divides the day"):
        SlotRule(duration=HOUR, notice=timedelta(0), horizon_end=LATE, round_to=hours * HOUR)


def test_a_horizon_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        SlotRule(duration=HOUR, notice=timedelta(0), horizon_end=LATE.replace(tzinfo=None))


def test_hours_that_would_never_go_on_are_refused() -> None:
    with pytest.raises(ValueError, match="longer than nothing"):
        SlotRule(duration=HOUR, notice=timedelta(0), horizon_end=LATE, step=timedelta(0))
