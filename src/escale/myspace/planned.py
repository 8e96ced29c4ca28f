"""What is planned with somebody: appointments, seats and turns in workshops, hours waited for, what she asked to learn.

What has a discreet reason is left out: others may read that telephone, and know her first name.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from escale.appointments.models import Appointment, CallbackRequest, WaitingEntry
from escale.myspace.whose import Visitor
from escale.people.models import Beneficiary
from escale.workshops.models import Enrollment, EnrollmentState, Interest, Session


@dataclass(frozen=True, kw_only=True)
class Planned:
    """Rows with what is shown of them; `next_of` gives the coming session of a group, `ranks` the turn of who waits."""

    appointments: Sequence[Appointment]
    enrollments: Sequence[Enrollment]
    next_of: dict[int, Session]
    ranks: dict[int, int]
    waits: Sequence[WaitingEntry]
    interests: Sequence[Interest]
    callbacks: Sequence[CallbackRequest]


def for_visitor(visitor: Visitor, files: Sequence[Beneficiary], *, now: datetime) -> Planned:
    """What her number and her first name were given for, and what her files hold. Six queries."""
    ids = {person.pk for person in files}
    of_file = Q(person__in=ids)

    def is_hers(row: Appointment | Enrollment) -> bool:
        """Hers, or taken by her for somebody else with her own number."""
        taken_by = row.booked_for_by if isinstance(row, Appointment) else row.helper_name
        return row.person_id in ids or visitor.is_called(row.person.first_name) or visitor.is_called(taken_by)

    appointments = _appointments(Q(contact_phone=visitor.phone) | of_file, now=now)
    enrollments = _enrollments(Q(contact_phone=visitor.phone) | of_file, now=now)
    waits = _waits(Q(phone=visitor.phone) | of_file, now=now)
    interests = Interest.objects.open().filter(Q(phone=visitor.phone) | of_file).select_related("organization")
    callbacks = CallbackRequest.objects.open().filter(phone=visitor.phone).select_related("organization")
    discreet = Q(reason__discreet=True) | Q(appointment__reason__discreet=True)
    return _planned(
        [row for row in appointments if is_hers(row)],
        [row for row in enrollments if is_hers(row)],
        waits=[row for row in waits if row.person_id in ids or visitor.is_called(row.first_name)],
        interests=[
            row
            for row in interests.order_by("created_at", "pk")
            if row.person_id in ids or visitor.is_called(row.first_name)
        ],
        callbacks=[
            row for row in callbacks.exclude(discreet).order_by("created_at", "pk") if visitor.is_called(row.first_name)
        ],
        now=now,
    )


def for_person(person: Beneficiary, *, now: datetime) -> Planned:
    """What a relative with her agreement sees: where she is expected. Three queries."""
    hers = Q(person=person)
    return _planned(list(_appointments(hers, now=now)), list(_enrollments(hers, now=now)), now=now)


def _appointments(hers: Q, *, now: datetime) -> Sequence[Appointment]:
    coming = Appointment.objects.upcoming(now=now).filter(hers, reason__discreet=False)
    return list(coming.with_everything_shown().order_by("starts_at", "pk"))


def _enrollments(hers: Q, *, now: datetime) -> Sequence[Enrollment]:
    live = Enrollment.objects.live().filter(hers, group__canceled_at=None).with_everything_shown().order_by("pk")
    return [each for each in live if each.state != EnrollmentState.OFFERED or each.may_answer(now=now)]


def _waits(hers: Q, *, now: datetime) -> Sequence[WaitingEntry]:
    waiting = WaitingEntry.objects.waiting(now=now).filter(hers, reason__discreet=False)
    return list(waiting.with_everything_shown().order_by("created_at", "pk"))


def _planned(
    appointments: Sequence[Appointment],
    enrollments: Sequence[Enrollment],
    *,
    waits: Sequence[WaitingEntry] = (),
    interests: Sequence[Interest] = (),
    callbacks: Sequence[CallbackRequest] = (),
    now: datetime,
) -> Planned:
    coming = Session.objects.upcoming(now=now).filter(group__in=[one.group_id for one in enrollments])
    next_of: dict[int, Session] = {}
    for session in coming.with_everything_shown().by_date():
        next_of.setdefault(session.group_id, session)
    return Planned(
        appointments=appointments,
        enrollments=[one for one in enrollments if one.group_id in next_of],
        next_of=next_of,
        ranks=_ranks([one.group_id for one in enrollments if one.state == EnrollmentState.WAITING]),
        waits=waits,
        interests=interests,
        callbacks=callbacks,
    )


def _ranks(groups: Collection[int]) -> dict[int, int]:
    """The rank of everybody who waits in these groups, 1 for the first, by enrollment. One query, none without a group."""
    ranks: dict[int, int] = {}
    seen: Counter[int] = Counter()
    if groups:
        waiting = Enrollment.objects.waiting().filter(group__in=groups).in_turn()
        for pk, group in waiting.values_list("pk", "group"):
            seen[group] += 1
            ranks[pk] = seen[group]
    return ranks
