"""Reminders of the sessions: due work is a column of the session, written once for everybody enrolled.

Whoever enrolls once they are written gets hers with her seat.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from escale.outbox.catalogue import MessageKind
from escale.scheduling import reminders
from escale.workshops import messages, seats
from escale.workshops.dates import Dates
from escale.workshops.models import Enrollment, Session

LONG_BEFORE = timedelta(days=30)
WITHIN = timedelta(days=3)
"""A reminder leaves at most two calendar days before, in the morning."""
MOST_SESSIONS = 50
"""Bound of one look: the next one goes on where it stopped."""


def write_due(*, now: datetime) -> int:
    """Write the reminders of the sessions that come near; give of how many sessions. Any number of workers may do it."""
    near = Session.objects.upcoming(now=now).filter(starts_at__lte=now + WITHIN, reminded_at=None)
    found = near.with_everything_shown().by_date()[:MOST_SESSIONS]
    return sum(_write_for_all(session, now=now) for session in found if _is_due(session, now=now))


def write_for(enrollment: Enrollment, dates: Dates, *, now: datetime) -> None:
    """Write the reminders of somebody who takes her seat once those of a session were written for the others."""
    written = [session.pk for session in dates.sessions if session.reminded_at and session.starts_at > now]
    if not written:
        return
    for session in Session.objects.filter(pk__in=written).with_everything_shown().by_date():
        _write(session, enrollment, heard_at=now, now=now)


def moved(session: Session, *, now: datetime) -> None:
    """Start again for a session that moved, its new hour told: what has not left is taken back. Its group is locked."""
    messages.withdraw_of_session(session, kinds=(messages.REMINDER, messages.SAME_MORNING))
    Session.objects.filter(pk=session.pk).update(reminded_at=None)
    session.reminded_at = None
    if session.canceled_at is None and session.starts_at > now and _is_due(session, now=now):
        Session.objects.filter(pk=session.pk).update(reminded_at=now)
        session.reminded_at = now
        _write_to(_expected(session), session, heard_at=now, now=now)


def _is_due(session: Session, *, now: datetime) -> bool:
    at = reminders.due_at(
        session.starts_at,
        zone=session.venue.zone,
        territory=session.venue.territory,
        now=session.starts_at - LONG_BEFORE,
    )
    return at is None or at <= now


def _write_for_all(session: Session, *, now: datetime) -> bool:
    """Write those of one session, by the worker that marks it first: with the group locked, nobody enrolls meanwhile."""
    with transaction.atomic():
        seats.lock(session.group_id)
        claimed = Session.objects.standing().filter(pk=session.pk, reminded_at=None, revision=session.revision)
        if not claimed.update(reminded_at=now):
            return False
        _write_to(_expected(session), session, heard_at=None, now=now)
        return True


def _expected(session: Session) -> Iterable[Enrollment]:
    """Everybody enrolled, and whoever catches this session up."""
    enrolled = Enrollment.objects.enrolled().with_everything_shown()
    here = enrolled.filter(group=session.group_id) | enrolled.filter(catch_ups__session=session)
    return here.distinct().order_by("pk")


def _write_to(people: Iterable[Enrollment], session: Session, *, heard_at: datetime | None, now: datetime) -> None:
    for enrollment in people:
        _write(session, enrollment, heard_at=heard_at or enrollment.joined_at or now, now=now)


def _write(session: Session, enrollment: Enrollment, *, heard_at: datetime, now: datetime) -> None:
    worth = _worth_sending(session, heard_at=heard_at)
    due = [(kind, max(at, now)) for kind, at in worth if at >= now or kind is messages.REMINDER]
    messages.write(due, enrollment, session=session, venue=session.venue, now=now, expires_at=session.starts_at)


def _worth_sending(session: Session, *, heard_at: datetime) -> list[tuple[MessageKind, datetime]]:
    """The reminders of somebody who has heard of this session at that instant."""
    zone, territory = session.venue.zone, session.venue.territory
    first = reminders.due_at(session.starts_at, zone=zone, territory=territory, now=heard_at)
    due = [(messages.REMINDER, first)] if first else []
    if session.organization.same_morning_reminder:
        morning = reminders.same_morning(session.starts_at, zone=zone, now=heard_at)
        if morning and morning != first:
            due.append((messages.SAME_MORNING, morning))
    return due
