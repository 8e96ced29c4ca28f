"""Sessions as calendar entries (RFC 5545): one a session, the same identifier for life, a sequence that grows.

Neither the public calendar nor the file of somebody enrolled holds a name, a secret address or the link of a video meeting.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db.models import Q
from icalendar import Calendar, Event, Timezone

from escale.agenda.calendars.events import one_line
from escale.appointments import calendar_entries
from escale.appointments.time_zones import vtimezone
from escale.french import elision
from escale.french.phone import display
from escale.portal.workshops import words
from escale.portal.workshops.coming import Coming, is_off, place_of
from escale.portal.workshops.filters import Filters
from escale.workshops.models import Enrollment, EnrollmentState, Session

READ_EVERY = timedelta(hours=12)


def write(found: Sequence[Coming], filters: Filters) -> bytes:
    """The calendar of what was found, called-off sessions said so."""
    return write_named(found, name=_name(filters))


def write_named(found: Sequence[Coming], *, name: str) -> bytes:
    """The same, under a name of its own."""
    sessions = [session for one in found for session in (*one.sessions, *one.canceled)]
    sessions.sort(key=lambda session: (session.starts_at, session.pk))
    calendar = _calendar(sessions)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", READ_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", READ_EVERY)
    topics = {one.group.pk: [topic.label for topic in one.topics] for one in found}
    for session in sessions:
        entry = _entry(session, is_canceled=is_off(session))
        entry.add("uid", calendar_entries.uid(f"seance-{session.pk}"))
        entry.add("dtstamp", _last_change(session))
        entry.add("sequence", session.revision)
        entry.add("class", "PUBLIC")
        if labels := topics[session.group_id]:
            entry.add("categories", labels)
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def entries_of(enrollment: Enrollment, *, now: datetime) -> bytes:
    """The sessions somebody is enrolled for, for her own calendar; once she has left, they say they are off."""
    sessions = list(_expected(enrollment))
    calendar = _calendar(sessions)
    has_seat = enrollment.state == EnrollmentState.ENROLLED
    for session in sessions:
        entry = _entry(session, is_canceled=is_off(session) or not has_seat)
        entry.add("uid", calendar_entries.uid(f"inscription-{enrollment.link_hash[:16]}-{session.pk}"))
        entry.add("dtstamp", _second(now))
        entry.add("sequence", session.revision + enrollment.revision)
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _expected(enrollment: Enrollment) -> Iterable[Session]:
    """Hers: those of the group, and those she catches up elsewhere."""
    hers = Session.objects.filter(Q(group=enrollment.group_id) | Q(catch_ups__enrollment=enrollment)).distinct()
    return hers.with_everything_shown().by_date()


def _calendar(sessions: Sequence[Session]) -> Calendar:
    calendar = calendar_entries.calendar()
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name, first, last in _zones(sessions):
        calendar.add_component(Timezone.from_ical(vtimezone(name, first=first, last=last)))
    return calendar


def _zones(sessions: Sequence[Session]) -> list[tuple[str, date, date]]:
    """The clocks of the places, over the whole years the sessions are in."""
    years: dict[str, list[int]] = {}
    for session in sessions:
        years.setdefault(session.venue.time_zone, []).extend([session.local_start.year, session.local_end.year])
    return [(name, date(min(seen), 1, 1), date(max(seen), 12, 31)) for name, seen in sorted(years.items())]


def _entry(session: Session, *, is_canceled: bool) -> Event:
    """What both have in common; who reads it gives the identifier and the sequence."""
    group, entry = session.group, Event()
    entry.add("status", "CANCELLED" if is_canceled else "CONFIRMED")
    number = f" ({words.session_name(session, of=0).lower()})" if session.number else ""
    entry.add("summary", one_line(f"{group.title}{number}"))
    entry.add("dtstart", session.local_start)
    entry.add("dtend", session.local_end)
    entry.add("description", _description(session))
    entry.add("url", settings.BASE_URL + words.address(group))
    if place := place_of(session):
        entry.add("location", one_line(calendar_entries.location(place)))
        if place.point:
            entry.add("geo", (place.point.latitude, place.point.longitude))
    return entry


def _description(session: Session) -> str:
    workshop = session.group.workshop
    rows = [session.subject] if session.subject else []
    rows += [f"À la fin, {workshop.promise}."] if workshop.promise else []
    rows += [f"À apporter\u00a0: {words.things(workshop.things_to_bring)}."] if workshop.things_to_bring else []
    rows += [] if place_of(session) else [f"{words.ONLINE}. Le lien est sur la page de votre inscription."]
    if phone := words.phone_of(session):
        rows.append(f"Une question\u00a0? Appelez le {display(phone)}.")
    return "\n".join(rows)


def _name(filters: Filters) -> str:
    near = f", près {elision.of(filters.town.origin.name)}" if filters.town.origin else ""
    return one_line(f"Ateliers numériques{near}")


def _last_change(session: Session) -> datetime:
    group = session.group
    known = session.created_at, group.published_at, session.canceled_at, group.canceled_at
    return _second(max(moment for moment in known if moment))


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
