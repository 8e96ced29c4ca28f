from datetime import timedelta

import pytest

from escale.places.communes import by_code
from escale.places.distance import Point, distance_words, kilometres, travel_time


def test_the_great_circle_between_two_cities():
    rennes, paris = Point(48.1173, -1.6778), Point(48.8566, 2.3522)
    assert kilometres(rennes, paris) == pytest.approx(308, abs=2)
    assert kilometres(paris, rennes) == kilometres(rennes, paris)
    assert kilometres(paris, paris) == 0


def test_a_distance_may_cross_the_date_line():
    assert kilometres(Point(0, 179.5), Point(0, -179.5)) == pytest.approx(111.2, abs=0.1)


def test_antipodes_are_half_the_earth_away():
    assert kilometres(Point(0, 0), Point(0, 180)) == pytest.approx(20_015, abs=1)


def test_balaze_is_a_few_kilometres_from_vitre():
    vitre, balaze = by_code("35360"), by_code("35015")
    assert vitre is not None
    assert balaze is not None
    assert 4 < kilometres(vitre, balaze) < 9


@pytest.mark.parametrize(
    ("km", "words"),
    [
        (0, "sur place"),
        (0.04, "sur place"),
        (0.06, "à 1\u00a0min à pied"),
        (0.35, "à 5\u00a0min à pied"),
        (0.99, "à 14\u00a0min à pied"),
        (1, "à 1\u00a0km"),
        (7.6, "à 8\u00a0km"),
        (104.4, "à 104\u00a0km"),
        (9503, "à 9\u00a0503\u00a0km"),
    ],
)
def test_a_distance_is_said_in_walking_minutes_then_in_kilometres(km: float, words: str):
    assert distance_words(km) == words


@pytest.mark.parametrize(
    ("km", "minutes"),
    [(0, 0), (0.04, 0), (0.35, 5), (0.99, 14), (1, 7), (8, 15), (50, 65)],
)
def test_travel_is_on_foot_below_a_kilometre_then_by_car(km: float, minutes: int):
    assert travel_time(km) == timedelta(minutes=minutes)
