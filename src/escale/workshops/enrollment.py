"""Enrolling: by the person herself, online; by the team, for somebody.

Both lock the group, read what is left with the lock held, and write everything in one transaction: the enrollment and its
messages. Whoever finds no seat waits, last in the list; nobody takes a seat past those who wait.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from escale.accounts.models import Membership
from escale.french.plain_text import fold
from escale.outbox import writing
from escale.people import registration
from escale.people.models import Beneficiary
from escale.prepared import insert, prepared
from escale.workshops import dates, links, messages, reminders, seats, windows
from escale.workshops.dates import Dates
from escale.workshops.models import (
    LIVE,
    EnrolledVia,
    Enrollment,
    EnrollmentState,
    Group,
    Interest,
    InterestEnd,
)
from escale.workshops.windows import EnrollmentClosed, enrollment_limit

__all__ = [
    "MOST_LIVE_PER_NUMBER",
    "AlreadyEnrolled",
    "EnrollmentClosed",
    "TooManyEnrollments",
    "Who",
    "already_submitted",
    "enroll_by_staff",
    "enroll_online",
    "enrollment_limit",
]

MOST_LIVE_PER_NUMBER = 8
"""Enrollments to come of one number online: a family of four in two workshops."""
MOST_SEATS = 200


class AlreadyEnrolled(Exception):
    """This person is in this group already: enrolled, waiting, or offered a seat."""

    def __init__(self, enrollment: Enrollment) -> None:
        super().__init__(enrollment.pk)
        self.enrollment = enrollment


class TooManyEnrollments(Exception):
    """This number already has as many enrollments to come as one number may."""


@dataclass(frozen=True, kw_only=True)
class Who:
    """Who comes, and who hears of it. `phone` is E.164; `helper_name` is whoever enrolls her."""

    first_name: str
    last_name: str = ""
    phone: str = ""
    email: str = ""
    helper_name: str = ""
    needs: str = ""
    with_companion: bool = False
    acquisition: str = ""


def enroll_online(group: Group, who: Who, *, submission: UUID, now: datetime) -> Enrollment:
    """Take a seat, or a place in the list when none is left; the same submission again gives the same enrollment.

    Raises `AlreadyEnrolled`, `EnrollmentClosed`, `TooManyEnrollments`.
    """
    try:
        with transaction.atomic():
            if who.phone and len(_live_for(who.phone, now)) >= MOST_LIVE_PER_NUMBER:
                raise TooManyEnrollments
            # Before the lock, which everybody else waits for; a refusal takes the new file back with it.
            person = _person(group, who, now=now)
            refused = writing.refusals(who.phone)
            locked, found = _lock(group)
            windows.check_open_online(locked, found, now=now)
            enrollment = Enrollment(
                person=person,
                via=EnrolledVia.PUBLIC,
                with_companion=who.with_companion,
                helper_name=who.helper_name,
                needs=who.needs,
                contact_phone=who.phone,
                contact_email=who.email,
                acquisition=who.acquisition,
                submission=submission,
            )
            return _write(enrollment, locked, found, refused=refused, now=now)
    except (IntegrityError, EnrollmentClosed, TooManyEnrollments) as refusal:
        # A double click, a page sent again, a lost answer: the first copy of this form did it.
        if first := already_submitted(submission):
            return first
        if live := _live_of_same_person(group, who):
            raise AlreadyEnrolled(live) from refusal
        raise


def enroll_by_staff(
    group: Group,
    person: Beneficiary,
    *,
    by: Membership,
    with_companion: bool = False,
    needs: str = "",
    helper_name: str = "",
    via: EnrolledVia = EnrolledVia.STAFF,
    interest: Interest | None = None,
    over_capacity: bool = False,
    notify: bool = True,
    submission: UUID | None = None,
    now: datetime,
) -> Enrollment:
    """Enroll a person for her, whatever the window and the publication; she waits when no seat is left.

    `over_capacity` adds to the group the seat she takes: those who wait lose nothing. The same submission again gives the
    same enrollment. Raises `AlreadyEnrolled`, `EnrollmentClosed`.
    """
    submission = submission or uuid4()
    with transaction.atomic():
        locked, found = _lock(group)
        if first := already_submitted(submission):
            return first
        if live := _live_of(locked, person):
            raise AlreadyEnrolled(live)
        windows.check_still_possible(locked, found, now=now)
        enrollment = Enrollment(
            person=person,
            via=via,
            enrolled_by=by.user,
            interest=interest,
            with_companion=with_companion,
            helper_name=helper_name,
            needs=needs,
            contact_phone=person.message_phone,
            contact_email=person.email,
            submission=submission,
        )
        return _write(enrollment, locked, found, over_capacity=over_capacity, notify=notify, now=now)


def already_submitted(submission: UUID) -> Enrollment | None:
    """The enrollment this form already made, if any."""
    return Enrollment.objects.with_everything_shown().filter(submission=submission).get_or_none()


def _lock(group: Group) -> tuple[Group, Dates]:
    locked = seats.lock(group.pk)[group.pk]
    locked.organization = group.organization
    return locked, dates.of(locked)


def _person(group: Group, who: Who, *, now: datetime) -> Beneficiary:
    if who.phone:
        return registration.recognise_or_register(
            organization=group.organization,
            first_name=who.first_name,
            last_name=who.last_name,
            phone=who.phone,
            now=now,
        )
    return registration.register(
        organization=group.organization,
        first_name=who.first_name,
        last_name=who.last_name,
        email=who.email,
        now=now,
    )


def _write(
    enrollment: Enrollment,
    group: Group,
    found: Dates,
    *,
    over_capacity: bool = False,
    notify: bool = True,
    refused: Collection[str] | None = None,
    now: datetime,
) -> Enrollment:
    """Write the enrollment of a locked group, and tell the person."""
    enrollment.group, enrollment.organization = group, group.organization
    enrollment.seats = seats_for(group, with_companion=enrollment.with_companion)
    enrollment.link_hash = links.hash_of(enrollment)
    enrollment.created_at = now
    _place(enrollment, group, found, over_capacity=over_capacity, now=now)
    insert([enrollment])
    if enrollment.state == EnrollmentState.ENROLLED and enrollment.interest_id is not None:
        Interest.objects.filter(pk=enrollment.interest_id).close(InterestEnd.JOINED, now=now)
    _tell(enrollment, found, notify=notify, refused=refused, now=now)
    return enrollment


def seats_for(group: Group, *, with_companion: bool) -> int:
    """How many seats somebody takes. Raises `EnrollmentClosed` when the group can never hold them both."""
    wanted = 2 if with_companion and group.companions_take_a_seat else 1
    if wanted > group.seats:
        raise EnrollmentClosed("Il n’y a qu’une place. Venez sans accompagnant, ou appelez-nous.")
    return wanted


def _place(enrollment: Enrollment, group: Group, found: Dates, *, over_capacity: bool, now: datetime) -> None:
    """Give the seat, or the last place in the list; a list told to somebody is never overtaken by an earlier clock."""
    left, last = seats.count(group, guests=found.guests(now=now))
    if left.has(enrollment.seats):
        enrollment.state, enrollment.joined_at = EnrollmentState.ENROLLED, now
    elif over_capacity and group.seats + enrollment.seats <= MOST_SEATS:
        Group.objects.filter(pk=group.pk).update(seats=group.seats + enrollment.seats)
        group.seats += enrollment.seats
        enrollment.state, enrollment.joined_at = EnrollmentState.ENROLLED, now
    else:
        enrollment.state, enrollment.queued_at = EnrollmentState.WAITING, max(now, last) if last else now


def _tell(
    enrollment: Enrollment, found: Dates, *, notify: bool, refused: Collection[str] | None, now: datetime
) -> None:
    coming = found.next(now=now)
    has_seat = enrollment.state == EnrollmentState.ENROLLED
    if notify and coming:
        kind = messages.CONFIRMATION if has_seat else messages.PLACE_IN_LIST
        venue = found.venue(now=now)
        messages.write([(kind, now)], enrollment, venue=venue, refused=refused, now=now, expires_at=coming.starts_at)
    if has_seat:
        reminders.write_for(enrollment, found, now=now)


def _live_of(group: Group, person: Beneficiary) -> Enrollment | None:
    return Enrollment.objects.with_everything_shown().live().filter(group=group, person=person).get_or_none()


def _live_of_same_person(group: Group, who: Who) -> Enrollment | None:
    """The live enrollment of the person this number and first name speak of."""
    if not who.phone:
        return None
    key = fold(who.first_name).strip()
    live = Enrollment.objects.with_everything_shown().live().filter(group=group, person__phone=who.phone)
    return next((one for one in live.order_by("pk") if fold(one.person.first_name).strip() == key), None)


@prepared
def _live_for(phone: str, now: datetime) -> QuerySet[Enrollment, Any]:
    to_come = Enrollment.objects.filter(contact_phone=phone, state__in=sorted(LIVE), group__sessions__starts_at__gt=now)
    return to_come.order_by("pk").distinct().values_list("pk")
