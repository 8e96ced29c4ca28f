"""The inside of calling off and of taking it back, the group locked: hours freed or held again, people in or out."""

from collections.abc import Sequence
from datetime import datetime

from escale.accounts.models import User
from escale.agenda import commitments
from escale.agenda.models import CommitmentKind
from escale.workshops import holds, session_messages
from escale.workshops.models import (
    Enrollment,
    EnrollmentState,
    Group,
    Session,
    WhyLeft,
)


class SessionOver(Exception):
    """The session has begun, or its roll was called, or nothing is to come: what happened stays as it is."""


class HourTaken(Exception):
    """The hour was given to something else meanwhile."""


def call_off(sessions: Sequence[Session], *, why: str, now: datetime) -> None:
    """Call sessions off: they keep nobody busy any more, and what had not left about them is taken back."""
    holds.lock([], also=holds.resources_of(*sessions))
    holds.release(*sessions)
    for session in sessions:
        session.canceled_at, session.canceled_why = now, why
        session.number = None
        session.revision += 1
        session_messages.withdraw(session)
    Session.objects.bulk_update(sessions, ["canceled_at", "canceled_why", "number", "revision"])


def hold_again(sessions: Sequence[Session], *, by: User | None = None) -> None:
    """Expect called-off sessions again at their hours. Raises `HourTaken` when one of those is free no more.

    Where several overlap, as somebody had accepted, `by` is who overbooks now.
    """
    places = [holds.SessionPlace.of_session(session) for session in sessions]
    holds.lock(places)
    for place in places:
        taken = commitments.conflicts(place.resource_ids, place.starts_at, place.ends_at)
        # An absence takes nobody's hour: who leads is settled afterwards, under "À régler".
        if any(row.kind != CommitmentKind.ABSENCE for row in taken):
            raise HourTaken
    for session in sessions:
        session.canceled_at, session.canceled_why = None, ""
        session.reminded_at = None
        session.revision += 1
        session_messages.withdraw(session)
    Session.objects.bulk_update(sessions, ["canceled_at", "canceled_why", "reminded_at", "revision"])
    holds.hold_all(list(zip(sessions, places, strict=True)), overbooked_by=by)


def end_group(group: Group, *, why: str, notify: bool, now: datetime) -> Group:
    """Call off a locked group with its sessions to come: whoever is in it leaves, everybody hears once.

    Raises `SessionOver` when nothing is to come.
    """
    coming = list(Session.objects.upcoming(now=now).filter(group=group).with_everything_shown().by_date())
    if not coming:
        raise SessionOver
    people = list(Enrollment.objects.filter(group=group).live().with_everything_shown().order_by("pk"))
    guests = {session.pk: session_messages.guests_of(session) for session in coming}
    call_off(coming, why=why, now=now)
    group.canceled_at, group.canceled_why = now, why
    group.save(update_fields=["canceled_at", "canceled_why"])
    for enrollment in people:
        # `answer_by` stays: it says who had been offered a seat, would the group be put back.
        enrollment.state, enrollment.left_why = EnrollmentState.CANCELED_BY_US, WhyLeft.GROUP_CANCELED
        enrollment.left_at = now
        enrollment.revision += 1
        enrollment.group = group
    Enrollment.objects.bulk_update(people, ["state", "left_at", "left_why", "revision"])
    if notify:
        session_messages.tell_group_canceled(people, coming[0], now=now)
        for session in coming:
            session_messages.tell_canceled(session, guests[session.pk], now=now)
    return group


def take_back(group: Group, *, at: datetime) -> list[Enrollment]:
    """Put back in a locked group whoever left with it at that instant, each as she was; give them."""
    people = list(
        Enrollment.objects.filter(group=group, left_why=WhyLeft.GROUP_CANCELED, left_at=at)
        .with_everything_shown()
        .order_by("pk")
    )
    for enrollment in people:
        enrollment.state = _was(enrollment)
        enrollment.left_at, enrollment.left_why = None, ""
        enrollment.revision += 1
    Enrollment.objects.bulk_update(people, ["state", "left_at", "left_why", "revision"])
    return people


def _was(enrollment: Enrollment) -> EnrollmentState:
    """The state before the group was called off: what it leaves in the row says it."""
    if enrollment.joined_at is not None:
        return EnrollmentState.ENROLLED
    return EnrollmentState.OFFERED if enrollment.answer_by is not None else EnrollmentState.WAITING
