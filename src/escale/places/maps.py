"""A small map drawn on the server: numbered places, the communes around, a scale, north up. It asks no other site for anything.

`sketch` is a pure function of points; `places/map.html` draws what it answers, on a page or on paper.
"""

import heapq
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

from escale.places import communes
from escale.places.communes import Commune
from escale.places.distance import Located

WIDTH, HEIGHT = 520, 330
MARGIN = 46
"""Around the outermost places, in units of the drawing: room for a pin and half a name."""
KM_PER_DEGREE = 111.195
SMALLEST_KM = 1.5
"""One place alone is shown with its quarter around, not blown up."""
OUTLINES_FROM_KM = 30
"""Outlines are exact to about a kilometre: on a narrower map there is only land."""
PIN_APART = 30
MOST_TOWNS = 9
LETTER, LINE = 9, 20
"""About the width of a letter of a name, and the height of its line."""
SCALES_KM = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
LONGEST_SCALE = 120


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A place to show, by the number it has in the list beside; `name` and `href` are for the map one can move."""

    number: int
    latitude: float
    longitude: float
    name: str = ""
    href: str = ""


class Position(NamedTuple):
    x: int
    y: int


@dataclass(frozen=True)
class Pin:
    """A mark and where it is drawn, `shift` away from its true place."""

    mark: Mark
    x: int
    y: int
    shift: str

    @property
    def at(self) -> str:
        """ "48.12345,-1.21": never with a comma for a decimal point."""
        return _written(self.mark)


@dataclass(frozen=True)
class Town:
    """The name of a commune, beside its dot, on the left of it if `is_left`; a pin may leave it no room for a dot."""

    name: str
    x: int
    y: int
    is_left: bool
    has_dot: bool
    at: str


@dataclass(frozen=True)
class Scale:
    width: int
    words: str


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """A map ready to be drawn, in units of its own `width` and `height`."""

    width: int
    height: int
    outlines: tuple[str, ...]  # paths; none on a map too narrow for them: it is all land
    towns: tuple[Town, ...]
    pins: tuple[Pin, ...]
    here: Position | None
    here_at: str
    scale: Scale


def sketch(
    marks: Iterable[Mark], *, here: Located | None = None, width: int = WIDTH, height: int = HEIGHT
) -> Sketch | None:
    """The map that holds every mark, and where one starts from; None when there is no mark.

    Pins too near to be read apart are moved aside a little; names of communes that would hide a pin are left out.
    """
    shown = list(marks)
    if not shown:
        return None
    view = _view([*shown, here] if here else shown, width=width, height=height)
    start = view.position(here) if here else None
    pins = _apart([(mark, view.position(mark)) for mark in shown], avoided=[start] if start else [])
    busy = [(pin.x, pin.y) for pin in pins] + ([start] if start else [])
    return Sketch(
        width=width,
        height=height,
        outlines=view.outlines() if view.kilometres >= OUTLINES_FROM_KM else (),
        towns=_towns(view, busy),
        pins=pins,
        here=start,
        here_at=_written(here) if here else "",
        scale=_scale(view),
    )


@dataclass(frozen=True, kw_only=True)
class _View:
    """A flat projection around the middle of what is shown."""

    latitude: float
    longitude: float
    km_per_unit: float
    width: int
    height: int

    @property
    def kilometres(self) -> float:
        return self.width * self.km_per_unit

    @property
    def _units_per_degree(self) -> tuple[float, float]:
        north = KM_PER_DEGREE / self.km_per_unit
        return north * math.cos(math.radians(self.latitude)), north

    def _xy(self, longitude: float, latitude: float) -> tuple[float, float]:
        east, north = self._units_per_degree
        return (
            self.width / 2 + (longitude - self.longitude) * east,
            self.height / 2 - (latitude - self.latitude) * north,
        )

    def position(self, place: Located) -> Position:
        x, y = self._xy(place.longitude, place.latitude)
        return Position(round(x), round(y))

    def bounds(self) -> tuple[float, float, float, float]:
        """South, west, north, east, in degrees."""
        east, north = self._units_per_degree
        half_lat, half_lon = self.height / 2 / north, self.width / 2 / east
        return (
            self.latitude - half_lat,
            self.longitude - half_lon,
            self.latitude + half_lat,
            self.longitude + half_lon,
        )

    def outlines(self) -> tuple[str, ...]:
        south, west, north, east = self.bounds()
        return tuple(
            _path([self._xy(longitude, latitude) for longitude, latitude in ring.points])
            for ring in _rings()
            if ring.south < north and ring.north > south and ring.west < east and ring.east > west
        )


def _view(places: Sequence[Located], *, width: int, height: int) -> _View:
    latitudes, longitudes = [place.latitude for place in places], [place.longitude for place in places]
    latitude = (min(latitudes) + max(latitudes)) / 2
    longitude = (min(longitudes) + max(longitudes)) / 2
    high = (max(latitudes) - min(latitudes)) * KM_PER_DEGREE
    wide = (max(longitudes) - min(longitudes)) * KM_PER_DEGREE * math.cos(math.radians(latitude))
    km_per_unit = max(wide / (width - 2 * MARGIN), high / (height - 2 * MARGIN), SMALLEST_KM / width)
    return _View(latitude=latitude, longitude=longitude, km_per_unit=km_per_unit, width=width, height=height)


def _apart(placed: Iterable[tuple[Mark, Position]], *, avoided: Iterable[Position]) -> tuple[Pin, ...]:
    pins: list[Pin] = []
    taken = list(avoided)
    for mark, at in placed:
        free = next((spot for spot in _around(at) if not _is_near(spot, taken)), at)
        taken.append(free)
        pins.append(Pin(mark, free.x, free.y, f"{free.x - at.x},{free.y - at.y}"))
    return tuple(pins)


def _around(at: Position) -> Iterable[Position]:
    yield at
    for ring in (1, 2, 3):
        for step in range(6 * ring):
            angle = step * math.tau / (6 * ring)
            reach = ring * (PIN_APART + 2)
            yield Position(round(at.x + reach * math.cos(angle)), round(at.y + reach * math.sin(angle)))


def _is_near(spot: Position, others: Iterable[tuple[int, int]]) -> bool:
    return any(math.hypot(spot.x - x, spot.y - y) < PIN_APART for x, y in others)


def _towns(view: _View, busy: list[tuple[int, int]]) -> tuple[Town, ...]:
    """The most populated communes in sight whose names hide nothing; the same ones each time."""
    towns: list[Town] = []
    boxes = [(x - 18, y - 18, x + 18, y + 18) for x, y in busy]
    for commune in _populated(communes.within(*view.bounds())):
        if (town := _named(view, commune, boxes)) is not None:
            towns.append(town)
        if len(towns) == MOST_TOWNS:
            break
    return tuple(towns)


def _populated(found: Iterable[Commune]) -> list[Commune]:
    return heapq.nsmallest(8 * MOST_TOWNS, found, key=lambda commune: (-commune.population, commune.code))


def _named(view: _View, commune: Commune, boxes: list[tuple[int, int, int, int]]) -> Town | None:
    """The name where there is room, at best beside its dot; its box is then taken. None when there is none."""
    at, long = view.position(commune), LETTER * len(commune.name) + 10
    for lower, is_left in product((0, PIN_APART, -PIN_APART), (False, True)):
        y = at.y + lower
        west, east = (at.x - long, at.x + 5) if is_left else (at.x - 5, at.x + long)
        box = (west, y - LINE // 2, east, y + LINE // 2)
        inside = west > 4 and east < view.width - 4 and box[1] > 4 and box[3] < view.height - 30
        if inside and not any(_overlap(box, other) for other in boxes):
            boxes.append(box)
            return Town(commune.name, at.x, y, is_left, not lower, _written(commune))
    return None


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _scale(view: _View) -> Scale:
    km = max((km for km in SCALES_KM if km / view.km_per_unit <= LONGEST_SCALE), default=SCALES_KM[0])
    return Scale(round(km / view.km_per_unit), f"{km:g}\u00a0km" if km >= 1 else f"{km * 1000:g}\u00a0m")


def _written(place: Located) -> str:
    return f"{place.latitude:.5f},{place.longitude:.5f}"


def _path(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{round(x)} {round(y)}" for x, y in points) + "Z"


@dataclass(frozen=True)
class _Ring:
    """The edge of an island or of a mainland part of a département, and the box around it."""

    points: tuple[tuple[float, float], ...]
    west: float
    south: float
    east: float
    north: float


@cache
def _rings() -> tuple[_Ring, ...]:
    packed = files("escale.places").joinpath("static/places/departements.json").read_text()
    shapes = [feature["geometry"]["coordinates"] for feature in json.loads(packed)["features"]]
    edges = [tuple((point[0], point[1]) for point in polygon[0]) for shape in shapes for polygon in shape]
    return tuple(_boxed(edge) for edge in edges)


def _boxed(edge: tuple[tuple[float, float], ...]) -> _Ring:
    longitudes, latitudes = [point[0] for point in edge], [point[1] for point in edge]
    return _Ring(edge, min(longitudes), min(latitudes), max(longitudes), max(latitudes))
