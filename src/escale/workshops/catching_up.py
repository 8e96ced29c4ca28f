"""Catching up a missed session in another group: the person is expected there that day, and takes a seat of that session."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from escale.accounts.models import Membership
from escale.outbox.models import Message
from escale.workshops import reminders, seats, session_messages, waiting_list
from escale.workshops.dates import Dates
from escale.workshops.message_values import about_session
from escale.workshops.models import CatchUp, Enrollment, EnrollmentState, Session
from escale.workshops.seats import Seats

MOST_SHOWN = 12


class NoSeatThere(Exception):
    """That session has fewer seats left than wanted; `missing` says how many."""

    def __init__(self, missing: int) -> None:
        super().__init__(f"{missing} seats missing")
        self.missing = missing


class NotToCatchUp(Exception):
    """Nothing to catch up this way: it isn't her group's session, or that one isn't another group's to come."""


class AlreadyCaughtUp(Exception):
    """That session is caught up already, or she is expected in the other one."""


def sessions_to_catch_up(enrollment: Enrollment, missed: Session, now: datetime) -> list[Session]:
    """The sessions to come, in parallel groups, with room for her: those of the same rank first, then by date.

    A parallel group is about the same workshop, or is a cycle of the same level. Three queries.
    """
    group = enrollment.group
    parallel = Q(group__workshop=group.workshop_id)
    if group.level and missed.number is not None:
        parallel |= Q(group__level=group.level, group__cycle__isnull=False)
    found = list(
        Session.objects.upcoming(now=now)
        .filter(parallel, organization=enrollment.organization_id, group__canceled_at=None)
        .exclude(group=group.pk)
        .exclude(group__enrollments__in=Enrollment.objects.live().filter(person=enrollment.person_id))
        .with_everything_shown()
        .by_date()
    )
    left = seats_left(found)
    possible = [session for session in found if left[session.pk] >= enrollment.seats]
    return sorted(possible, key=lambda each: (each.number != missed.number, each.starts_at))[:MOST_SHOWN]


def seats_left(sessions: Iterable[Session]) -> dict[int, int]:
    """How many seats each session has left, those who come to catch up counted. Two queries."""
    sessions = list(sessions)
    groups = seats.of_all({session.group_id: session.group for session in sessions}.values())
    here = guests(session.pk for session in sessions)
    return {session.pk: _left(groups[session.group_id], here.get(session.pk, 0)) for session in sessions}


def catch_up(enrollment: Enrollment, *, missed: Session, session: Session, by: Membership, now: datetime) -> CatchUp:
    """Expect somebody at a session of another group in place of one of hers; she hears where and when.

    Raises `NoSeatThere`, `AlreadyCaughtUp`, `NotToCatchUp`.
    """
    with transaction.atomic():
        locked_session = _locked(session, enrollment.group_id, now=now)
        current = Enrollment.objects.with_everything_shown().get(pk=enrollment.pk)
        if current.state != EnrollmentState.ENROLLED or missed.group_id != current.group_id:
            raise NotToCatchUp
        if session.group_id == current.group_id:
            raise NotToCatchUp
        _refuse_if_expected(current, missed, locked_session)
        _refuse_if_full(locked_session, current.seats)
        made = CatchUp.objects.create(
            enrollment=current, missed=missed, session=locked_session, created_at=now, created_by=by.user
        )
        _tell(made, now=now)
        return made


def catch_up_all(missed: Session, *, session: Session, by: Membership, now: datetime) -> dict[int, CatchUp]:
    """Expect everybody enrolled who isn't already there at another group's session, in place of this one; by enrollment.

    The groups are locked by the caller. Raises `NoSeatThere` when there isn't room for all, `NotToCatchUp`.
    """
    target = _locked(session, missed.group_id, now=now)
    if target.group_id == missed.group_id:
        raise NotToCatchUp
    there = Enrollment.objects.live().filter(group=target.group_id).values("person")
    people = list(
        Enrollment.objects.enrolled()
        .filter(group=missed.group_id)
        .exclude(person__in=there)
        .exclude(catch_ups__session=target)
        .with_everything_shown()
        .order_by("pk")
    )
    _refuse_if_full(target, sum(each.seats for each in people))
    CatchUp.objects.filter(enrollment__in=people, missed=missed).delete()
    made = [
        CatchUp(enrollment=each, missed=missed, session=target, created_at=now, created_by=by.user) for each in people
    ]
    CatchUp.objects.bulk_create(made)
    for each in made:
        _tell(each, now=now)
    return {each.enrollment_id: each for each in made}


def undo(catch_up: CatchUp, *, now: datetime) -> None:
    """Expect somebody there no more: her seat is offered to whoever waits, what had not left is taken back."""
    with transaction.atomic():
        seats.lock(catch_up.session.group_id)
        CatchUp.objects.filter(pk=catch_up.pk).delete()
        # Not kept as dropped: noted again, the same words are to leave.
        Message.objects.about(about_session(catch_up.session_id), catch_up.enrollment_id).not_left().delete()
        waiting_list.offer_freed_seats(catch_up.session.group, now=now)


def _tell(made: CatchUp, *, now: datetime) -> None:
    """She hears where and when, and is reminded like the others of that session."""
    session_messages.tell_caught_up(made, now=now)
    reminders.write_for(made.enrollment, Dates(sessions=[made.session], joins_until=None, guests_at={}), now=now)


def _locked(session: Session, own_group: int, *, now: datetime) -> Session:
    """The session, its group and hers locked. Raises `NotToCatchUp` unless it is to come."""
    seats.lock(session.group_id, own_group)
    current = Session.objects.with_everything_shown().get(pk=session.pk)
    if current.canceled_at is not None or current.group.canceled_at is not None or current.starts_at <= now:
        raise NotToCatchUp
    return current


def _refuse_if_expected(enrollment: Enrollment, missed: Session, session: Session) -> None:
    """A catch-up of a session since called off gives way to the next one."""
    CatchUp.objects.filter(enrollment=enrollment, missed=missed, session__canceled_at__isnull=False).delete()
    hers = CatchUp.objects.filter(enrollment=enrollment)
    is_there = Enrollment.objects.live().filter(group=session.group_id, person=enrollment.person_id)
    if hers.filter(Q(missed=missed) | Q(session=session)).exists() or is_there.exists():
        raise AlreadyCaughtUp


def _refuse_if_full(session: Session, wanted: int) -> None:
    left = seats_left([session])[session.pk]
    if wanted > left:
        raise NoSeatThere(wanted - left)


def _left(of_group: Seats, guests: int) -> int:
    return max(0, of_group.total - of_group.taken - guests)


def guests(session_ids: Iterable[int]) -> dict[int, int]:
    """How many seats those who come to catch up take, by session. One query."""
    counted = (
        CatchUp.objects.filter(session__in=list(session_ids), enrollment__state=EnrollmentState.ENROLLED)
        .values("session")
        .order_by("session")
        .annotate(taken=Coalesce(Sum("enrollment__seats"), 0))
    )
    return {row["session"]: row["taken"] for row in counted}
