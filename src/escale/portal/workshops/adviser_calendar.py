"""The workshops an adviser leads, in the secret calendar of her agenda: never who comes, nor how to join online."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Exists, OuterRef, Q
from icalendar import Event

from escale.accounts.models import Membership
from escale.agenda.calendars.events import one_line
from escale.agenda.models import CalendarFeed
from escale.appointments import calendar_entries, feeds
from escale.portal.workshops import words
from escale.workshops.models import Mode, Session


def sessions(feed: CalendarFeed, *, now: datetime) -> list[Event]:
    """Those of the window of a feed that she leads, alone or not; those called off for sixty days. One query."""
    return [_event(session) for session in _led(feed, now=now)]


def _led(feed: CalendarFeed, *, now: datetime) -> Iterable[Session]:
    if feed.resource.adviser is None:
        return []
    first, last = feeds.window(now)
    ours = Membership.objects.active().filter(user=feed.resource.adviser, organization=OuterRef("organization"))
    return (
        Session.objects.led_by(feed.resource.adviser)
        .between(first, last)
        .filter(Exists(ours))
        .filter(Q(canceled_at=None) | Q(canceled_at__gte=now - feeds.CANCELED_KEPT))
        .select_related("group", "venue", "room")
        .by_date()[: feeds.MOST_EVENTS]
    )


def _event(session: Session) -> Event:
    event = Event()
    # The public calendar names it so too: a program that reads both shows it once.
    event.add("uid", calendar_entries.uid(f"seance-{session.pk}"))
    event.add("dtstamp", (session.canceled_at or session.created_at).astimezone(UTC).replace(microsecond=0))
    event.add("sequence", session.revision)
    event.add("status", "CONFIRMED" if session.canceled_at is None else "CANCELLED")
    event.add("class", "PRIVATE")
    number = f" ({words.session_name(session, of=0).lower()})" if session.number else ""
    event.add("summary", one_line(f"{session.group.title}{number}"))
    if place := _place(session):
        event.add("location", one_line(place))
    event.add("dtstart", session.local_start)
    event.add("dtend", session.local_end)
    return event


def _place(session: Session) -> str:
    """The room first: she knows the address."""
    where = calendar_entries.location(session.venue)
    if session.mode == Mode.ONLINE or not where:
        return ""
    return f"{session.room}, {where}" if session.room else where
