"""What becomes of sessions and groups already announced: moved, called off, put back; everybody hears once.

A group is locked before the resources of the agenda, so that two operations never wait on each other.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction

from escale.accounts.models import Membership, User
from escale.workshops import (
    calling_off,
    catching_up,
    holds,
    obstacles,
    reminders,
    seats,
    session_messages,
)
from escale.workshops.calling_off import HourTaken, SessionOver
from escale.workshops.following_dates import follow_dates
from escale.workshops.holds import Acceptance, Refused, SessionPlace
from escale.workshops.models import Cycle, Group, Session, SkippedDay
from escale.workshops.scheduling import SessionPlan, add_session, columns, locked, share

__all__ = [
    "HourTaken",
    "NotSkipped",
    "NothingToUndo",
    "SessionCanceled",
    "SessionOver",
    "cancel_group",
    "cancel_session",
    "locked_session",
    "move_session",
    "put_back_skipped",
    "restore_group",
    "restore_session",
]

UNDONE_WITHIN = timedelta(minutes=10)


class SessionCanceled(Exception):
    """The session was called off."""


class NothingToUndo(Exception):
    """It was not called off, or too long ago to be a slip."""


class NotSkipped(Exception):
    """The cycle doesn't skip that day."""


def move_session(
    session: Session,
    plan: SessionPlan,
    *,
    by: Membership,
    accept: Acceptance = False,
    notify: bool = True,
    now: datetime,
) -> Session:
    """Put a session elsewhere or at another hour; numbers follow the dates, everybody hears once of what changes for her.

    Raises `Refused` with what stands in the way unless that was accepted, `SessionOver`, `SessionCanceled`,
    `GroupCanceled`, `NoSuchHour`.
    """
    place = plan.place()
    with transaction.atomic():
        group, current = locked_session(session)
        holds.lock([place], also=holds.resources_of(current))
        problems = obstacles.about(
            [place],
            organization=group.organization,
            seats=group.seats,
            now=now,
            ignoring=holds.held_by(current),
            warn_school=current.number is not None,
        )
        overbooked_by = holds.accepted([place], problems, accept=accept, by=by.user)
        return _move(group, current, plan, place, overbooked_by=overbooked_by, notify=notify, now=now)


def in_the_way(session: Session, plan: SessionPlan, *, now: datetime) -> Refused | None:
    """What moving a session so would meet, as the refusal `move_session` would answer; nothing written. Raises `NoSuchHour`."""
    place = plan.place()
    problems = obstacles.about(
        [place],
        organization=session.group.organization,
        seats=session.group.seats,
        now=now,
        ignoring=holds.held_by(session),
        warn_school=session.number is not None,
    )
    return Refused(problems, key=holds.key_of([place], problems)) if problems else None


def cancel_session(
    session: Session,
    *,
    why: str = "",
    by: Membership,
    notify: bool = True,
    catch_up_in: Session | None = None,
    now: datetime,
) -> Session:
    """Call a session off: its hours are free again, the others are numbered again, everybody hears once.

    The only session that stands takes the whole group with it: nobody waits for dates there are no more. Those enrolled may
    catch it up in a session of another group (`catch_up_in`), if it has room for all. Raises `SessionOver`,
    `SessionCanceled`, `GroupCanceled`, `NoSeatThere`.
    """
    with transaction.atomic():
        locked_groups = [session.group_id, *([catch_up_in.group_id] if catch_up_in else [])]
        seats.lock(*locked_groups)
        group, current = locked_session(session)
        if _is_alone(current):
            cancel_group(group, why=why, notify=notify, now=now)
            return Session.objects.with_everything_shown().get(pk=current.pk)
        if current.starts_at <= now:
            raise SessionOver
        told = session_messages.told_about(current)
        calling_off.call_off([current], why=why, now=now)
        follow_dates(group)
        if catch_up_in is not None:
            caught = catching_up.catch_up_all(current, session=catch_up_in, by=by, now=now)
            told = [each for each in told if each.pk not in caught]
        if notify:
            session_messages.tell_canceled(current, told, now=now)
        return current


def cancel_group(group: Group, *, why: str = "", notify: bool = True, now: datetime) -> Group:
    """Call off what is still to come of a group: nobody is expected any more, everybody hears once, the hours are free.

    Raises `GroupCanceled`, `SessionOver` when nothing is to come.
    """
    with transaction.atomic():
        return calling_off.end_group(locked(group), why=why, notify=notify, now=now)


