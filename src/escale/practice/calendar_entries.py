"""What happens among peers, as entries of a calendar."""

from collections.abc import Iterable
from datetime import date, datetime

from icalendar import Calendar, Event

from escale.agenda.calendars.events import one_line
from escale.appointments import calendar_entries as calendar_names
from escale.practice.models import PracticeSession, ProfessionEvent


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


def of_events(events: Iterable[ProfessionEvent], *, now: datetime) -> bytes:
    """Events of the profession, as a file or a feed; those of whole days are days, not hours."""
    return whole([_event(each, now=now) for each in events])


def _event(event: ProfessionEvent, *, now: datetime) -> Event:
    first, last = event.starts_at, event.ends_at
    if event.whole_days:
        starts, ends = first.astimezone(event.zone).date(), last.astimezone(event.zone).date()
    else:
        starts, ends = first, last
    made = entry(f"profession-{event.pk}", summary=event.title, starts_at=starts, ends_at=ends, stamp=now)
    if event.sentence:
        made.add("description", one_line(event.sentence))
    if event.place:
        made.add("location", one_line(event.place))
    if event.url:
        made.add("url", event.url)
    return made


def entry(name: str, *, summary: str, starts_at: date, ends_at: date, stamp: datetime) -> Event:
    """The identifier, the title and the hours, in UTC, or the days, the last one left out."""
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
