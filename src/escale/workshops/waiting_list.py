"""The waiting list of a group: a freed seat is held for the first in turn, then for the next.

Nobody overtakes: a seat is never given past somebody who waits. Whoever needs two seats keeps her turn until two are free;
the team may offer the one that is left to another by hand, and says why.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from escale.accounts.models import Membership, User
from escale.outbox import writing
from escale.outbox.models import Channel, Message, MessageState
from escale.people.models import Preference
from escale.workshops import answer_by, changing, dates, messages, reminders, seats
from escale.workshops.dates import Dates
from escale.workshops.models import TAKES_A_SEAT, Enrollment, EnrollmentState, Group, Session, WhyLeft

MOST_EXPIRED = 50
MOST_GROUPS = 200
"""Bounds of one look: the next one goes on where it stopped."""


class OfferOver(Exception):
    """The seat is held for her no more: answered already, passed on, or gone."""


class NoSeat(Exception):
    """No seat can be offered to her: none is free, she waits no more, or it is too late to join."""


def offer_freed_seats(group: Group, *, now: datetime) -> list[Enrollment]:
    """Hold every free seat for those first in turn and write to them; give who was offered one.

    None is offered once it is too late to answer: what is left then is the team's to give by telephone.
    """
    with transaction.atomic():
        locked = seats.lock(group.pk)[group.pk]
        now_left = seats.of(locked, now=now)
        if locked.canceled_at is not None or not now_left.waiting or not now_left.left:
            return []
        return _offer_in_turn(locked, now_left.left, now=now)


def offer_left(*, now: datetime) -> int:
    """Offer the seats that time alone has freed: the session where others came to catch up is over; give how many.

    Any number of workers may do it at once.
    """
    coming = Session.objects.upcoming(now=now).order_by().values("group")
    taking = Q(enrollments__state__in=sorted(TAKES_A_SEAT))
    waited_for: Any = Group.objects.standing().filter(_is_waited_for(), pk__in=coming)
    # The full ones are left aside here: they would hide all those that come after the first look's worth of them.
    with_seats = waited_for.annotate(taken=Coalesce(Sum("enrollments__seats", filter=taking), 0)).filter(
        taken__lt=F("seats")
    )
    groups = list(with_seats.order_by("pk")[:MOST_GROUPS])
    left = seats.of_all(groups, now=now)
    return sum(len(offer_freed_seats(group, now=now)) for group in groups if left[group.pk].left)


def offer_by_hand(enrollment: Enrollment, *, by: Membership, why: str, now: datetime) -> Enrollment:
    """Hold a free seat for somebody the team chose, whatever her turn, and say why. Raises `NoSeat`."""
    with transaction.atomic():
        current = changing.locked(enrollment)
        found = dates.of(current.group)
        last_moment = found.last_moment
        if current.state != EnrollmentState.WAITING or last_moment is None or last_moment <= now:
            raise NoSeat
        if current.group.canceled_at is not None or seats.of(current.group, now=now).left < current.seats:
            raise NoSeat
        _raise(current, by=by.user, why=why, now=now)
        until = answer_by.of(found, current.organization, now=now) or last_moment
        _offer(current, found, until=until, now=now)
        return current


def accept(enrollment: Enrollment, *, now: datetime) -> Enrollment:
    """Take the seat held for her; saying yes again changes nothing. Raises `OfferOver`."""
    with transaction.atomic():
        current = changing.locked(enrollment)
        if current.state == EnrollmentState.ENROLLED:
            return current
        if current.state != EnrollmentState.OFFERED:
            raise OfferOver
        if current.may_answer(now=now) and current.group.canceled_at is None:
            return _take(current, now=now)
        _pass_on(current, WhyLeft.NO_ANSWER, now=now)
    raise OfferOver


def decline(enrollment: Enrollment, *, now: datetime) -> Enrollment:
    """Leave the seat to the next; saying no again changes nothing. Raises `OfferOver` when it was taken or passed on."""
    with transaction.atomic():
        current = changing.locked(enrollment)
        if current.left_why == WhyLeft.DECLINED:
            return current
        if current.state != EnrollmentState.OFFERED:
            raise OfferOver
        _pass_on(current, WhyLeft.DECLINED, now=now)
        return current


def unanswered(enrollment: Enrollment, *, now: datetime) -> Enrollment:
    """Nobody answers the telephone: leave the seat to the next. Raises `OfferOver`."""
    with transaction.atomic():
        current = changing.locked(enrollment)
        if current.state != EnrollmentState.OFFERED:
            raise OfferOver
        _pass_on(current, WhyLeft.NO_ANSWER, now=now)
        return current


def expire_offers(*, now: datetime) -> int:
    """Pass on the seats nobody answered for in time; give how many. Any number of workers may do it at once."""
    due = Enrollment.objects.offered().filter(answer_by__lte=now).order_by("answer_by", "pk")[:MOST_EXPIRED]
    return sum(_expire(enrollment, now=now) for enrollment in due)


def raise_in_list(enrollment: Enrollment, *, by: Membership, why: str, now: datetime) -> Enrollment:
    """Put somebody who waits before those whom nobody put first, and say why. Raises `NoSeat` when she waits no more."""
    with transaction.atomic():
        current = changing.locked(enrollment)
        if current.state != EnrollmentState.WAITING:
            raise NoSeat
        _raise(current, by=by.user, why=why, now=now)
        offer_freed_seats(current.group, now=now)
        current.refresh_from_db(fields=["state", "answer_by", "offered_at", "revision"])
        return current


def take_back_unheard(group: Group, *, seats: int) -> int:
    """Take back as many seats as that from those whose offer has not left yet, the last in turn first; give how many.

    They wait again where they were. The group is locked by the caller.
    """
    offered = Enrollment.objects.filter(group=group).offered()
    freed = 0
    for enrollment in reversed(offered.with_everything_shown().in_turn()):
        if freed < seats and _not_heard(enrollment):
            enrollment.state = EnrollmentState.WAITING
            enrollment.answer_by = enrollment.offered_at = None
            enrollment.revision += 1
            enrollment.save(update_fields=["state", "answer_by", "offered_at", "revision"])
            freed += enrollment.seats
    return freed


def _not_heard(enrollment: Enrollment) -> bool:
    """Withdraw her offer unless a worker holds it, or the team may be calling her at this instant."""
    return not enrollment.offered_by_call and bool(
        writing.drop(messages.ABOUT, enrollment.pk, kinds=[messages.SEAT_OFFERED])
    )


def position(enrollment: Enrollment) -> int:
    """Her rank in the list, 1 for the first; 0 when she doesn't wait. One query."""
    return positions(enrollment.group).get(enrollment.pk, 0)


