"""What must never be of sessions and seats, asked of the database whatever was done before."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from escale.workshops import answer_by, dates, seats
from escale.workshops.models import Enrollment, Group, Session, SessionHold

type Held = tuple[int | None, int | None, int | None, datetime, datetime]
"""An adviser, a room or a thing, and when."""


def broken(*, now: datetime) -> Iterable[str]:
    """Each promise that doesn't hold, in words."""
    yield from _too_full(now=now)
    yield from _free_while_somebody_waits(now=now)
    yield from _held_otherwise()


def _too_full(*, now: datetime) -> Iterable[str]:
    """More people than seats in a group, or at the fullest of its sessions to come."""
    groups = list(Group.objects.standing().order_by("pk"))
    for pk, here in seats.of_all(groups, now=now).items():
        if here.used > here.total:
            yield f"group {pk} has {here.taken} taken and {here.guests} guests for {here.total} seats"


def _free_while_somebody_waits(*, now: datetime) -> Iterable[str]:
    """A seat is free, the first in turn fits in, she still has time to answer, and nobody offered it to her."""
    groups = Group.objects.standing().filter(pk__in=Enrollment.objects.waiting().values("group")).order_by("pk")
    for group in groups.select_related("organization"):
        first = Enrollment.objects.filter(group=group).waiting().in_turn()[0]
        fits = first.seats <= seats.of(group, now=now).left
        if fits and answer_by.of(dates.of(group), group.organization, now=now) is not None:
            yield f"a seat of group {group.pk} is free and enrollment {first.pk} waits for it"


def _held_otherwise() -> Iterable[str]:
    """A session keeps busy its advisers, its room and its things at its hours, once each, and nothing once called off."""
    held: dict[int, list[Held]] = defaultdict(list)
    for hold in SessionHold.objects.select_related("commitment__resource").order_by("pk"):
        what, used = hold.commitment, hold.commitment.resource
        held[hold.session_id].append((used.adviser_id, used.room_id, used.equipment_id, what.starts_at, what.ends_at))
    sessions = Session.objects.prefetch_related("co_advisers", "equipment").order_by("pk")
    for session in sessions:
        said = _said(session) if session.canceled_at is None else []
        if sorted(held[session.pk], key=repr) != sorted(said, key=repr):
            yield f"session {session.pk} holds {held[session.pk]} and says {said}"


def _said(session: Session) -> list[Held]:
    when = (session.starts_at, session.ends_at)
    advisers = dict.fromkeys([session.adviser_id, *(user.pk for user in session.co_advisers.all())])
    rooms = [session.room_id] if session.room_id else []
    return [
        *((pk, None, None, *when) for pk in advisers),
        *((None, pk, None, *when) for pk in rooms),
        *((None, None, each.pk, *when) for each in session.equipment.all()),
    ]
