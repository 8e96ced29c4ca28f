"""The activities behind a number: those it counts, listed without the name of anybody helped."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from escale.activity.models import ActivityRecordQuerySet, Participation, RecordDevice, RecordTag, RecordTopic, Tag
from escale.places.models import Venue
from escale.statistics import raw
from escale.statistics.scopes import Scope

type Narrow = Callable[[ActivityRecordQuerySet, str], ActivityRecordQuerySet]


NUL = "\0"
"""PostgreSQL looks for no text that holds it."""

LARGEST = 2**63 - 1
"""What a column holds: SQLite can't even compare a larger number."""


class NoSuchNumber(Exception):
    """No number of the page is counted so."""


def records(scope: Scope, *, axis: str = "", value: str = "") -> ActivityRecordQuerySet:
    """The activities of a scope that one line of one table counts; all of them without an axis. Raises NoSuchNumber."""
    found = raw.records(scope)
    if not axis:
        return found
    if axis not in NARROWINGS or NUL in value:
        raise NoSuchNumber(axis)
    try:
        if value and axis in OWNED and not _is_owned(axis, _number(value), scope):
            raise NoSuchNumber(value)
        return NARROWINGS[axis](found, value)
    except ValueError as problem:
        raise NoSuchNumber(value) from problem


def _number(value: str) -> int:
    """Raises ValueError."""
    number = int(value)
    if not 0 <= number <= LARGEST:
        raise ValueError(value)
    return number


def _is_owned(axis: str, pk: int, scope: Scope) -> bool:
    """Whether the row is the organization's: the name of another's is told to nobody."""
    return OWNED[axis].filter(pk=pk, organization=scope.organization).exists()


def _of_people(field: str) -> Narrow:
    def narrow(found: ActivityRecordQuerySet, value: str) -> ActivityRecordQuerySet:
        return found.filter(Exists(Participation.objects.filter(Q((field, value)), record=OuterRef("pk"))))

    return narrow


OWNED: Mapping[str, QuerySet[Any]] = MappingProxyType({"tag": Tag.objects.all(), "venue": Venue.objects.all()})
"""Axes whose values are rows."""

NARROWINGS: Mapping[str, Narrow] = MappingProxyType(
    {
        "topic": lambda found, value: found.filter(
            Exists(RecordTopic.objects.filter(record=OuterRef("pk"), topic=value))
        ),
        "device": lambda found, value: found.filter(
            Exists(RecordDevice.objects.filter(record=OuterRef("pk"), device=value))
        ),
        "tag": lambda found, value: found.filter(
            Exists(RecordTag.objects.filter(record=OuterRef("pk"), tag=_number(value)))
        ),
        "venue": lambda found, value: found.filter(venue=_number(value) if value else None),
        "hour": lambda found, value: found.filter(hour=_number(value) if value else None),
        "weekday": lambda found, value: found.filter(on__iso_week_day=_number(value)),
        "autonomy": lambda found, value: found.filter(autonomy=value),
        "posture": lambda found, value: found.filter(posture=value),
        "gender": _of_people("gender"),
        "age": _of_people("age_band"),
        "status": _of_people("status"),
        "acquisition": _of_people("acquisition"),
        "commune": _of_people("commune"),
    }
)
"""How each table of the page is told from the rows."""
