"""Where a received referral stands: read from its appointment, or from the call that was asked; in words."""

from enum import StrEnum

from escale.appointments.models import FREES_THE_HOUR, State
from escale.directory.models import ReceivedReferral
from escale.french.dates import day_hour, day_of_month


class Standing(StrEnum):
    """Where a received referral stands."""

    TO_CALL = "to_call"
    CALLED = "called"
    TO_COME = "to_come"
    CAME = "came"
    MISSED = "missed"
    CALLED_OFF = "called_off"
    CLOSED = "closed"


TONES = {Standing.TO_CALL: "warn", Standing.TO_COME: "tide", Standing.CAME: "ok", Standing.MISSED: "bad"}
_OF_A_STATE = {State.EXPECTED: Standing.TO_COME, State.SEEN: Standing.CAME, State.NO_SHOW: Standing.MISSED}


def standing(received: ReceivedReferral) -> Standing:
    """Where it stands. No query when everything shown was read with it."""
    if appointment := received.appointment:
        is_off = appointment.state in FREES_THE_HOUR
        return Standing.CALLED_OFF if is_off else _OF_A_STATE[State(appointment.state)]
    if received.closed_at or received.callback is None:
        return Standing.CLOSED
    return Standing.CALLED if received.callback.done_at else Standing.TO_CALL


def words(received: ReceivedReferral) -> str:
    """The same, for whoever reads a list: "Attendue vendredi 20 novembre à 9 h", "Pas encore appelée"."""
    where = standing(received)
    if received.appointment is None:
        return {Standing.TO_CALL: "Pas encore appelée", Standing.CALLED: "Appelée"}.get(where, "Sans suite")
    local = received.appointment.local_start
    return {
        Standing.TO_COME: f"Attendue {day_hour(local)}",
        Standing.CAME: f"Venue le {day_of_month(local.date())}",
        Standing.MISSED: f"Pas venue le {day_of_month(local.date())}",
    }.get(where, f"Rendez-vous du {day_of_month(local.date())} annulé")
