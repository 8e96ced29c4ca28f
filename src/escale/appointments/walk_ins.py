"""People who come without appointment: they take a number, are called, received, leave. Each gesture can be undone.

A gesture is a conditional UPDATE on the state it starts from: of two members who press at once, one does it and the other
is told who did.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from escale.accounts.models import Membership, User
from escale.appointments import queues, walk_in_messages
from escale.appointments.models import RECEIVED_NOW, Reason, WalkIn, WalkInOutcome, WalkInState
from escale.appointments.queues import Queue
from escale.outbox import writing
from escale.places.models import Venue

STAYS_ON_SCREEN = timedelta(seconds=20)
"""How long the tablet shows a ticket before it is ready for the next person."""


class NobodyWaits(Exception):
    """There is nobody to call."""


class NotThereAnyMore(Exception):
    """Somebody else called her, or noted something about her, meanwhile. `walk_in` is as it is now."""

    def __init__(self, walk_in: WalkIn) -> None:
        super().__init__(walk_in.state)
        self.walk_in = walk_in


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """Who came, and what for; no reason when she doesn't know. `phone` is E.164."""

    first_name: str
    reason: Reason | None = None
    phone: str = ""


@transaction.atomic
def arrive(
    arrival: Arrival, *, venue: Venue, submission: UUID, now: datetime, added_by: Membership | None = None
) -> WalkIn:
    """Give her the next number of the day; the same submission again gives the same ticket."""
    # Numbers are given one at a time: the venue's row is the lock.
    Venue.objects.locked().get(pk=venue.pk)
    if first := WalkIn.objects.with_everything_shown().one(submission=submission):
        return first
    on = now.astimezone(venue.zone).date()
    last = WalkIn.objects.of_day(venue, on).aggregate(last=Max("rank"))["last"] or 0
    occurrence = next(iter(queues.read(venue, now=now).current), None)
    return WalkIn.objects.create(
        organization=venue.organization,
        venue=venue,
        on=on,
        occurrence=occurrence,
        rank=last + 1,
        first_name=arrival.first_name,
        phone=arrival.phone,
        reason=arrival.reason,
        arrived_at=now,
        added_by=added_by.user if added_by else None,
        shown_until=None if added_by else now + STAYS_ON_SCREEN,
        submission=submission,
    )


def show_ticket(walk_in: WalkIn, *, until: datetime | None) -> None:
    """Keep her ticket on the tablet until then; None hides it at once."""
    WalkIn.objects.filter(pk=walk_in.pk).update(shown_until=until)


@transaction.atomic
def tell_by_sms(walk_in: WalkIn, *, phone: str, now: datetime) -> None:
    """Write to this number (E.164) when her turn comes; her ticket shows again for a moment."""
    WalkIn.objects.filter(pk=walk_in.pk).update(phone=phone, shown_until=now + STAYS_ON_SCREEN)
    _tell_those_near(walk_in.venue, now=now)


@transaction.atomic
def call_next(venue: Venue, *, adviser: User, where: str, now: datetime) -> WalkIn:
    """Call whoever comes first for this adviser. Two at once never get the same person. Raises `NobodyWaits`."""
    on = now.astimezone(venue.zone).date()
    while first := WalkIn.objects.of_day(venue, on).waiting().in_order().first():
        try:
            return call(first, adviser=adviser, where=where, now=now)
        except NotThereAnyMore:
            continue
    raise NobodyWaits


@transaction.atomic
def call(walk_in: WalkIn, *, adviser: User, where: str, now: datetime) -> WalkIn:
    """Call this very person: the screen says her name and where to go. Raises `NotThereAnyMore`."""
    called = _change(
        walk_in,
        {WalkInState.WAITING},
        state=WalkInState.CALLED,
        called_at=now,
        adviser=adviser,
        where=where,
        revision=F("revision") + 1,
    )
    walk_in_messages.say_it_is_her_turn(called, now=now)
    _tell_those_near(called.venue, now=now)
    return called


def receive(walk_in: WalkIn) -> WalkIn:
    """Note that she came in: the screen stops calling her. Raises `NotThereAnyMore`."""
    return _change(walk_in, {WalkInState.CALLED}, state=WalkInState.WITH_ADVISER)


@transaction.atomic
def leave(walk_in: WalkIn, *, now: datetime) -> WalkIn:
    """Note that she went without being received. Raises `NotThereAnyMore`."""
    gone = _change(walk_in, {WalkInState.WAITING, WalkInState.CALLED}, state=WalkInState.LEFT, finished_at=now)
    writing.drop(walk_in_messages.ABOUT, gone.pk)
    _tell_those_near(gone.venue, now=now)
    return gone


def finish(walk_in: WalkIn, outcome: WalkInOutcome, *, now: datetime) -> WalkIn:
    """Note that she was received, and how it ended. Raises `NotThereAnyMore`."""
    return _change(walk_in, RECEIVED_NOW, state=WalkInState.DONE, outcome=outcome, finished_at=now)


@transaction.atomic
def undo(walk_in: WalkIn) -> WalkIn:
    """Undo the last gesture; messages not sent yet are taken back. Raises `NotThereAnyMore`.

    For somebody without appointment: `walk_in_appointments.undo` knows of both.
    """
    match walk_in.state:
        case WalkInState.WITH_ADVISER:
            back: dict[str, Any] = {"state": WalkInState.CALLED}
        case WalkInState.DONE:
            back = {"state": WalkInState.WITH_ADVISER, "outcome": "", "finished_at": None}
        case WalkInState.BOOKED if walk_in.called_at:
            back = {"state": WalkInState.WITH_ADVISER, "finished_at": None}
        case _:
            back = {"state": WalkInState.WAITING, "called_at": None, "adviser": None, "where": "", "finished_at": None}
    writing.drop(walk_in_messages.ABOUT, walk_in.pk)
    return _change(walk_in, {WalkInState(walk_in.state)}, **back)


def let_pass(walk_in: WalkIn, *, why: str) -> None:
    """Put her before the others, for a reason the team reads."""
    WalkIn.objects.filter(pk=walk_in.pk).update(urgent=True, urgent_why=why)


def put_back(walk_in: WalkIn) -> None:
    """Undo: she waits for her turn like the others."""
    WalkIn.objects.filter(pk=walk_in.pk).update(urgent=False, urgent_why="")


def _tell_those_near(venue: Venue, *, now: datetime) -> None:
    queue: Queue = queues.read(venue, now=now)
    for rank in queue.ranks:
        if rank.before <= walk_in_messages.NEAR and rank.walk_in.phone:
            walk_in_messages.say_it_is_soon(rank.walk_in, now=now)


def _change(walk_in: WalkIn, starting_from: "set[WalkInState] | frozenset[WalkInState]", **values: Any) -> WalkIn:
    changed = WalkIn.objects.filter(pk=walk_in.pk, state__in=starting_from).update(**values)
    current = WalkIn.objects.with_everything_shown().get(pk=walk_in.pk)
    if not changed:
        raise NotThereAnyMore(current)
    return current
