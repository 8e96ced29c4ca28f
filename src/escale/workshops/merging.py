"""Merging two half-empty groups: everybody of one joins the other, in order, and hears once where and when."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from escale.workshops import (
    calling_off,
    changing,
    dates,
    reminders,
    seats,
    session_messages,
    waiting_list,
)
from escale.workshops.following_dates import follow_dates
from escale.workshops.models import TAKES_A_SEAT, CatchUp, Enrollment, EnrollmentState, Group, Session, WhyLeft
from escale.workshops.scheduling import GroupCanceled

BEST_FIRST = (EnrollmentState.ENROLLED, EnrollmentState.OFFERED, EnrollmentState.WAITING)


class NotEnoughSeats(Exception):
    """The group that would take everybody lacks seats; `missing` says how many."""

    def __init__(self, missing: int) -> None:
        super().__init__(f"{missing} seats missing")
        self.missing = missing


class SameGroup(Exception):
    """A group can't be merged with itself, nor with another organization's."""


class NothingToJoin(Exception):
    """The group that would take everybody has no session to come."""


def merge(from_group: Group, into_group: Group, *, notify: bool = True, now: datetime) -> Group:
    """Move everybody of one group into another, those with a seat first, then those who wait, in order; call the first off.

    Somebody in both is kept once, with her seat if she has one in either. Raises `NotEnoughSeats`, `SameGroup`,
    `NothingToJoin`, `GroupCanceled`, `SessionOver`.
    """
    with transaction.atomic():
        locked = seats.lock(from_group.pk, into_group.pk)
        source, target = locked[from_group.pk], locked[into_group.pk]
        if source.pk == target.pk or source.organization_id != target.organization_id:
            raise SameGroup
        if source.canceled_at is not None or target.canceled_at is not None:
            raise GroupCanceled
        coming = dates.of(target).next(now=now)
        if coming is None:
            raise NothingToJoin
        session = Session.objects.with_everything_shown().get(pk=coming.pk)
        taken_before = seats.of(target).taken
        told = _join(source, target, now=now)
        _refuse_if_over(target, taken_before=taken_before, now=now)
        follow_dates(target)
        calling_off.end_group(source, why=f"Regroupé avec {target.title}"[:160], notify=notify, now=now)
        source.merged_into = target
        source.save(update_fields=["merged_into"])
        if notify:
            session_messages.tell_merged(told, session, now=now)
        _remind(told, target, now=now)
        waiting_list.offer_freed_seats(target, now=now)
        return target


def _join(source: Group, target: Group, *, now: datetime) -> list[Enrollment]:
    """Change the group of everybody; give those whose date changes, somebody kept in place of herself included."""
    there = {each.person_id: each for each in _in_order(target)}
    told: list[Enrollment] = []
    for enrollment in _in_order(source):
        twin = there.get(enrollment.person_id)
        kept = enrollment if twin is None or _rank(enrollment) < _rank(twin) else twin
        if twin is not None:
            _keep_one(kept, twin if kept is enrollment else enrollment, now=now)
        kept.group = target
        kept.seats = 2 if kept.with_companion and target.companions_take_a_seat else 1
        kept.revision += 1
        kept.save(update_fields=["group", "revision", "seats", "with_companion", "queued_at"])
        told.append(kept)
    CatchUp.objects.filter(enrollment__in=told, session__group=target).delete()
    return told


def _remind(people: Iterable[Enrollment], group: Group, *, now: datetime) -> None:
    """Whoever joins late is reminded like the others of the sessions whose reminders are written already."""
    found = dates.of(group)
    for enrollment in people:
        if enrollment.state == EnrollmentState.ENROLLED:
            reminders.write_for(enrollment, found, now=now)


def _in_order(group: Group) -> list[Enrollment]:
    """Everybody in a group: those with a seat, then those who wait, first in turn first."""
    live = Enrollment.objects.filter(group=group).live().with_everything_shown().in_turn()
    return sorted(live, key=lambda each: each.state not in TAKES_A_SEAT)


def _rank(enrollment: Enrollment) -> int:
    """Which of two enrollments is kept: a seat first, then one held until she answers, then a turn."""
    return BEST_FIRST.index(EnrollmentState(enrollment.state))


def _keep_one(kept: Enrollment, other: Enrollment, *, now: datetime) -> None:
    """Of two enrollments of one person, end the other: the kept one brings whom either brought, and has the older turn."""
    changing.end(other, WhyLeft.GROUP_CANCELED, now=now)
    kept.with_companion = kept.with_companion or other.with_companion
    kept.queued_at = min(filter(None, [kept.queued_at, other.queued_at]), default=None)


def _refuse_if_over(group: Group, *, taken_before: int, now: datetime) -> None:
    """Those who come to catch up count at their session. Raises `NotEnoughSeats`."""
    here = seats.of(group, now=now)
    missing = here.used - group.seats
    if missing > 0 and here.taken > taken_before:
        raise NotEnoughSeats(missing)
