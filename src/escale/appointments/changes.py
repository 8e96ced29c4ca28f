"""The history of an appointment: each operation writes its line in its own transaction, and nothing rewrites one."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from escale.accounts.models import User
from escale.appointments import messages
from escale.appointments.models import LONGEST_WHY, Appointment, AppointmentChange, ChangeKind
from escale.outbox.models import Message
from escale.together import Reading

PLACE = ("state", "starts_at", "ends_at", "venue_id", "room_id", "adviser_id", "co_adviser_id")


@dataclass(frozen=True)
class Before:
    """Where an appointment stood before an operation touched it."""

    values: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Trace:
    """All that is known of the life of one appointment, in order."""

    changes: list[AppointmentChange]
    messages: list[Message]

    def sent_with(self, revision: int) -> list[Message]:
        """The messages a change wrote, found by its revision."""
        return [message for message in self.messages if message.revision == revision]


def before(appointment: Appointment) -> Before:
    """Note where an appointment stands: call it before changing anything."""
    return Before(MappingProxyType({name: getattr(appointment, name) for name in PLACE}))


def write(
    kind: ChangeKind, appointment: Appointment, *, was: Before, by: User | None, why: str = "", now: datetime
) -> AppointmentChange:
    """Write one line of the history, for callers inside the transaction of the change; `by` is None for the person."""
    values = {f"from_{name}": value for name, value in was.values.items()}
    values |= {f"to_{name}": getattr(appointment, name) for name in PLACE}
    return AppointmentChange.objects.create(
        appointment=appointment,
        kind=kind,
        at=now,
        by=by,
        why=why[:LONGEST_WHY],
        revision=appointment.revision,
        **values,
    )


def kind_of_move(appointment: Appointment, was: Before) -> ChangeKind:
    """What a move is called: another hour or place, else another adviser, else another duration."""
    now_at = before(appointment).values
    changed = {name for name in PLACE if now_at[name] != was.values[name]}
    if changed == {"ends_at"}:
        return ChangeKind.RESIZED
    stays = changed.isdisjoint({"starts_at", "venue_id"})
    return ChangeKind.GIVEN if stays and "adviser_id" in changed else ChangeKind.MOVED


def last_of(appointment: Appointment) -> AppointmentChange | None:
    """The latest change of an appointment, or None when nothing has happened since it was booked."""
    return AppointmentChange.objects.filter(appointment=appointment).with_names().order_by("-at", "-pk").first()


def traces(appointments: Collection[Appointment]) -> Reading[dict[int, Trace]]:
    """The trace of each of these appointments, by its number. One query, whatever their number."""
    ids = [appointment.pk for appointment in appointments]
    found = AppointmentChange.objects.filter(appointment__in=ids).with_names().in_order()
    about = Message.objects.filter(about=messages.ABOUT, about_id__in=ids).order_by("created_at", "pk")
    yield found, about
    changed: dict[int, list[AppointmentChange]] = defaultdict(list)
    for change in found:
        changed[change.appointment_id].append(change)
    written: dict[int, list[Message]] = defaultdict(list)
    for message in about:
        written[message.about_id].append(message)
    return {pk: Trace(changes=changed[pk], messages=written[pk]) for pk in ids}
