"""The activities behind a number: those it counts, listed without the name of anybody helped."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.db.models import Exists, OuterRef, Q

from escale.activity.models import ActivityRecordQuerySet, Participation, RecordDevice, RecordTag, RecordTopic
from escale.statistics import raw
from escale.statistics.scopes import Scope

type Narrow = Callable[[ActivityRecordQuerySet, str], ActivityRecordQuerySet]


class NoSuchNumber(Exception):
    """No number of the page is counted so."""


def records(scope: Scope, *, axis: str = "", value: str = "") -> ActivityRecordQuerySet:
    """The activities of a scope that one line of one table counts; all of them without an axis. Raises NoSuchNumber."""
    found = raw.records(scope)
    if not axis:
        return found
    if axis not in NARROWINGS:
        raise NoSuchNumber(axis)
    try:
        return NARROWINGS[axis](found, value)
    except ValueError as problem:
        raise NoSuchNumber(value) from problem


def _of_people(field: str) -> Narrow:
    def narrow(found: ActivityRecordQuerySet, value: str) -> ActivityRecordQuerySet:
        return found.filter(Exists(Participation.objects.filter(Q((field, value)), record=OuterRef("pk"))))

    return narrow


NARROWINGS: Mapping[str, Narrow] = MappingProxyType(
    {
        "topic": lambda found, value: found.filter(
            Exists(RecordTopic.objects.filter(record=OuterRef("pk"), topic=value))
        ),
        "device": lambda found, value: found.filter(
            Exists(RecordDevice.objects.filter(record=OuterRef("pk"), device=value))
        ),
        "tag": lambda found, value: found.filter(
            Exists(RecordTag.objects.filter(record=OuterRef("pk"), tag=int(value)))
        ),
        "venue": lambda found, value: found.filter(venue=int(value) if value else None),
        "hour": lambda found, value: found.filter(hour=int(value) if value else None),
        "weekday": lambda found, value: found.filter(on__iso_week_day=int(value)),
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
