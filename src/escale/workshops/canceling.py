"""Calling an enrollment off: its seat goes to the next in the same transaction. And the way back, while a seat is left."""

from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.workshops import changing, dates, messages, reminders, seats, waiting_list
from escale.workshops.models import Enrollment, EnrollmentState, WhyLeft
from escale.workshops.seats import GroupFull

__all__ = ["AlreadyLeft", "GroupFull", "NotLeft", "cancel_by_person", "cancel_by_staff", "restore"]


class AlreadyLeft(Exception):
    """There is nothing to call off: she left already, or everything is over."""


class NotLeft(Exception):
    """There is nothing to restore: she is there, or everything is over."""


def cancel_by_person(enrollment: Enrollment, *, now: datetime) -> Enrollment:
    """Call off with the secret link, or give up one's place in the list. Raises `AlreadyLeft`."""
    with transaction.atomic():
        current = _expected(enrollment, now=now)
        offered = current.state == EnrollmentState.OFFERED
        _leave(current, WhyLeft.DECLINED if offered else WhyLeft.CANCELED, now=now)
        return current


def cancel_by_staff(
    enrollment: Enrollment, *, by: Membership, why: str = "", notify: bool = True, now: datetime
) -> Enrollment:
    """Call off for the team, and tell the person unless the team prefers to. Raises `AlreadyLeft`."""
    with transaction.atomic():
        current = _expected(enrollment, now=now)
        _leave(current, WhyLeft.REMOVED, now=now)
        if notify:
            messages.announce(messages.CANCELLATION, current, now=now)
        return current


def restore(enrollment: Enrollment, *, by: Membership, now: datetime) -> Enrollment:
    """Expect again a person who left, in the seat or the place in the list she had. Raises `GroupFull`, `NotLeft`.

    A cancellation that had not left is withdrawn; whoever has heard of it receives a confirmation.
    """
    with transaction.atomic():
        current = changing.locked(enrollment)
        found = dates.of(current.group)
        coming = found.next(now=now)
        if current.is_live() or current.group.canceled_at is not None or coming is None:
            raise NotLeft
        if _is_back(current):
            raise NotLeft
        told = messages.was_sent(messages.CANCELLATION, current)
        if current.joined_at is None and current.queued_at is not None:
            _wait_again(current, now=now)
        else:
            _take_again(current, now=now)
            reminders.write_for(current, found, now=now)
        if told and current.state == EnrollmentState.ENROLLED:
            messages.announce(messages.CONFIRMATION, current, now=now)
        return current


def _expected(enrollment: Enrollment, *, now: datetime) -> Enrollment:
    current = changing.locked(enrollment)
    ends_at = dates.of(current.group).ends_at
    if not current.is_live() or (ends_at is not None and ends_at <= now):
        raise AlreadyLeft
    return current


def _leave(enrollment: Enrollment, why: WhyLeft, *, now: datetime) -> None:
    changing.end(enrollment, why, now=now)
    waiting_list.offer_freed_seats(enrollment.group, now=now)


def _is_back(enrollment: Enrollment) -> bool:
    """Whether she enrolled again since."""
    return Enrollment.objects.live().filter(group=enrollment.group_id, person=enrollment.person_id).exists()


def _wait_again(enrollment: Enrollment, *, now: datetime) -> None:
    enrollment.state = EnrollmentState.WAITING
    enrollment.left_at, enrollment.left_why = None, ""
    enrollment.revision += 1
    enrollment.save(update_fields=["state", "left_at", "left_why", "revision"])
    messages.withdraw(enrollment)
    waiting_list.offer_freed_seats(enrollment.group, now=now)
    enrollment.refresh_from_db(fields=["state", "answer_by", "offered_at", "revision"])


def _take_again(enrollment: Enrollment, *, now: datetime) -> None:
    """Her seat again, if nobody has heard that it could be hers: an offer that has not left is taken back."""
    missing = enrollment.seats - seats.of(enrollment.group).left
    if missing > 0 and waiting_list.take_back_unheard(enrollment.group, seats=missing) < missing:
        raise GroupFull
    joined_at = enrollment.joined_at
    changing.take_seat(enrollment, now=now)
    if joined_at is not None:
        # She never really left: the sessions she came to before are still hers.
        enrollment.joined_at = joined_at
        enrollment.save(update_fields=["joined_at"])
