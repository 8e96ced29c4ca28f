"""The benchmarks measure what they say: answers held to an oracle before a time counts, goals that can be missed."""

from collections.abc import Iterator
from datetime import date
from unittest.mock import patch

import pytest
import time_machine

from escale.operations.bench import generator, pouring
from escale.operations.bench.figures import Figure, WrongAnswer, table
from escale.operations.bench.runner import main
from escale.operations.bench.slots import Search
from escale.operations.bench.timing import growth
from escale.testing import builders

FIRST, LAST = date(2026, 11, 30), date(2027, 1, 24)


@pytest.fixture
def search(db: None) -> Iterator[Search]:
    """On the clock of those weeks: hours that are over are shown by nobody."""
    with time_machine.travel(builders.NOW, tick=False):
        with pouring.fast_pouring():
            of = generator.department("Ille-et-Vilaine", advisers=4, first=FIRST)
        yield Search(of=of, first=FIRST, last=LAST)


def test_the_first_day_of_every_search_is_the_monday_that_follows() -> None:
    assert generator.first_day(date(2026, 11, 24)) == FIRST


def test_the_product_and_the_floor_say_what_the_oracle_says(search: Search) -> None:
    search.check()


def test_a_wrong_answer_is_never_timed(search: Search) -> None:
    with patch.object(Search, "run", lambda self: []), pytest.raises(WrongAnswer, match="the product shows 0 hours"):
        search.check()


def test_a_figure_has_its_ratio_to_the_floor_and_may_miss_its_goal() -> None:
    figure = Figure(scenario="slots", metric="search", value=12, unit="ms", floor=4, at_most=10)
    assert figure.as_json() == {
        "scenario": "slots",
        "metric": "search",
        "value": 12,
        "unit": "ms",
        "floor": 4,
        "ratio": 3,
        "goal": "≤ 10",
        "ok": False,
    }
    assert table([figure]).splitlines()[1].endswith("MISSED")


def test_what_takes_ten_times_longer_for_ten_times_more_grows_with_exponent_one() -> None:
    assert growth(small=2, large=20, times=10) == pytest.approx(1)


def test_an_unknown_scenario_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["slot"])
    assert "slots, booking, reminders" in capsys.readouterr().err
