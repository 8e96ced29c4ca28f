"""Other calendars in the demonstration: a file read well, an address that fails, and one's own feed, ready."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from escale.accounts.models import Membership
from escale.agenda import resources
from escale.agenda.calendars import keeping
from escale.agenda.calendars.sealing import Source
from escale.agenda.models import CalendarKind, ExternalCalendar, ReadingProblem
from escale.appointments import feed_links

WEEKLY = (("Réunion d’équipe", 0, time(8, 30), 30), ("Piscine avec Anouk", 2, time(18, 15), 60))
"""What comes back each week: its title, its weekday, its hour, its minutes."""


def fill(adviser: Membership, *, zone: ZoneInfo, now: datetime) -> None:
    """Give this adviser a healthy calendar, a failing one, and the address of her own."""
    resource = resources.for_adviser(adviser.user)
    keeping.add(
        resource,
        name="Perso",
        kind=CalendarKind.FILE,
        source=Source(content=_file(zone, now)),
        keeps_titles=True,
        now=now - timedelta(minutes=8),
    )
    failing = keeping.add(
        resource,
        name="Agenda de la mairie",
        kind=CalendarKind.CALDAV,
        source=Source(address="https://nuage.example.org/dav/maelle/", user="maelle", password="changé depuis"),  # noqa: S106 - opens nothing
        keeps_titles=False,
        now=now - timedelta(days=40),
    )
    # Nobody answers at example.org: it stays as it is until somebody asks for a reading.
    ExternalCalendar.objects.filter(pk=failing.pk).update(
        problem=ReadingProblem.PASSWORD,
        failing_since=now - timedelta(days=3),
        failures=9,
        last_read_at=now - timedelta(days=3, hours=1),
        next_read_at=now + timedelta(days=365),
    )
    feed_links.open_feed(resource, now=now)


def _file(zone: ZoneInfo, now: datetime) -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Demonstration//FR")
    calendar.add("version", "2.0")
    monday = now.astimezone(zone).date() - timedelta(days=now.astimezone(zone).weekday())
    for number, (title, weekday, hour, minutes) in enumerate(WEEKLY):
        start = datetime.combine(monday + timedelta(days=weekday), hour, tzinfo=zone)
        event = Event()
        event.add("uid", f"perso-{number}@example.org")
        event.add("dtstamp", now)
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=minutes))
        event.add("rrule", {"FREQ": "WEEKLY"})
        event.add("summary", title)
        calendar.add_component(event)
    return bytes(calendar.to_ical()).decode()
