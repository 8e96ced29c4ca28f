"""Who receives when, and who is busy. One table says who is busy: `Commitment`."""

from escale.agenda.models.absences import Absence, Closure, ClosureQuerySet
from escale.agenda.models.calendars import (
    CalendarFeed,
    CalendarKind,
    ExternalCalendar,
    ExternalCalendarQuerySet,
    ExternalEvent,
    ReadingProblem,
)
from escale.agenda.models.permanences import (
    LONGEST_DAY,
    OccurrenceQuerySet,
    Permanence,
    PermanenceOccurrence,
    PermanenceQuerySet,
    Reception,
)
from escale.agenda.models.resources import Commitment, CommitmentKind, CommitmentQuerySet, Resource, ResourceKind

__all__ = [
    "LONGEST_DAY",
    "Absence",
    "CalendarFeed",
    "CalendarKind",
    "Closure",
    "ClosureQuerySet",
    "Commitment",
    "CommitmentKind",
    "CommitmentQuerySet",
    "ExternalCalendar",
    "ExternalCalendarQuerySet",
    "ExternalEvent",
    "OccurrenceQuerySet",
    "Permanence",
    "PermanenceOccurrence",
    "PermanenceQuerySet",
    "ReadingProblem",
    "Reception",
    "Resource",
    "ResourceKind",
]
