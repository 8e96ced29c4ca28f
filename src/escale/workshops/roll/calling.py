"""Calling the roll of a session, correcting it, taking it back."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from escale.accounts.models import Membership
from escale.people import registration
from escale.people.models import Beneficiary
from escale.scheduling.wall_clock import day_bounds
from escale.workshops import canceling, enrollment, seats
from escale.workshops.models import (
    Attendance,
    CatchUp,
    EnrolledVia,
    Enrollment,
    Mark,
    RollCall,
    RollChange,
    Session,
)
from escale.workshops.moving import SessionCanceled
from escale.workshops.roll.missed import tell_those_who_missed
from escale.workshops.roll.rows import already_called, last_call


class NotYet(Exception):
    """The roll is called on the day itself, not before."""


class RollChanged(Exception):
    """Somebody has called or corrected this roll since the page was read: `last` is hers, None when it was taken back."""

    def __init__(self, last: RollCall | None) -> None:
        super().__init__()
        self.last = last


@dataclass(frozen=True, kw_only=True)
class WalkInRow:
    """Somebody who came without being enrolled; `submission` tells her row from another with the same first name."""

    submission: UUID
    first_name: str
    last_name: str = ""
    phone: str = ""
    joins: bool = False


@dataclass(frozen=True, kw_only=True)
class RollResult:
    """What was written: the roll, and whether it had been before; who wanted to join and couldn't."""

    call: RollCall
    was_already_there: bool = False
    could_not_join: list[Beneficiary] = field(default_factory=list)


def call_roll(
    session: Session,
    *,
    marks: Mapping[int, Mark],
    unnamed: int,
    by: Membership,
    now: datetime,
    walk_ins: Sequence[WalkInRow] = (),
    submission: UUID | None = None,
    seen: int | None = None,
) -> RollResult:
    """Note who came, by person; the same submission twice, or a roll that changes nothing, writes nothing.

    `seen` is the roll the page showed (0 for none): with it, a colleague's newer one is never overwritten. Marks of people
    who have nothing to do with the session are left aside. Raises `SessionCanceled`, `NotYet`, `RollChanged`.
    """
    with transaction.atomic():
        seats.lock(session.group_id)
        if sent_before := already_called(submission) if submission else None:
            return RollResult(call=sent_before, was_already_there=True)
        current = Session.objects.select_related("venue", "group__organization").get(pk=session.pk)
        _check(current, now=now)
        last = last_call(current)
        if seen is not None and seen != (last.pk if last else 0):
            raise RollChanged(last)
        writing = _Writing(session=current, by=by, now=now)
        writing.note(marks, walk_ins)
        if last and not writing.changes and unnamed == current.unnamed:
            return RollResult(call=last, was_already_there=True)
        written = writing.finish(unnamed, submission or uuid4())
        tell_those_who_missed(current, writing.newly_absent(), now=now)
        return RollResult(call=written, could_not_join=writing.join(walk_ins))


def undo(call: RollCall, *, by: Membership, now: datetime) -> None:
    """Put back what was noted before this roll; twice changes nothing. Raises `RollChanged` when a newer one stands."""
    with transaction.atomic():
        seats.lock(call.session.group_id)
        current = RollCall.objects.select_related("session").get(pk=call.pk)
        if current.undone_at is not None:
            return
        session = current.session
        if (last := last_call(session)) != current:
            raise RollChanged(last)
        _put_back(current, by=by, now=now)
        current.undone_at = now
        current.save(update_fields=["undone_at"])
        session.unnamed = current.unnamed_before
        if (before := last_call(session)) is None:
            session.roll_called_at = session.roll_called_by = None
        elif session.roll_called_at is None:
            session.roll_called_at, session.roll_called_by = before.called_at, before.called_by
        session.save(update_fields=["unnamed", "roll_called_at", "roll_called_by"])


def may_begin_at(session: Session) -> datetime:
    """The first instant at which the roll may be called: the day begins where the session is held."""
    return day_bounds(session.local_start.date(), session.venue.zone).start


def _check(session: Session, *, now: datetime) -> None:
    if session.canceled_at is not None or session.group.canceled_at is not None:
        raise SessionCanceled
    if now < may_begin_at(session):
        raise NotYet


