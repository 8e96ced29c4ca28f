"""What could be shown near a point, as light rows: an index answers for a box of degrees, nothing is read whole.

Each function asks one query, whatever the number of offers, and never reads more than it says.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from math import cos, radians
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from escale.offers.models import ForeignOffer
from escale.places.distance import Located, Point, kilometres
from escale.places.models import Venue, VenueKind
from escale.prepared import prepared
from escale.topics import Topic
from escale.workshops.models import Access, Group, Mode, Session, Workshop, WorkshopTopic

KM_PER_DEGREE = 111.0
MARGIN_KM = 1.0
MOST_PLACES = 48
"""In the middle of a city, the nearest ones: nobody looks further."""
MOST_SESSIONS = 200
"""Around a commune, the soonest: more than anybody reads on a page."""
MOST_BESIDE = 100
"""When words were said: those of workshops that answer are read besides, these are for the titles of their own."""
LOOKED_AT = 1.5
"""How many more are looked at, before those that aren't published are left out: an index alone answers for them."""
MOST_FED = 2000
"""For a program, and where nobody said from where: more than a département holds."""
MOST_FOREIGN = 300


_TOPICS = {topic.value: topic for topic in Topic}


class Place(NamedTuple):
    """A venue, and how far it is; None when nobody said from where."""

    pk: int
    organization_id: int
    km: float | None
    time_zone: str
    kind: str


class Row(NamedTuple):
    """A session to come of a group anyone may join, and what is said of its group."""

    session_id: int
    starts_at: datetime
    mode: str
    number: int | None
    venue_id: int
    organization_id: int
    group_id: int
    title: str
    level: str
    audience: str
    price_note: str
    closes_at: datetime | None
    workshop_id: int
    joins_until: int | None


ROW = (
    "pk",
    "starts_at",
    "mode",
    "number",
    "venue_id",
    "organization_id",
    "group_id",
    "group__title",
    "group__level",
    "group__audience",
    "group__price_note",
    "group__closes_at",
    "group__workshop_id",
    "group__cycle__joins_until",
)


class Text(NamedTuple):
    """A workshop as it is told."""

    pk: int
    title: str
    lines: str


class Box(NamedTuple):
    """Degrees around a circle: an index reads them, then distances are measured."""

    south: float
    north: float
    west: float
    east: float

    @classmethod
    def around(cls, at: Located, *, km: float) -> "Box":
        high = (km + MARGIN_KM) / KM_PER_DEGREE
        wide = high / max(cos(radians(at.latitude)), 0.01)
        return cls(at.latitude - high, at.latitude + high, at.longitude - wide, at.longitude + wide)


def places(around: Located, *, km: float) -> list[Place]:
    """The venues within so many kilometres, the nearest first."""
    rows = _venues_in(*Box.around(around, km=km))
    near = [
        Place(pk, organization, kilometres(around, Point(latitude, longitude)), zone, kind)
        for pk, organization, latitude, longitude, zone, kind in rows
    ]
    return sorted((place for place in near if (place.km or 0) <= km), key=lambda each: (each.km, each.pk))[:MOST_PLACES]


def places_of(venue_ids: Collection[int], *, around: Located | None) -> list[Place]:
    """These venues, whatever the distance."""
    rows = Venue.objects.filter(pk__in=venue_ids).order_by("pk")
    fields = rows.values_list("pk", "organization_id", "latitude", "longitude", "time_zone", "kind")
    return [
        Place(pk, organization, _km(around, latitude, longitude), zone, kind)
        for pk, organization, latitude, longitude, zone, kind in fields
    ]


def coming_at(venue_ids: Sequence[int], *, start: datetime, end: datetime, now: datetime) -> list[Row]:
    """The sessions to come at these venues that start after `start` and before `end`, the soonest first."""
    return [Row(*row) for row in _coming_at(list(venue_ids), start, end, now)]


def coming_beside(venue_ids: Sequence[int], *, start: datetime, end: datetime, now: datetime) -> list[Row]:
    """The same, fewer of them."""
    return [Row(*row) for row in _coming_beside(list(venue_ids), start, end, now)]


def coming_anywhere(*, start: datetime, end: datetime, now: datetime) -> list[Row]:
    """The same, wherever it is."""
    return [Row(*row) for row in _coming(start, end, now)]


def coming_online(*, start: datetime, end: datetime, now: datetime) -> list[Row]:
    """The same, followed from home."""
    return [Row(*row) for row in _coming_online(start, end, now)]


def told_at(venue_ids: Sequence[int], *, start: datetime, end: datetime, now: datetime) -> list[Row]:
    """The same at these venues with what was called off, for feeds: a calendar takes an entry out only when it is told so."""
    return [Row(*row) for row in _told_at(list(venue_ids), start, end, now)]


def told_anywhere(*, start: datetime, end: datetime, now: datetime) -> list[Row]:
    """The same wherever it is, called off or not."""
    return [Row(*row) for row in _told_anywhere(start, end, now)]


def coming_about(
    workshop_ids: Sequence[int], venue_ids: Sequence[int], *, start: datetime, end: datetime, now: datetime
) -> list[Row]:
    """The same, of these workshops at these venues."""
    return [Row(*row) for row in _coming_about(list(workshop_ids), list(venue_ids), start, end, now)]


def workshops_of(organization_ids: Collection[int]) -> list[Text]:
    """The workshops these organizations may hold, as they are told."""
    return [
        Text(pk, title, f"{promise}\n{learns}") for pk, title, promise, learns in _texts_of(sorted(organization_ids))
    ]


def workshops_told(workshop_ids: Collection[int]) -> list[Text]:
    """These workshops, as they are told."""
    return [Text(pk, title, f"{promise}\n{learns}") for pk, title, promise, learns in _texts(sorted(workshop_ids))]


