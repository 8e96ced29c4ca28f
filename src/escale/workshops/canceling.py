"""Calling an enrollment off: its seat goes to the next in the same transaction. And the way back, while a seat is left."""

from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.workshops import answer_by, changing, dates, messages, reminders, seats, waiting_list
from escale.workshops.dates import Dates
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


def cancel_by_staff(enrollment: Enrollment, *, by: Membership, notify: bool = True, now: datetime) -> Enrollment:
    """Call off for the team, and tell the person unless the team prefers to. Raises `AlreadyLeft`."""
    with transaction.atomic():
        current = _expected(enrollment, now=now)
        _leave(current, WhyLeft.REMOVED, now=now)
        if notify:
            messages.announce(messages.CANCELLATION, current, now=now)
        return current


def restore(enrollment: Enrollment, *, now: datetime) -> Enrollment:
    """Expect again a person who left: in the seat, the place in the list or the invitation she had.

    A cancellation that had not left is withdrawn; where she stands is said again to whoever heard of it, and to whoever had
    not heard before it where she stood. Raises `GroupFull`, `NotLeft`.
    """
    with transaction.atomic():
        current = changing.locked(enrollment)
        found = dates.of(current.group)
        if current.is_live() or current.group.canceled_at is not None or found.next(now=now) is None:
            raise NotLeft
        if _is_back(current):
            raise NotLeft
        is_unsure = messages.was_sent(messages.CANCELLATION, current) or messages.was_taken_back(current)
        if current.joined_at is not None:
            _take_again(current, found, now=now)
        elif current.queued_at is not None:
            _wait_again(current, now=now)
        else:
            _invite_again(current, found, now=now)
        if is_unsure:
            _say_where_she_stands(current, now=now)
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


def _take_again(enrollment: Enrollment, found: Dates, *, now: datetime) -> None:
    _free_her_seat(enrollment, now=now)
    joined_at = enrollment.joined_at
    changing.take_seat(enrollment, now=now)
    # She never really left: the sessions she came to before are still hers.
    enrollment.joined_at = joined_at
    enrollment.save(update_fields=["joined_at"])
    reminders.write_for(enrollment, found, now=now)


def _invite_again(enrollment: Enrollment, found: Dates, *, now: datetime) -> None:
    """She had not said yes: her seat is held until she answers, for as long as one offered now."""
    until = answer_by.of(found, enrollment.organization, now=now) or found.last_moment
    if until is None or until <= now:
        raise NotLeft
    _free_her_seat(enrollment, now=now)
    enrollment.state, enrollment.answer_by = EnrollmentState.OFFERED, until
    enrollment.left_at, enrollment.left_why = None, ""
    enrollment.revision += 1
    enrollment.save(update_fields=["state", "answer_by", "left_at", "left_why", "revision"])
    messages.withdraw(enrollment)


def _free_her_seat(enrollment: Enrollment, *, now: datetime) -> None:
    """Take back the offer of her seat to somebody who has not heard of it. Raises `GroupFull`."""
    missing = enrollment.seats - seats.of(enrollment.group, now=now).left
    if missing > 0 and waiting_list.take_back_unheard(enrollment.group, seats=missing) < missing:
        raise GroupFull


def _say_where_she_stands(enrollment: Enrollment, *, now: datetime) -> None:
    """A seat of the list offered at once says so by itself."""
    match enrollment.state:
        case EnrollmentState.ENROLLED:
            messages.announce(messages.CONFIRMATION, enrollment, now=now)
        case EnrollmentState.WAITING:
            messages.announce(messages.PLACE_IN_LIST, enrollment, now=now)
        case EnrollmentState.OFFERED if enrollment.queued_at is None and not enrollment.offered_by_call:
            messages.announce(messages.INVITATION, enrollment, now=now, expires_at=enrollment.answer_by)