def restore_session(session: Session, *, now: datetime) -> Session:
    """Take back a cancellation of the last minutes, if its hour is still free; whoever heard of it hears that it stands.

    Raises `NothingToUndo`, `HourTaken`, `GroupCanceled`.
    """
    with transaction.atomic():
        group = locked(session.group)
        current = Session.objects.with_everything_shown().get(pk=session.pk)
        if not _is_fresh(current.canceled_at, now=now) or current.starts_at <= now:
            raise NothingToUndo
        canceled_revision = current.revision
        calling_off.hold_again([current])
        follow_dates(group)
        current.refresh_from_db(fields=["number"])
        session_messages.tell_kept(current, canceled_revision, now=now)
        reminders.moved(current, now=now)
        return current


def restore_group(group: Group, *, by: Membership, now: datetime) -> Group:
    """Take back the cancellation of a group of the last minutes, if every hour is still free: everybody is in it again.

    Whoever heard of it hears that it takes place. Two of its own sessions may have been planned on one another: `by` is who
    overbooks then. Raises `NothingToUndo`, `HourTaken`.
    """
    with transaction.atomic():
        current = seats.lock(group.pk)[group.pk]
        at = current.canceled_at
        if at is None or not _is_fresh(at, now=now) or current.merged_into_id is not None:
            raise NothingToUndo
        sessions = list(
            Session.objects.filter(group=current, canceled_at=at, starts_at__gt=now).with_everything_shown().by_date()
        )
        if not sessions:
            raise NothingToUndo
        calling_off.hold_again(sessions, by=by.user)
        current.canceled_at = None
        current.canceled_why = ""
        current.save(update_fields=["canceled_at", "canceled_why"])
        follow_dates(current)
        people = calling_off.take_back(current, at=at)
        session_messages.tell_group_kept(people, sessions[0], now=now)
        for session in sessions:
            session_messages.say_again(session, session_messages.told_about(session), now=now)
            reminders.moved(session, now=now)
        return current


def put_back_skipped(
    cycle: Cycle, on: date, *, by: Membership, accept: Acceptance = False, notify: bool = True, now: datetime
) -> Session:
    """Meet on a day the cycle skips, at the hour and place of the session nearest to it; the others are numbered again.

    Raises `NotSkipped`, `Refused`, `NoSuchHour`, `GroupCanceled`.
    """
    with transaction.atomic():
        locked(cycle.group)
        if not SkippedDay.objects.filter(cycle=cycle, on=on).delete()[0]:
            raise NotSkipped
        sessions = Session.objects.standing().filter(group=cycle.group).with_everything_shown().by_date()
        model = min(sessions, key=lambda each: abs((each.local_start.date() - on).days), default=None)
        if model is None:
            raise NotSkipped
        plan = replace(SessionPlan.of(model), on=on, subject="", preparation="")
        return add_session(cycle.group, plan, by=by, accept=accept, notify=notify, now=now)


def locked_session(session: Session) -> tuple[Group, Session]:
    """The group and the session, alone to change them. Raises `GroupCanceled`, `SessionCanceled`, `SessionOver`."""
    group = locked(session.group)
    current = Session.objects.with_everything_shown().get(pk=session.pk)
    if current.canceled_at is not None:
        raise SessionCanceled
    if current.roll_called_at is not None:
        raise SessionOver
    return group, current


def _move(
    group: Group,
    session: Session,
    plan: SessionPlan,
    place: SessionPlace,
    *,
    overbooked_by: User | None,
    notify: bool,
    now: datetime,
) -> Session:
    """Write the move of a locked session. Only what people come for is told: when, where, how."""
    before = _what_people_hear(session)
    known = session_messages.date_people_know(session)
    for name, value in columns(plan, place).items():
        setattr(session, name, value)
    is_heard = before != _what_people_hear(session)
    if is_heard:
        session.revision += 1
        session.moved_from = known if session.starts_at != known else None
    session.save(update_fields=[*columns(plan, place), "revision", "moved_from"])
    share(session, plan)
    holds.hold(session, overbooked_by=overbooked_by)
    follow_dates(group)
    session.refresh_from_db(fields=["number"])
    if is_heard:
        session_messages.withdraw(session)
        if notify:
            session_messages.tell_moved(session, now=now)
        reminders.moved(session, now=now)
    return session


def _what_people_hear(session: Session) -> tuple[object, ...]:
    return (session.starts_at, session.venue_id, session.mode, session.video_link)


def _is_alone(session: Session) -> bool:
    return not Session.objects.standing().filter(group=session.group_id).exclude(pk=session.pk).exists()


def _is_fresh(canceled_at: datetime | None, *, now: datetime) -> bool:
    return canceled_at is not None and now - canceled_at <= UNDONE_WITHIN
