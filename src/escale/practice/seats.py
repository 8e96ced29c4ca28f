"""Taking a seat in a session, waiting for one, giving it back: never more people than seats, whoever presses at once.

The row of the session is the lock. Whoever waits longest gets the seat that is freed, in the transaction that frees it.
"""

from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.agenda import absences, resources
from escale.practice import session_messages
from escale.practice.models import PracticeSeat, PracticeSession, SeatState

LABEL = "Analyse de la pratique"


class SessionOver(Exception):
    """It has begun, or it won't take place."""


@transaction.atomic
def take(session: PracticeSession, *, member: Membership, now: datetime) -> PracticeSeat:
    """Give her a seat, or a place among those who wait; whoever has one keeps it. Raises `SessionOver`.

    She has just agreed to the rules: the row says when.
    """
    current = _locked(session)
    if current.canceled_at is not None or current.starts_at <= now:
        raise SessionOver
    seat = PracticeSeat.objects.one(session=current, user=member.user_id) or PracticeSeat(
        session=current, user=member.user
    )
    if seat.state in {SeatState.TAKEN, SeatState.WAITING}:
        return seat
    seat.organization, seat.asked_at, seat.agreed_at = member.organization, now, now
    if seats_left(current) > 0:
        _sit(seat, now=now)
    else:
        seat.state = SeatState.WAITING
        seat.save()
    return seat


@transaction.atomic
def give_back(session: PracticeSession, *, member: Membership, now: datetime) -> None:
    """Leave her seat to whoever waits; nothing changes once the session has begun, or when she has none."""
    current = _locked(session)
    seat = PracticeSeat.objects.live().filter(session=current).select_related("absence").one(user=member.user_id)
    if seat is None or current.starts_at <= now:
        return
    free_agenda(seat, now=now)
    seat.state = SeatState.GIVEN_BACK
    seat.revision += 1
    seat.save()
    session_messages.drop(seat)
    if current.canceled_at is None:
        pass_on(current, now=now)


def pass_on(session: PracticeSession, *, now: datetime) -> None:
    """Give the free seats of a locked session to those who wait, the longest first, and tell them."""
    waiting = PracticeSeat.objects.waiting().filter(session=session).select_related("user", "organization")
    for seat in waiting.order_by("asked_at", "pk")[: max(0, seats_left(session))]:
        seat.session = session
        _sit(seat, now=now)
        session_messages.write(session_messages.GIVEN, seat, now=now)


def seats_left(session: PracticeSession) -> int:
    """How many seats a locked session has left. One query."""
    return session.seats - PracticeSeat.objects.taken().filter(session=session).count()


def keep_in_agenda(seat: PracticeSeat) -> None:
    """Make her busy at the hour of the session; what she had already taken then stays, to be settled."""
    seat.absence = absences.declare(
        resources.for_adviser(seat.user),
        starts_at=seat.session.starts_at,
        ends_at=seat.session.ends_at,
        label=LABEL,
        by=seat.user,
    )


def free_agenda(seat: PracticeSeat, *, now: datetime) -> None:
    """Her hour is free again."""
    if seat.absence is not None:
        absences.withdraw(seat.absence, now=now)
    seat.absence = None


def _sit(seat: PracticeSeat, *, now: datetime) -> None:
    seat.state = SeatState.TAKEN
    seat.revision += 1
    keep_in_agenda(seat)
    seat.save()
    session_messages.remind(seat, now=now)


def _locked(session: PracticeSession) -> PracticeSession:
    return PracticeSession.objects.locked().get(pk=session.pk)
