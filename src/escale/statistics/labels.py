"""What the values of each axis are called, and in which order those of a scale come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db.models import Choices, Model

from escale import together
from escale.activity.models import Autonomy, Device, NextStep, Place, Posture, Tag
from escale.directory.needs import NEEDS
from escale.people.models import Acquisition, AgeBand, Gender, SocialStatus
from escale.places.communes import by_code
from escale.places.models import Venue
from escale.statistics.tallies import Tally
from escale.statistics.unmet import OTHER
from escale.together import Reading
from escale.topics import Topic

_NAMED: Mapping[str, type[Choices]] = {
    "topic": Topic,
    "device": Device,
    "posture": Posture,
    "autonomy": Autonomy,
    "place": Place,
    "next_step": NextStep,
    "gender": Gender,
    "age": AgeBand,
    "status": SocialStatus,
    "acquisition": Acquisition,
}
_DURATIONS = {
    "under_30": "moins de 30 minutes",
    "under_60": "de 30 minutes à 1 heure",
    "under_120": "de 1 heure à 2 heures",
    "longer": "2 heures et plus",
}
_WEEKDAYS = {
    "1": "lundi",
    "2": "mardi",
    "3": "mercredi",
    "4": "jeudi",
    "5": "vendredi",
    "6": "samedi",
    "7": "dimanche",
}
_HOURS = {str(hour): f"{hour} h" for hour in range(24)}
_SCALES = {
    "posture": [*Posture.values],
    "autonomy": [*Autonomy.values],
    "gender": [*Gender.values],
    "age": [*AgeBand.values],
    "status": [*SocialStatus.values],
    "duration": [*_DURATIONS],
    "weekday": [*_WEEKDAYS],
    "hour": [*_HOURS],
}
_ROWS: Mapping[str, type[Model]] = {"venue": Venue, "tag": Tag}
UNSAID = "non dit"


@dataclass(frozen=True)
class Labels:
    """The names of what a tally holds; those of rows were read by axis."""

    rows: Mapping[str, Mapping[str, str]]

    def of(self, axis: str, value: str) -> str:
        """What a value is called; one nobody named is said as it is kept."""
        if value == "":
            return UNSAID
        if axis in ("commune", "place_commune"):
            commune = by_code(value)
            return commune.name if commune else value
        return (self.rows.get(axis) or _FIXED.get(axis, {})).get(value, value)


def read(*tallies: Tally) -> Labels:
    """Read the names of the venues and of the tags of these tallies. One query at most."""
    return together.read(of(*tallies))


def of(*tallies: Tally) -> Reading[Labels]:
    """The names of the venues and of the tags of these tallies."""
    held: defaultdict[str, set[int]] = defaultdict(set)
    for axis, value, _ in chain.from_iterable(tallies):
        if axis in _ROWS:
            held[axis].add(int(value))
    named = {
        axis: _ROWS[axis]._default_manager.filter(pk__in=pks).order_by("pk").values_list("pk", "name")
        for axis, pks in held.items()
    }
    yield named.values()
    return Labels(rows={axis: {str(pk): name for pk, name in rows} for axis, rows in named.items()})


def scale(axis: str) -> Sequence[str]:
    """The values of an axis that has an order of its own, nothing for the others, which come by number."""
    return _SCALES.get(axis, ())


_FIXED: Mapping[str, Mapping[str, str]] = {
    **{axis: {str(value): str(label) for value, label in choices.choices} for axis, choices in _NAMED.items()},
    "duration": _DURATIONS,
    "weekday": _WEEKDAYS,
    "hour": _HOURS,
    "unmet": {**{need.code: need.label for need in NEEDS}, OTHER: "Un autre besoin"},
}
