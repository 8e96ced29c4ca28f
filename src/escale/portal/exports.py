"""An appointment as a file to take away: an entry for the person's own calendar."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from escale.appointments.models import FREES_THE_HOUR, Appointment
from escale.french.phone import display
from escale.places.models import VenueKind
from escale.portal import cards


def calendar_entry(appointment: Appointment, *, now: datetime) -> bytes:
    """The appointment as an iCalendar file (RFC 5545): UTC hours, one identifier for life, a sequence that grows.

    It may end on a shared computer: no number of the person, no secret address, no subject when it is discreet.
    """
    entry = Event()
    entry.add("uid", f"{appointment.link_hash[:32]}@{urlsplit(settings.BASE_URL).hostname}")
    entry.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    entry.add("dtstart", appointment.starts_at.astimezone(UTC))
    entry.add("dtend", appointment.ends_at.astimezone(UTC))
    entry.add("sequence", appointment.revision)
    entry.add("status", "CANCELLED" if appointment.state in FREES_THE_HOUR else "CONFIRMED")
    entry.add("summary", _summary(appointment))
    if appointment.venue.kind == VenueKind.ON_SITE:
        entry.add("location", ", ".join(filter(None, [appointment.venue.name, appointment.venue.one_line_address])))
    entry.add("description", _description(appointment))
    calendar = Calendar()
    calendar.add("prodid", "-//Escale//FR")
    calendar.add("version", "2.0")
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
