"""Where something is coming in a whole country: the places that hold it, gathered by département, for a map and its list.

Places are counted, not sessions: each is looked up once in an index, whatever the number of sessions it holds.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from escale.places import communes, maps
from escale.places.communes import Commune
from escale.places.maps import Mark, Sketch
from escale.places.models import Venue, VenueKind
from escale.prepared import prepared
from escale.workshops.models import Access, Session

FEWEST_KM = 80
"""Places that all stand within are shown one by one, around a commune."""
MOST_SHOWN = 30
KM_PER_DEGREE = 111


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """Places of one département where something is coming; `around` is the commune that holds the most of them."""

    number: int
    around: Commune
    places: int
    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True)
class Country:
    """The map of a wide territory, and its list."""

    clusters: Sequence[Cluster]
    sketch: Sketch | None


def map_of(organization_ids: frozenset[int] | None, *, now: datetime) -> Country | None:
    """The map of everything, when it is too wide for one list; None when it all stands around one town. One query."""
    rows = [row for row in _holding(now) if organization_ids is None or row[0] in organization_ids]
    if not rows or not _is_wide([(latitude, longitude) for _, _, latitude, longitude in rows]):
        return None
    clusters = tuple(gathered(rows))
    return Country(clusters=clusters, sketch=_drawn(clusters))


@lru_cache(maxsize=16)
def _drawn(clusters: tuple[Cluster, ...]) -> Sketch | None:
    """The same places give the same map: a whole country takes longer to draw than to count."""
    return maps.sketch(Mark(number=each.number, latitude=each.latitude, longitude=each.longitude) for each in clusters)


def gathered(rows: Sequence[tuple[int, str, float, float]]) -> list[Cluster]:
    """The places (organization, commune, latitude, longitude) by département, those with the most places first."""
    known = sorted((row for row in rows if communes.by_code(row[1])), key=lambda row: (_department(row), row[1]))
    groups = sorted((list(group) for _, group in groupby(known, key=_department)), key=lambda group: -len(group))
    return [
        Cluster(
            number=number,
            around=_main_town(group),
            places=len(group),
            latitude=sum(row[2] for row in group) / len(group),
            longitude=sum(row[3] for row in group) / len(group),
        )
        for number, group in enumerate(groups[:MOST_SHOWN], start=1)
    ]


def _department(row: tuple[int, str, float, float]) -> str:
    return communes.department_of(row[1])


def _main_town(group: Sequence[tuple[int, str, float, float]]) -> Commune:
    held = Counter(row[1] for row in group)
    code = max(held, key=lambda each: (held[each], each))
    town = communes.by_code(code)
    if town is None:
        raise KeyError(code)
    return town


def _is_wide(points: Sequence[tuple[float, float]]) -> bool:
    high = max(point[0] for point in points) - min(point[0] for point in points)
    wide = max(point[1] for point in points) - min(point[1] for point in points)
    return max(high, wide * 0.7) * KM_PER_DEGREE > FEWEST_KM


@prepared
def _holding(now: datetime) -> QuerySet[Venue, Any]:
    """The places on the map where a session anyone may come to is coming."""
    coming = Session.objects.filter(
        venue=OuterRef("pk"),
        starts_at__gt=now,
        canceled_at=None,
        group__canceled_at=None,
        group__published_at__lte=now,
        group__access=Access.PUBLIC,
    )
    return (
        Venue.objects.in_use()
        .filter(kind=VenueKind.ON_SITE, latitude__isnull=False, longitude__isnull=False)
        .filter(Exists(coming))
        .order_by("pk")
        .values_list("organization_id", "commune", "latitude", "longitude")
    )
