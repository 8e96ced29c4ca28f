"""A person's appointments, told in sentences, the latest first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from escale.accounts import rules
from escale.accounts.models import Membership
from escale.appointments import changes, moving
from escale.appointments.changes import Trace
from escale.appointments.models import Appointment, State
from escale.desk import change_words
from escale.desk.change_words import Line
from escale.desk.people.events import Event, Told
from escale.french.dates import day, day_hour, day_year
from escale.together import Reading

MOST = 50


@dataclass(frozen=True)
class Undo:
    """The button that takes back the last thing that happened."""

    address: str
    words: str


def of(
    appointments: Collection[Appointment],
    *,
    told: Mapping[int, Told],
    reader: Membership,
    zone: ZoneInfo,
    now: datetime,
) -> Reading[list[Event]]:
    """Tell these appointments as far as the reader may know, with what was changed about each, and done. One query."""
    traces = yield from changes.traces(appointments)
    return [
        _event(each, traces[each.pk], told=told.get(each.pk), reader=reader, zone=zone, now=now)
        for each in appointments
    ]


def of_one(appointment: Appointment, *, reader: Membership, zone: ZoneInfo) -> Reading[list[Line]]:
    """The whole history of one appointment, the latest first. One query."""
    trace = (yield from changes.traces([appointment]))[appointment.pk]
    return change_words.lines(appointment, trace, reader=reader, zone=zone)


def undo_of(appointment: Appointment, *, now: datetime) -> Undo | None:
    """What can still be taken back of this appointment: a move of the last minutes, a cancellation to come."""
    if appointment.state == State.REVOKED and appointment.starts_at > now:
        return Undo(reverse("desk:restore", args=[appointment.pk]), "Rétablir le rendez-vous")
    if appointment.state == State.EXPECTED and moving.undoable(appointment, now=now):
        return Undo(reverse("desk:undo-move", args=[appointment.pk]), "Annuler le déplacement")
    return None


def _event(
    appointment: Appointment,
    trace: Trace,
    *,
    told: Told | None,
    reader: Membership,
    zone: ZoneInfo,
    now: datetime,
) -> Event:
    local = appointment.local_start
    lines = change_words.lines(appointment, trace, reader=reader, zone=zone)
    is_next = appointment.is_upcoming(now=now)
    words = day_hour(local) if is_next else day(local) if local.year == now.year else day_year(local)
    css = "next" if is_next else "k-rdv" if appointment.state == State.SEEN else "k-off"
    return Event(
        at=appointment.starts_at,
        on=local.date().isoformat(),
        when=words[:1].upper() + words[1:],
        sentence=_sentence(appointment, reader=reader, now=now),
        css=css,
        pk=appointment.pk,
        changes=[line for line in lines if line.is_move],
        told=told,
    )


def _sentence(appointment: Appointment, *, reader: Membership, now: datetime) -> str:
    about = ""
    if rules.may_see_notes(reader):
        about = f" : {(appointment.subject or appointment.reason.name).rstrip('.')}"
    who = f"avec {appointment.adviser.first_name}"
    match appointment.state:
        case State.SEEN:
            return f"Rendez-vous {who}{about}."
        case State.NO_SHOW:
            return f"Absence au rendez-vous {who}{about}."
        case State.EXCUSED:
            return f"A prévenu : le rendez-vous {who} n’a pas eu lieu{about}."
        case State.REVOKED:
            return f"Rendez-vous {who} annulé par nous{about}."
        case _ if appointment.starts_at > now:
            return f"Rendez-vous prévu {who}{about}."
        case _ if appointment.ends_at > now:
            return f"Rendez-vous en cours {who}{about}."
        case _:
            return f"Rendez-vous {who}, sans issue notée{about}."
