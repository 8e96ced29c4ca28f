"""Adding, correcting, pausing and removing the calendars an adviser keeps elsewhere."""

from datetime import datetime, timedelta

from django.db import transaction

from escale.agenda import commitments
from escale.agenda.calendars import reading, sealing
from escale.agenda.calendars.sealing import Source
from escale.agenda.models import CalendarKind, ExternalCalendar, Resource

MOST_CALENDARS = 10
BETWEEN_ASKED_READINGS = timedelta(minutes=1)


class TooManyCalendars(Exception):
    """The adviser already has as many as one may have."""


class ReadTooRecently(Exception):
    """It was read, or asked for, less than a minute ago."""


@transaction.atomic
def add(
    resource: Resource, *, name: str, kind: CalendarKind, source: Source, keeps_titles: bool, now: datetime
) -> ExternalCalendar:
    """Add a calendar; a worker reads it within seconds, a file is read at once. Raises `TooManyCalendars`."""
    commitments.lock([resource.pk])
    if resource.external_calendars.count() >= MOST_CALENDARS:
        raise TooManyCalendars
    calendar = ExternalCalendar.objects.create(
        resource=resource,
        name=name,
        kind=kind,
        sealed=sealing.seal(source),
        keeps_titles=keeps_titles,
        created_at=now,
        next_read_at=now,
    )
    if kind == CalendarKind.FILE:
        reading.read_at_once(calendar, now=now)
    return calendar


@transaction.atomic
def correct(calendar: ExternalCalendar, *, name: str, keeps_titles: bool, source: Source | None, now: datetime) -> None:
    """Change its name, whether titles are kept, and where it is read when a source is given. It is read again, whole."""
    current = ExternalCalendar.objects.filter(pk=calendar.pk).locked().get()
    current.name, current.keeps_titles = name, keeps_titles
    current.sealed = sealing.seal(source) if source else current.sealed
    current.next_read_at, current.whole_read_at = now, None
    current.save(update_fields=["name", "keeps_titles", "sealed", "next_read_at", "whole_read_at"])
    if current.kind == CalendarKind.FILE:
        reading.read_at_once(current, now=now)


def ask_reading(calendar: ExternalCalendar, *, now: datetime) -> None:
    """Have a worker read it now. Raises `ReadTooRecently`."""
    last = max(filter(None, [calendar.last_read_at, calendar.read_started_at]), default=None)
    if calendar.is_being_read(now=now) or (last is not None and now - last < BETWEEN_ASKED_READINGS):
        raise ReadTooRecently
    ExternalCalendar.objects.filter(pk=calendar.pk, paused_at=None).update(next_read_at=now)


def pause(calendar: ExternalCalendar, *, now: datetime) -> None:
    """Stop reading it; what was read stays busy."""
    ExternalCalendar.objects.filter(pk=calendar.pk, paused_at=None).update(paused_at=now)


def resume(calendar: ExternalCalendar, *, now: datetime) -> None:
    """Read it again, beginning now."""
    ExternalCalendar.objects.filter(pk=calendar.pk).exclude(paused_at=None).update(paused_at=None, next_read_at=now)


@transaction.atomic
def remove(calendar: ExternalCalendar) -> None:
    """Forget it with its address and password: every hour it kept busy is free again."""
    locked = ExternalCalendar.objects.filter(pk=calendar.pk).locked().get_or_none()
    if locked is None:
        return
    commitments.lock([locked.resource_id])
    commitments.release(locked.events.order_by("pk").values_list("commitment_id", flat=True))
    locked.delete()
