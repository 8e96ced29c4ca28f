"""Who receives when, and who is busy. One table says who is busy: `Commitment`."""

from escale.agenda.models.absences import (
    Absence,
    AbsenceQuerySet,
    Closure,
    ClosureQuerySet,
    RepeatedAbsence,
    RepeatedAbsenceQuerySet,
)
from escale.agenda.models.calendars import (
    CalendarFeed,
    CalendarKind,
    ExternalCalendar,
    ExternalCalendarQuerySet,
    ExternalEvent,
    ReadingProblem,
)
from escale.agenda.models.equipment import Equipment, EquipmentKind, EquipmentQuerySet
from escale.agenda.models.loans import Loan, LoanQuerySet
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
    "AbsenceQuerySet",
    "CalendarFeed",
    "CalendarKind",
    "Closure",
    "ClosureQuerySet",
    "Commitment",
    "CommitmentKind",
    "CommitmentQuerySet",
    "Equipment",
    "EquipmentKind",
    "EquipmentQuerySet",
    "ExternalCalendar",
    "ExternalCalendarQuerySet",
    "ExternalEvent",
    "Loan",
    "LoanQuerySet",
    "OccurrenceQuerySet",
    "Permanence",
    "PermanenceOccurrence",
    "PermanenceQuerySet",
    "ReadingProblem",
    "Reception",
    "RepeatedAbsence",
    "RepeatedAbsenceQuerySet",
    "Resource",
    "ResourceKind",
]
