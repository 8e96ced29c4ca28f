"""An appointment as a file to take away: an entry for the person's own calendar."""

from datetime import UTC, datetime

from escale.appointments import calendar_entries
from escale.appointments.models import Appointment
from escale.french.phone import display
from escale.portal import cards


def calendar_entry(appointment: Appointment, *, now: datetime) -> bytes:
    """The appointment as an iCalendar file (RFC 5545): UTC hours, one identifier for life, a sequence that grows.

    It may end on a shared computer: no number of the person, no secret address, no subject when it is discreet.
    """
    entry = calendar_entries.entry(
        appointment,
        name=appointment.link_hash[:32],
        summary=_summary(appointment),
        stamp=now.astimezone(UTC).replace(microsecond=0),
    )
    entry.add("dtstart", appointment.starts_at.astimezone(UTC))
    entry.add("dtend", appointment.ends_at.astimezone(UTC))
    entry.add("description", _description(appointment))
    calendar = calendar_entries.calendar()
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _summary(appointment: Appointment) -> str:
    who = f"Rendez-vous avec {appointment.adviser.first_name}"
    return who if appointment.reason.discreet else f"{who} : {appointment.reason.name}"


def _description(appointment: Appointment) -> str:
    rows = [f"À apporter : {', '.join(appointment.reason.things_to_bring)}"] if appointment.reason.bring else []
    if phone := cards.phone_of(appointment):
        rows.append(f"Un empêchement ? Appelez le {display(phone)}.")
    return "\n".join(rows)
