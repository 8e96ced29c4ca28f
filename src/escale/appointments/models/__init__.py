"""What an appointment is for, the appointments themselves, and those who ask for one."""

from escale.appointments.models.appointments import (
    ABSENCES_COUNT_FOR,
    FREES_THE_HOUR,
    Appointment,
    AppointmentQuerySet,
    BookedVia,
    State,
)
from escale.appointments.models.callbacks import CallbackRequest, CallbackRequestQuerySet
from escale.appointments.models.changes import (
    LONGEST_WHY,
    MOVES,
    AppointmentChange,
    AppointmentChangeQuerySet,
    ChangeKind,
)
from escale.appointments.models.reasons import BookableBy, Reason, ReasonQuerySet
from escale.appointments.models.waiting import (
    BETWEEN_OFFERS,
    MOST_OFFERS,
    HalfDay,
    Offer,
    OfferQuerySet,
    OfferState,
    WaitingEntry,
    WaitingEntryQuerySet,
    WhyClosed,
)
from escale.appointments.models.walk_ins import (
    IN_THE_ROOM,
    RECEIVED_NOW,
    KioskLink,
    KioskLinkQuerySet,
    WalkIn,
    WalkInOutcome,
    WalkInQuerySet,
    WalkInState,
)

__all__ = [
    "ABSENCES_COUNT_FOR",
    "BETWEEN_OFFERS",
    "FREES_THE_HOUR",
    "IN_THE_ROOM",
    "LONGEST_WHY",
    "MOST_OFFERS",
    "MOVES",
    "RECEIVED_NOW",
    "Appointment",
    "AppointmentChange",
    "AppointmentChangeQuerySet",
    "AppointmentQuerySet",
    "BookableBy",
    "BookedVia",
    "CallbackRequest",
    "CallbackRequestQuerySet",
    "ChangeKind",
    "HalfDay",
    "KioskLink",
    "KioskLinkQuerySet",
    "Offer",
    "OfferQuerySet",
    "OfferState",
    "Reason",
    "ReasonQuerySet",
    "State",
    "WaitingEntry",
    "WaitingEntryQuerySet",
    "WalkIn",
    "WalkInOutcome",
    "WalkInQuerySet",
    "WalkInState",
    "WhyClosed",
]