@dataclass(kw_only=True)
class _Writing:
    """One roll being written: the attendances as they are, what is to be noted, what that changes."""

    session: Session
    by: Membership
    now: datetime
    changes: list[RollChange] = field(default_factory=list)
    added: dict[UUID, Beneficiary] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.there = {each.person_id: each for each in Attendance.objects.filter(session=self.session).order_by("pk")}
        self.enrollments = _enrollments_by_person(self.session)

    def note(self, marks: Mapping[int, Mark], walk_ins: Iterable[WalkInRow]) -> None:
        """Insert and correct the attendances whose mark is new, in two statements, and keep what they were."""
        known = self.enrollments.keys() | self.there.keys()
        self.added = dict(self._added(walk_ins))
        keys = {person.pk: submission for submission, person in self.added.items()}
        wanted = {person: mark for person, mark in marks.items() if person in known} | dict.fromkeys(keys, Mark.PRESENT)
        was = {person: self.there[person].mark if person in self.there else "" for person in wanted}
        changed = {person: mark for person, mark in wanted.items() if was[person] != mark}
        rows = [self._row(person, mark, keys.get(person)) for person, mark in changed.items()]
        Attendance.objects.bulk_create([row for row in rows if not was[row.person_id]])
        Attendance.objects.bulk_update([row for row in rows if was[row.person_id]], ["mark", "noted_at", "noted_by"])
        self.there |= {row.person_id: row for row in rows}
        self.changes = [RollChange(person_id=person, was=was[person], mark=mark) for person, mark in changed.items()]

    def finish(self, unnamed: int, submission: UUID) -> RollCall:
        """Keep the roll itself and what it changed."""
        session = self.session
        call = RollCall.objects.create(
            session=session,
            submission=submission,
            called_at=self.now,
            called_by=self.by.user,
            unnamed_before=session.unnamed,
            unnamed=unnamed,
        )
        for change in self.changes:
            change.roll_call = call
        RollChange.objects.bulk_create(self.changes)
        session.unnamed = unnamed
        if session.roll_called_at is None:
            session.roll_called_at, session.roll_called_by = self.now, self.by.user
        session.save(update_fields=["unnamed", "roll_called_at", "roll_called_by"])
        return call

    def newly_absent(self) -> list[Enrollment]:
        """The enrollments of those this roll says absent, of this group or of another."""
        absent = [change.person_id for change in self.changes if change.mark == Mark.ABSENT]
        return [self.enrollments[person] for person in absent if person in self.enrollments]

    def join(self, walk_ins: Iterable[WalkInRow]) -> list[Beneficiary]:
        """Enroll in what follows those who wanted it, as long as a seat is free; give those for whom none was."""
        wanting = [self.added[row.submission] for row in walk_ins if row.joins and row.submission in self.added]
        return [person for person in wanting if not self._joins(person)]

    def _joins(self, person: Beneficiary) -> bool:
        """Nobody takes a seat past those who wait: then there is none for her."""
        group = self.session.group
        if not seats.of(group, now=self.now).has(1):
            return False
        try:
            joined = enrollment.enroll_by_staff(group, person, by=self.by, via=EnrolledVia.WALK_IN, now=self.now)
        except enrollment.AlreadyEnrolled:
            return True
        except enrollment.EnrollmentClosed:
            return False
        Attendance.objects.filter(pk=self.there[person.pk].pk).update(enrollment=joined)
        return True

    def _added(self, walk_ins: Iterable[WalkInRow]) -> Iterator[tuple[UUID, Beneficiary]]:
        """The people behind the walk-ins that no roll has noted yet; a file is opened for whoever is new."""
        walk_ins = list(walk_ins)
        written = Attendance.objects.filter(submission__in=[row.submission for row in walk_ins])
        noted = set(written.order_by("pk").values_list("submission", flat=True))
        for row in walk_ins:
            if row.submission not in noted:
                yield row.submission, _person(row, of=self.session, now=self.now)

    def _row(self, person: int, mark: Mark, submission: UUID | None) -> Attendance:
        row = self.there.get(person) or Attendance(
            session=self.session,
            person_id=person,
            enrollment=self.enrollments.get(person),
            submission=submission or uuid4(),
        )
        row.mark, row.noted_at, row.noted_by = mark, self.now, self.by.user
        return row


def _enrollments_by_person(session: Session) -> dict[int, Enrollment]:
    """Whoever is or was enrolled, and whoever catches up that day; the enrollment that lives comes last."""
    catching_up = CatchUp.objects.filter(session=session).select_related("enrollment").order_by("pk")
    in_group = Enrollment.objects.filter(group=session.group_id, joined_at__isnull=False).order_by("joined_at", "pk")
    return {each.enrollment.person_id: each.enrollment for each in catching_up} | {
        each.person_id: each for each in in_group
    }


def _person(row: WalkInRow, *, of: Session, now: datetime) -> Beneficiary:
    """Without a telephone nobody is recognised: a first name alone says too little."""
    organization = of.organization
    if row.phone:
        return registration.recognise_or_register(
            organization=organization,
            first_name=row.first_name,
            last_name=row.last_name,
            phone=row.phone,
            now=now,
        )
    return registration.register(organization=organization, first_name=row.first_name, last_name=row.last_name, now=now)


def _put_back(call: RollCall, *, by: Membership, now: datetime) -> None:
    changes = list(RollChange.objects.filter(roll_call=call).order_by("pk"))
    there = Attendance.objects.filter(session=call.session_id)
    new = there.filter(person__in=[change.person_id for change in changes if not change.was])
    _take_out(new, joined_at=call.called_at, by=by, now=now)
    new.delete()
    was = {change.person_id: change.was for change in changes if change.was}
    rows = list(there.filter(person__in=was).order_by("pk"))
    for row in rows:
        row.mark, row.noted_at, row.noted_by = was[row.person_id], now, by.user
    Attendance.objects.bulk_update(rows, ["mark", "noted_at", "noted_by"])


def _take_out(attendances: QuerySet[Attendance], *, joined_at: datetime, by: Membership, now: datetime) -> None:
    """Those the roll itself enrolled in what follows leave it, without a word: they haven't been told yet, or just were."""
    joined = Enrollment.objects.filter(attendances__in=attendances, via=EnrolledVia.WALK_IN, joined_at=joined_at)
    for each in joined.live().order_by("pk"):
        with contextlib.suppress(canceling.AlreadyLeft):
            canceling.cancel_by_staff(each, by=by, notify=False, now=now)
