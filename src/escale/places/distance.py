"""How far, in kilometres, in words, and in time. A straight line is enough to choose a place."""

import math
from datetime import timedelta
from typing import NamedTuple, Protocol

EARTH_RADIUS_KM = 6371.0088
WALKING_KM_PER_HOUR = 4.5
DRIVING_KM_PER_HOUR = 50
PARKING = timedelta(minutes=5)
# Two venues this near are one place: the same square, or the same building entered twice.
SAME_PLACE_KM = 0.05


class Located(Protocol):
    """Anything with coordinates in degrees (WGS 84)."""

    @property
    def latitude(self) -> float: ...
    @property
    def longitude(self) -> float: ...


class Point(NamedTuple):
    latitude: float
    longitude: float


def kilometres(a: Located, b: Located) -> float:
    """The great-circle distance (haversine), in kilometres."""
    lat_a, lat_b = math.radians(a.latitude), math.radians(b.latitude)
    half_lat = math.sin((lat_b - lat_a) / 2) ** 2
    half_lon = math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    chord = min(1.0, half_lat + math.cos(lat_a) * math.cos(lat_b) * half_lon)
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(chord))


def distance_words(km: float) -> str:
    """ "à 8 km" from 1 km on, "à 5 min à pied" below, "sur place" when there is no way to go."""
    if km < SAME_PLACE_KM:
        return "sur place"
    if km < 1:
        return f"à {walking_minutes(km)}\u00a0min à pied"
    thousands, rest = divmod(round(km), 1000)
    return f"à {thousands}\u00a0{rest:03d}\u00a0km" if thousands else f"à {rest}\u00a0km"


def travel_time(km: float) -> timedelta:
    """The time an adviser needs between two venues: none at the same place, on foot below 1 km.

    Beyond, 50 km/h as the crow flies and five minutes to park, rounded up to the minute.
    """
    if km < SAME_PLACE_KM:
        return timedelta()
    if km < 1:
        return timedelta(minutes=walking_minutes(km))
    return timedelta(minutes=math.ceil(km / DRIVING_KM_PER_HOUR * 60)) + PARKING


def walking_minutes(km: float) -> int:
    """Whole minutes on foot, one at least."""
    return max(1, math.ceil(km / WALKING_KM_PER_HOUR * 60))
