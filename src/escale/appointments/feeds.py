"""An adviser's agenda as a calendar other programs read (RFC 5545): appointments, absences, permanences if she wants.

It leaves the instance, for a telephone or somebody else's service: never a number, a subject, a note; the first names only
if she chose so. What was called off stays in it for sixty days, said so, so that every program takes it out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from icalendar import Event, Timezone

from escale.accounts.models import Membership
from escale.agenda.calendars.events import one_line
from escale.agenda.calendars.zones import zone_of_adviser
from escale.agenda.models import CalendarFeed, Commitment, CommitmentKind, PermanenceOccurrence
from escale.appointments import calendar_entries
from escale.appointments.models import FREES_THE_HOUR, Appointment, AppointmentChange
from escale.appointments.time_zones import vtimezone
from escale.scheduling.wall_clock import day_bounds

MONTHS_BEHIND = relativedelta(months=1)
MONTHS_AHEAD = relativedelta(months=13)
CANCELED_KEPT = timedelta(days=60)
READ_EVERY = timedelta(minutes=15)
MOST_EVENTS = 5000


@dataclass(frozen=True, kw_only=True)
class Feed:
    """The calendar and its version: two readings between which nothing changed have the same."""

    text: bytes

    @property
    def etag(self) -> str:
        return f'"{sha256(self.text).hexdigest()[:32]}"'


def window(now: datetime) -> tuple[datetime, datetime]:
    """What a feed tells of: from a month ago to the horizon."""
    return now - MONTHS_BEHIND, now + MONTHS_AHEAD


def render(feed: CalendarFeed, *, more: Iterable[Event] = (), now: datetime) -> Feed:
    """The agenda in its window, with what else she does (`more`). At most six queries, whatever it holds."""
    first, last = window(now)
    events = [_appointment(each, feed) for each in _appointments(feed, first, last, now=now)]
    events += more
    events += _absences(feed, first, last, zone=zone_of_adviser(feed.resource_id, now=now))
    if feed.with_permanences:
        events += [_permanence(each) for each in _permanences(feed, first, last)]
    calendar = calendar_entries.calendar()
    calendar.add("x-wr-calname", one_line(f"Escale, {feed.resource.adviser}"))
    calendar.add("refresh-interval", READ_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", READ_EVERY)
    for zone in sorted(_zones(events)):
        described = vtimezone(zone, first=_year_start(first), last=last.date().replace(month=12, day=31))
        calendar.add_component(Timezone.from_ical(described))
    for event in events:
        calendar.add_component(event)
    return Feed(text=bytes(calendar.to_ical()))


def _appointments(feed: CalendarFeed, first: datetime, last: datetime, *, now: datetime) -> Iterable[Appointment]:
    ours = Membership.objects.active().filter(user=feed.resource.adviser, organization=OuterRef("organization"))
    change = AppointmentChange.objects.filter(appointment=OuterRef("pk")).order_by("-at").values("at")[:1]
    adviser = feed.resource.adviser
    if adviser is None:
        return []
    return (
        Appointment.objects.of_adviser(adviser)
        .between(first, last)
        .filter(Exists(ours))
        .annotate(
            changed_at=Greatest(Coalesce(Subquery(change), F("created_at")), Coalesce("settled_at", F("created_at")))
        )
        .filter(~Q(state__in=FREES_THE_HOUR) | Q(changed_at__gte=now - CANCELED_KEPT))
        .select_related("reason", "venue", "person")
        .order_by("starts_at", "pk")[:MOST_EVENTS]
    )


def _appointment(appointment: Appointment, feed: CalendarFeed) -> Event:
    changed_at: datetime = appointment.changed_at  # type: ignore[attr-defined] # annotated by `_appointments`
    entry = calendar_entries.entry(
        appointment,
        name=f"rendez-vous-{appointment.pk}",
        summary=_summary(appointment, with_names=feed.with_names),
        stamp=_second(changed_at),
    )
    entry.add("last-modified", _second(changed_at))
    entry.add("created", _second(appointment.created_at))
    entry.add("class", "PRIVATE")
    zone = appointment.venue.zone
    entry.add("dtstart", appointment.starts_at.astimezone(zone))
    entry.add("dtend", appointment.ends_at.astimezone(zone))
    return entry


def _summary(appointment: Appointment, *, with_names: bool) -> str:
    """ "Rendez-vous : Mails", "Lucette : Mails", and without the reason when it is discreet."""
    who = appointment.person.first_name if with_names and appointment.person.first_name else "Rendez-vous"
    return who if appointment.reason.discreet else f"{who} : {appointment.reason.name}"


def _absences(feed: CalendarFeed, first: datetime, last: datetime, *, zone: ZoneInfo) -> list[Event]:
    away = Commitment.objects.of_resources([feed.resource_id]).overlapping(first, last)
    rows = away.filter(kind=CommitmentKind.ABSENCE).order_by("starts_at", "pk")[:MOST_EVENTS]
    return [_absence(each, feed, zone) for each in rows]


def _absence(commitment: Commitment, feed: CalendarFeed, zone: ZoneInfo) -> Event:
    """Its reason is for her alone, and stays here."""
    event = _event(f"absence-{commitment.pk}", "Absence", feed.created_at)
    start, end = commitment.starts_at.astimezone(zone), commitment.ends_at.astimezone(zone)
    whole = all(day_bounds(each.date(), zone).start == each.astimezone(UTC) for each in (start, end))
    event.add("dtstart", start.date() if whole else start)
    event.add("dtend", end.date() if whole else end)
    return event


def _permanences(feed: CalendarFeed, first: datetime, last: datetime) -> Iterable[PermanenceOccurrence]:
    ours = Membership.objects.active().filter(
        user=feed.resource.adviser, organization=OuterRef("permanence__organization")
    )
    return (
        PermanenceOccurrence.objects.held()
        .overlapping(first, last)
        .filter(Exists(ours), adviser=feed.resource_id)
        .select_related("venue", "permanence")
        .order_by("starts_at", "pk")[:MOST_EVENTS]
    )


def _permanence(occurrence: PermanenceOccurrence) -> Event:
    """It takes no time by itself: the hours stay free in other calendars."""
    stamp = occurrence.changed_at or occurrence.permanence.created_at
    event = _event(f"permanence-{occurrence.pk}", f"Permanence : {occurrence.venue.name}", stamp)
    event.add("transp", "TRANSPARENT")
    if place := calendar_entries.location(occurrence.venue):
        event.add("location", one_line(place))
    event.add("dtstart", occurrence.starts_at.astimezone(occurrence.venue.zone))
    event.add("dtend", occurrence.ends_at.astimezone(occurrence.venue.zone))
    return event


def _event(name: str, summary: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", calendar_entries.uid(name))
    event.add("dtstamp", _second(stamp))
    event.add("last-modified", _second(stamp))
    event.add("summary", one_line(summary))
    return event


def _zones(events: Iterable[Event]) -> set[str]:
    named = (event["DTSTART"].params.get("TZID") for event in events)
    return {str(zone) for zone in named if zone and zone != "UTC"}


def _year_start(moment: datetime) -> date:
    return moment.date().replace(month=1, day=1)


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
