"""The story of an appointment in sentences, the newest first: what happened, what was sent, what will be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from escale.appointments import messages
from escale.appointments.models import MOVES, Appointment, AppointmentChange, BookedVia, ChangeKind, State
from escale.french.dates import day_hour
from escale.french.sms import to_gsm
from escale.outbox.catalogue import Dropped
from escale.outbox.models import Channel, Message, MessageState

REMINDERS = (messages.REMINDER.name, messages.SAME_MORNING.name)
TOLD = frozenset({*MOVES, ChangeKind.MOVE_UNDONE, ChangeKind.RESTORED})
"""The changes the person reads of."""
LEFT = (MessageState.SENT, MessageState.DELIVERED)


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line: when, in words and for machines; what; and whether it is still to come."""

    at: datetime
    when: str
    what: str
    is_next: bool = False


@dataclass(frozen=True, kw_only=True)
class Received:
    """The SMS of the confirmation as it arrives, and what is said under it."""

    text: str
    note: str


def messages_of(appointment: Appointment) -> list[Message]:
    """Every message about the appointment, the oldest first."""
    return list(Message.objects.about(messages.ABOUT, appointment.pk).order_by("created_at", "pk"))


def events(appointment: Appointment, sent: list[Message]) -> list[Event]:
    """The story, what is still to come at the top, then the newest first. One query: what was moved."""
    moves = list(AppointmentChange.objects.filter(appointment=appointment, kind__in=TOLD).with_names().in_order())
    coming = sorted(_coming(appointment, sent), key=lambda event: event.at)
    past = sorted(_past(appointment, sent, moves), key=lambda event: event.at, reverse=True)
    return coming + past


def confirmation(appointment: Appointment, sent: list[Message], *, now: datetime) -> Received | None:
    """The confirmation by SMS as it arrives; None for a landline, or when SMS were refused."""
    first = next((row for row in sent if row.kind == messages.CONFIRMATION.name and row.channel == Channel.SMS), None)
    if first is None:
        return None
    rendered = messages.CONFIRMATION.render(first, now)
    if not first.text and isinstance(rendered, Dropped):
        return None
    text = first.text or to_gsm("" if isinstance(rendered, Dropped) else rendered.text)
    return Received(
        text=text, note=" ".join(filter(None, [_leaving(appointment, first), _reminding(appointment, sent)]))
    )


def will_be_called(sent: list[Message]) -> bool:
    """Whether the reminder is a call."""
    return any(row.kind in REMINDERS and row.channel == Channel.CALL for row in sent)


def _coming(appointment: Appointment, sent: list[Message]) -> Iterator[Event]:
    if appointment.state != State.EXPECTED:
        return
    for row in sent:
        if row.kind in REMINDERS and row.state == MessageState.WAITING:
            what = {
                Channel.SMS: "Un SMS de rappel partira.",
                Channel.EMAIL: "Un mail de rappel partira.",
            }.get(Channel(row.channel), "Nous vous appellerons pour vous le rappeler.")
            yield _event(appointment, row.due_at, what, is_next=True)


def _past(appointment: Appointment, sent: list[Message], moves: list[AppointmentChange]) -> Iterator[Event]:
    confirmed = next((row for row in sent if row.kind == messages.CONFIRMATION.name), None)
    booked = "Vous avez réservé." if appointment.booked_via == BookedVia.PUBLIC else "Nous avons noté le rendez-vous."
    yield _event(appointment, appointment.created_at, " ".join(filter(None, [booked, _receipt(confirmed)])))
    for change in moves:
        told = next((row for row in sent if row.kind == messages.CHANGE.name and row.revision == change.revision), None)
        yield _event(appointment, change.at, " ".join(filter(None, [_moved(change), _receipt(told)])))
    for row in sent:
        if row.kind in REMINDERS and row.state in LEFT and row.sent_at:
            yield _event(appointment, row.sent_at, "Un SMS de rappel est parti.")
    if appointment.settled_at and appointment.state in (State.EXCUSED, State.REVOKED):
        what = "Vous avez annulé." if appointment.state == State.EXCUSED else "Nous avons dû annuler."
        yield _event(appointment, appointment.settled_at, what)


def _moved(change: AppointmentChange) -> str:
    """What changed for the person, without who nor why."""
    if change.kind == ChangeKind.RESTORED:
        return "Le rendez-vous est de nouveau prévu."
    if change.from_starts_at != change.to_starts_at:
        return f"L’heure a changé : {day_hour(change.local_to)} au lieu de {day_hour(change.local_from)}."
    if change.from_venue_id != change.to_venue_id:
        return f"Le lieu a changé : {change.to_venue}."
    if change.from_adviser_id != change.to_adviser_id:
        return f"Vous verrez {change.to_adviser.first_name}."
    return "Le rendez-vous a changé."


def _receipt(row: Message | None) -> str:
    if row is None or row.channel != Channel.SMS:
        return ""
    return {
        MessageState.WAITING: "Le SMS va partir.",
        MessageState.SENDING: "Le SMS va partir.",
        MessageState.SENT: "SMS envoyé.",
        MessageState.DELIVERED: "SMS bien reçu.",
        MessageState.FAILED: "Le SMS n’est pas arrivé.",
    }.get(MessageState(row.state), "")


def _leaving(appointment: Appointment, row: Message) -> str:
    if row.sent_at is None:
        return "Il part dans un instant."
    verb = "Reçu" if row.state == MessageState.DELIVERED else "Parti"
    return f"{verb} {_words(appointment, row.delivered_at or row.sent_at)}."


def _reminding(appointment: Appointment, sent: list[Message]) -> str:
    waiting = [row for row in sent if row.kind in REMINDERS and row.state == MessageState.WAITING]
    return f"Un rappel part {_words(appointment, waiting[0].due_at)}." if waiting else ""


def _event(appointment: Appointment, at: datetime, what: str, *, is_next: bool = False) -> Event:
    local = at.astimezone(appointment.venue.zone)
    return Event(at=local, when=_words(appointment, at).capitalize(), what=what, is_next=is_next)


def _words(appointment: Appointment, at: datetime) -> str:
    return day_hour(at.astimezone(appointment.venue.zone))
