"""What an appointment is for, the appointments themselves, and those who ask for one."""

from escale.appointments.models.appointments import (
    FREES_THE_HOUR,
    Acquisition,
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
from escale.appointments.models.waiting import FreedHourAlert, FreedHourAlertQuerySet

__all__ = [
    "FREES_THE_HOUR",
    "LONGEST_WHY",
    "MOVES",
    "Acquisition",
    "Appointment",
    "AppointmentChange",
    "AppointmentChangeQuerySet",
    "AppointmentQuerySet",
    "BookableBy",
    "BookedVia",
    "CallbackRequest",
    "CallbackRequestQuerySet",
    "ChangeKind",
    "FreedHourAlert",
    "FreedHourAlertQuerySet",
    "Reason",
    "ReasonQuerySet",
    "State",
]
