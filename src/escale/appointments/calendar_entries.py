"""An appointment as an entry of a calendar: what the person's file and the adviser's feed have in common."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from escale.agenda.calendars.events import one_line
from escale.appointments.models import FREES_THE_HOUR, Appointment
from escale.places.models import Venue, VenueKind

PRODUCT = "-//Escale//FR"


def uid(name: str) -> str:
    """An identifier for life. Its beginning and its end tell our own entries when they come back by another calendar."""
    return f"escale-{name}@{urlsplit(settings.BASE_URL).hostname}"


def calendar() -> Calendar:
    empty = Calendar()
    empty.add("prodid", PRODUCT)
    empty.add("version", "2.0")
    return empty


def entry(appointment: Appointment, *, name: str, summary: str, stamp: datetime) -> Event:
    """The identifier, the sequence that grows, the state, the title and the place. The hours are left to the caller."""
    made = Event()
    made.add("uid", uid(name))
    made.add("dtstamp", stamp)
    made.add("sequence", appointment.revision)
    made.add("status", "CANCELLED" if appointment.state in FREES_THE_HOUR else "CONFIRMED")
    made.add("summary", one_line(summary))
    if place := location(appointment.venue):
        made.add("location", one_line(place))
    return made


def location(venue: Venue) -> str:
    """Where people are received; nothing when it is at their own place, by telephone or by video."""
    return ", ".join(filter(None, [venue.name, venue.one_line_address])) if venue.kind == VenueKind.ON_SITE else ""