def positions(group: Group) -> dict[int, int]:
    """The rank of everybody who waits, 1 for the first, by enrollment. One query."""
    return {pk: rank for rank, pk in enumerate(in_turn(group), start=1)}


def in_turn(group: Group) -> QuerySet[Enrollment, int]:
    """Who waits for a seat of this group, the first in turn first, by number."""
    return Enrollment.objects.filter(group=group).waiting().in_turn().values_list("pk", flat=True)


def close_started(*, now: datetime) -> int:
    """End the waits for what one can no longer join; give how many."""
    begun = Session.objects.standing().filter(starts_at__lte=now).order_by("group").values("group")
    # A cycle may be joined after its first session; anything else has only one.
    still = Session.objects.upcoming(now=now).filter(number__lte=F("group__cycle__joins_until"), group=OuterRef("pk"))
    groups = Group.objects.filter(_is_waited_for(), pk__in=begun).exclude(Exists(still))
    return sum(_close(group, now=now) for group in groups.order_by("pk")[:MOST_GROUPS])


def _is_waited_for() -> Exists:
    return Exists(Enrollment.objects.waiting().filter(group=OuterRef("pk")))


def _offer_in_turn(group: Group, left: int, *, now: datetime) -> list[Enrollment]:
    found = dates.of(group)
    waiting = list(Enrollment.objects.filter(group=group).waiting().with_everything_shown().in_turn()[:left])
    offered: list[Enrollment] = []
    until = answer_by.of(found, waiting[0].organization, now=now)
    for enrollment in waiting:
        if until is None or enrollment.seats > left:
            break
        _offer(enrollment, found, until=until, now=now)
        offered.append(enrollment)
        left -= enrollment.seats
    return offered


def _offer(enrollment: Enrollment, found: Dates, *, until: datetime, now: datetime) -> None:
    """Hold a seat for a locked enrollment, and write to her; an offer by telephone waits under “À régler” by itself."""
    enrollment.state = EnrollmentState.OFFERED
    enrollment.offered_at, enrollment.answer_by = now, until
    enrollment.offered_by_call = is_told_by_call(enrollment)
    enrollment.revision += 1
    enrollment.save(update_fields=["state", "offered_at", "answer_by", "offered_by_call", "revision"])
    writing.drop(messages.ABOUT, enrollment.pk)
    if not enrollment.offered_by_call:
        due = [(messages.SEAT_OFFERED, now)]
        messages.write(due, enrollment, venue=found.venue(now=now), now=now, expires_at=until)


def is_told_by_call(enrollment: Enrollment) -> bool:
    """No SMS nor mail can reach her, she prefers a call, or the last messages never arrived."""
    prefers = Preference(enrollment.person.preference)
    phone, email = enrollment.contact_phone, enrollment.contact_email
    if writing.choose_channel(phone=phone, email=email, prefers=prefers) not in {Channel.SMS, Channel.EMAIL}:
        return True
    hers = Message.objects.about(messages.ABOUT, enrollment.pk)
    return hers.filter(state=MessageState.FAILED).exists()


def _take(enrollment: Enrollment, *, now: datetime) -> Enrollment:
    changing.take_seat(enrollment, now=now)
    found = dates.of(enrollment.group)
    messages.announce(messages.CONFIRMATION, enrollment, now=now)
    reminders.write_for(enrollment, found, now=now)
    return enrollment


def _pass_on(enrollment: Enrollment, why: WhyLeft, *, now: datetime) -> None:
    changing.end(enrollment, why, now=now)
    offer_freed_seats(enrollment.group, now=now)


def _expire(enrollment: Enrollment, *, now: datetime) -> bool:
    with transaction.atomic():
        current = changing.locked(enrollment)
        if current.state != EnrollmentState.OFFERED or current.answer_by is None or now < current.answer_by:
            return False
        _pass_on(current, WhyLeft.NO_ANSWER, now=now)
        return True


def _raise(enrollment: Enrollment, *, by: User, why: str, now: datetime) -> None:
    enrollment.raised_at, enrollment.raised_by, enrollment.raised_why = now, by, why
    enrollment.save(update_fields=["raised_at", "raised_by", "raised_why"])


def _close(group: Group, *, now: datetime) -> int:
    with transaction.atomic():
        locked = seats.lock(group.pk)[group.pk]
        last_moment = dates.of(locked).last_moment
        if last_moment is None or now < last_moment:
            return 0
        waiting = list(Enrollment.objects.filter(group=locked).waiting().with_everything_shown().order_by("pk"))
        for enrollment in waiting:
            changing.end(enrollment, WhyLeft.STARTED, now=now)
        return len(waiting)
