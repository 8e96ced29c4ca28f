"""What happens among peers, as entries of a calendar."""

from datetime import datetime

from icalendar import Calendar, Event

from escale.agenda.calendars.events import one_line
from escale.appointments import calendar_entries as calendar_names
from escale.practice.models import PracticeSession


def of_session(session: PracticeSession, *, with_link: bool, now: datetime) -> bytes:
    """A session of analysis of practice, as a file."""
    where = [session.place, session.video_link if with_link else ""]
    made = entry(
        f"practice-{session.pk}",
        summary=f"Analyse de la pratique : {session.theme}",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        stamp=now,
    )
    made.add("status", "CANCELLED" if session.canceled_at else "CONFIRMED")
    if place := ", ".join(filter(None, where)):
        made.add("location", one_line(place))
    return whole([made])


def entry(name: str, *, summary: str, starts_at: datetime, ends_at: datetime, stamp: datetime) -> Event:
    """The identifier, the title and the hours, in UTC."""
    made = Event()
    made.add("uid", calendar_names.uid(name))
    made.add("dtstamp", stamp)
    made.add("summary", one_line(summary))
    made.add("dtstart", starts_at)
    made.add("dtend", ends_at)
    return made


def whole(events: list[Event]) -> bytes:
    """A calendar of these entries."""
    made: Calendar = calendar_names.calendar()
    for event in events:
        made.add_component(event)
    text: bytes = made.to_ical()
    return text
