"""The map drawn on the server: a pure function of points."""

import math

from escale.places import communes, maps
from escale.places.distance import Point
from escale.places.maps import Mark, Sketch

VITRE = Point(48.1235, -1.2094)
CAEN = Mark(number=2, latitude=49.18, longitude=-0.37)


def mark(number: int, north_km: float = 0, east_km: float = 0) -> Mark:
    east = east_km / maps.KM_PER_DEGREE / math.cos(math.radians(VITRE.latitude))
    return Mark(
        number=number, latitude=VITRE.latitude + north_km / maps.KM_PER_DEGREE, longitude=VITRE.longitude + east
    )


def drawn(*marks: Mark, here: Point | None = None) -> Sketch:
    sketch = maps.sketch(marks, here=here)
    assert sketch is not None
    return sketch


def test_without_a_place_there_is_no_map() -> None:
    assert maps.sketch([], here=VITRE) is None


def test_north_is_up_east_is_right_and_the_scale_is_true() -> None:
    south_west, north_east = drawn(mark(1), mark(2, north_km=4, east_km=6)).pins
    assert (south_west.x < north_east.x, south_west.y > north_east.y) == (True, True)

    scale = drawn(mark(1), mark(2, east_km=10))
    first, second = scale.pins
    assert scale.scale.words == "2\u00a0km"
    assert abs((second.x - first.x) / 10 * 2 - scale.scale.width) <= 1


def test_places_of_one_building_are_read_apart_and_each_stays_in_sight() -> None:
    pins = drawn(*(mark(number) for number in range(1, 8)), here=VITRE).pins
    gaps = [math.hypot(one.x - other.x, one.y - other.y) for one in pins for other in pins if one is not other]
    assert min(gaps) >= maps.PIN_APART
    assert all(17 < pin.x < maps.WIDTH - 17 and 17 < pin.y < maps.HEIGHT - 17 for pin in pins)
    assert {pin.at for pin in pins} == {"48.12350,-1.20940"}  # what the map one can move is told


def test_communes_are_named_where_they_hide_no_pin() -> None:
    sketch = drawn(mark(1), mark(2, north_km=9, east_km=14))
    names = [town.name for town in sketch.towns]
    assert len(names) == len(set(names)) > 3
    assert all(math.hypot(town.x - pin.x, town.y - pin.y) > 17 for town in sketch.towns for pin in sketch.pins)
    assert "Vitré" in [town.name for town in drawn(*(mark(number) for number in (1, 2, 3))).towns]
    assert communes.within(48.1, -1.25, 48.14, -1.18)[0].name == "Vitré"


def test_outlines_are_drawn_on_wide_maps_alone() -> None:
    assert drawn(mark(1), mark(2, east_km=5)).outlines == ()
    wide = drawn(mark(1), CAEN)
    assert 3 < len(wide.outlines) < 40
    assert all(path.startswith("M") and path.endswith("Z") for path in wide.outlines)