def topics_of(workshop_ids: Collection[int]) -> dict[int, tuple[Topic, ...]]:
    """The subjects of these workshops, the main one first."""
    found: dict[int, list[Topic]] = {}
    for pk, topic in _topics(sorted(workshop_ids)):
        found.setdefault(pk, []).append(_TOPICS[topic])
    return {pk: tuple(topics) for pk, topics in found.items()}


def foreign(around: Located | None, *, km: float, now: datetime) -> list[ForeignOffer]:
    """What other sites offer within so many kilometres, dated ones to come and those that have no date, source beside."""
    found = _foreign_in(*Box.around(around, km=km), now) if around else _foreign_anywhere(now)
    if not found:
        return []
    rows = ForeignOffer.objects.filter(pk__in=[pk for (pk,) in found]).select_related("source")
    return list(rows.order_by("starts_at", "pk"))


def _km(around: Located | None, latitude: float | None, longitude: float | None) -> float | None:
    if around is None or latitude is None or longitude is None:
        return None
    return kilometres(around, Point(latitude, longitude))


@prepared
def _venues_in(south: float, north: float, west: float, east: float) -> QuerySet[Venue, Any]:
    return (
        Venue.objects.filter(latitude__gte=south, latitude__lte=north, longitude__gte=west, longitude__lte=east)
        .filter(kind=VenueKind.ON_SITE)
        .order_by()
        .values_list("pk", "organization_id", "latitude", "longitude", "time_zone", "kind")
    )


def _published(start: datetime, end: datetime, now: datetime) -> QuerySet[Session]:
    rows = Session.objects.filter(starts_at__gt=start, starts_at__lt=end)
    return rows.filter(group__published_at__lte=now, group__access=Access.PUBLIC).order_by("starts_at", "pk")


def _open(start: datetime, end: datetime, now: datetime) -> QuerySet[Session]:
    return _published(start, end, now).filter(canceled_at=None, group__canceled_at=None)


@prepared
def _coming_at(venues: list[int], start: datetime, end: datetime, now: datetime) -> QuerySet[Session, Any]:
    return _soonest_at(venues, start, end, now, most=MOST_SESSIONS)


@prepared
def _coming_beside(venues: list[int], start: datetime, end: datetime, now: datetime) -> QuerySet[Session, Any]:
    return _soonest_at(venues, start, end, now, most=MOST_BESIDE)


def _soonest_at(
    venues: list[int], start: datetime, end: datetime, now: datetime, *, most: int
) -> QuerySet[Session, Any]:
    soonest = Session.objects.filter(venue__in=venues, starts_at__gt=start, starts_at__lt=end).by_date()
    looked_at = soonest.values("pk")[: int(most * LOOKED_AT)]
    return _open(start, end, now).filter(pk__in=looked_at).values_list(*ROW)[:most]


@prepared
def _coming(start: datetime, end: datetime, now: datetime) -> QuerySet[Session, Any]:
    return _open(start, end, now).values_list(*ROW)[:MOST_FED]


@prepared
def _told_at(venues: list[int], start: datetime, end: datetime, now: datetime) -> QuerySet[Session, Any]:
    return _published(start, end, now).filter(venue__in=venues).values_list(*ROW)[:MOST_FED]


@prepared
def _told_anywhere(start: datetime, end: datetime, now: datetime) -> QuerySet[Session, Any]:
    return _published(start, end, now).values_list(*ROW)[:MOST_FED]


@prepared
def _coming_online(start: datetime, end: datetime, now: datetime) -> QuerySet[Session, Any]:
    return _open(start, end, now).filter(mode=Mode.ONLINE).values_list(*ROW)[:MOST_SESSIONS]


@prepared
def _coming_about(
    workshops: list[int], venues: list[int], start: datetime, end: datetime, now: datetime
) -> QuerySet[Session, Any]:
    # By the groups of the workshops: by the places, every session to come there would be looked at.
    theirs = Group.objects.filter(workshop__in=workshops).values("pk")
    rows = _open(start, end, now).filter(group__in=theirs, venue__in=venues)
    return rows.values_list(*ROW)[:MOST_SESSIONS]


@prepared
def _foreign_in(south: float, north: float, west: float, east: float, now: datetime) -> QuerySet[ForeignOffer, Any]:
    near = Q(latitude__gte=south, latitude__lte=north, longitude__gte=west, longitude__lte=east)
    return _foreign(now).filter(near | Q(is_online=True)).values_list("pk")[:MOST_FOREIGN]


@prepared
def _foreign_anywhere(now: datetime) -> QuerySet[ForeignOffer, Any]:
    return _foreign(now).values_list("pk")[:MOST_FOREIGN]


def _foreign(now: datetime) -> QuerySet[ForeignOffer]:
    return ForeignOffer.objects.shown().filter(Q(starts_at=None) | Q(starts_at__gt=now)).order_by("starts_at", "pk")


@prepared
def _texts_of(organizations: list[int]) -> QuerySet[Workshop, Any]:
    rows = Workshop.objects.filter(organization__in=organizations).order_by()
    return rows.values_list("pk", "title", "promise", "learns")


@prepared
def _texts(workshops: list[int]) -> QuerySet[Workshop, Any]:
    return Workshop.objects.filter(pk__in=workshops).order_by().values_list("pk", "title", "promise", "learns")


@prepared
def _topics(workshops: list[int]) -> QuerySet[WorkshopTopic, Any]:
    rows = WorkshopTopic.objects.filter(workshop__in=workshops).order_by("workshop", "pk")
    return rows.values_list("workshop_id", "topic")


def once_a_group(rows: Iterable[Row]) -> dict[int, list[Row]]:
    """The sessions of each group, in their order."""
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.group_id, []).append(row)
    return groups
