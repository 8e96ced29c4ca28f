"""Writing, changing, taking away and putting back an activity record: what an adviser does with one."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Sum

from escale.accounts.models import Membership
from escale.activity import participants, writing
from escale.activity.marking import mark
from escale.activity.models import ActivityRecord, NextStep, Participation, ReferredTo
from escale.activity.reports import NOTHING_HEARD, Circumstances, HeardBy, NewRecord, Report
from escale.appointments.models import Appointment
from escale.people.models import Beneficiary
from escale.topics import ADMINISTRATIVE, Topic


class FollowsAttendance(Exception):
    """The appointment says when and who, the roll says how many: they are changed there, and the record follows."""


class CountedTwice(Exception):
    """More people without a name on one axis, or already known, than there are: `most` is how many there are."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


def create(new: NewRecord) -> ActivityRecord:
    """Write one activity that no appointment, number or session announced; the same submission twice gives the first.

    Raises `CountedTwice`.
    """
    report = _tidy(new.report)
    _check(report, unnamed=report.unnamed or 0, known=report.unnamed_known or 0)
    try:
        with transaction.atomic():
            return insert(replace(new, report=report))
    except IntegrityError:
        # Two taps at once: both found nothing, and the constraint let one in.
        if first := ActivityRecord.objects.one(submission=new.submission):
            return first
        raise


def insert(new: NewRecord) -> ActivityRecord:
    """Write one activity as it is given, its people in order, its month marked. In the caller's transaction."""
    people = [person.pk for person in new.people]
    participants.lock(people)
    [record] = writing.insert([new])
    participants.order(people)
    mark(record.organization_id, [record.on])
    return record


@transaction.atomic
def complete(
    record: ActivityRecord,
    report: Report,
    *,
    by: Membership,
    now: datetime,
    circumstances: Circumstances | None = None,
) -> ActivityRecord:
    """Confirm what was done; once more corrects it. Raises `CountedTwice`, and `FollowsAttendance` as `change`."""
    current = change(record, report, by=by, now=now, circumstances=circumstances)
    if current.completed_at is None:
        current.completed_at = now
        current.save(update_fields=["completed_at"])
    return current


@transaction.atomic
def change(
    record: ActivityRecord,
    report: Report,
    *,
    by: Membership,
    now: datetime,
    circumstances: Circumstances | None = None,
    people: Collection[Beneficiary] | None = None,
) -> ActivityRecord:
    """Write this report in place of the one before, and, when given, when and where it was and who took part.

    Raises `CountedTwice`, and `FollowsAttendance` when an appointment or a roll says otherwise.
    """
    current = ActivityRecord.objects.locked().get(pk=record.pk)
    _refuse_what_attendance_says(current, report, moves=circumstances is not None, people=people is not None)
    before, named = current.on, current.people - current.unnamed
    writing.replace(current, _tidy(report))
    _check(report, unnamed=current.unnamed, known=current.unnamed_known)
    current.people = named + current.unnamed
    current.changed_at, current.changed_by = now, by.user
    concerned = set_people(current, people) if people is not None else set[int]()
    if circumstances is not None:
        concerned |= writing.move(current, circumstances)
    current.save()
    participants.refresh(concerned)
    mark(current.organization_id, [before, current.on])
    return current


def set_people(record: ActivityRecord, people: Collection[Beneficiary], heard_by: HeardBy = NOTHING_HEARD) -> set[int]:
    """Make these people those who took part, and count them (unsaved). Give those concerned, before or after, locked."""
    there = writing.people_of(record)
    wanted = {person.pk: person for person in people}
    participants.lock(there | wanted.keys())
    record.participations.exclude(person__in=wanted).delete()
    new = [person for pk, person in wanted.items() if pk not in there]
    Participation.objects.bulk_create([writing.participation(record, person, heard_by) for person in new])
    record.people = len(wanted) + record.unnamed
    return there | wanted.keys()


def follow(record: ActivityRecord, said: NewRecord, *, now: datetime) -> None:
    """Bring a record back as attendance now says it: when, where, with whom. What was typed stays, as far as it fits.

    Counters by axis that the roll leaves no room for are forgotten; somebody received without appointment keeps her name.
    """
    with transaction.atomic():
        current = ActivityRecord.objects.locked().get(pk=record.pk)
        days, typed = {current.on, said.on}, current.minutes
        concerned = writing.move(current, said)
        if current.is_complete:
            current.minutes = typed
        else:
            current.next_step, current.referred = said.report.next_step or "", said.report.referred
        if current.session_id:
            _count_unnamed(current, said.report.unnamed or 0)
        if not current.walk_in_id:
            concerned |= set_people(current, said.people, said.heard_by)
        current.removed_at, current.changed_at = None, now
        current.save()
        participants.refresh(concerned)
        mark(current.organization_id, days)


def attach(record: ActivityRecord, appointment: Appointment, *, now: datetime) -> None:
    """Make a record without name the record of this appointment, and of its person. It stands again if it was taken away."""
    with transaction.atomic():
        current = ActivityRecord.objects.locked().get(pk=record.pk)
        current.appointment, current.adviser = appointment, appointment.adviser
        _count_unnamed(current, 0)
        concerned = set_people(current, [appointment.person])
        current.removed_at, current.changed_at = None, now
        current.save()
        participants.order(concerned)
        mark(current.organization_id, [current.on])


def note_referred(appointment: Appointment, *, to: ReferredTo, by: Membership, now: datetime) -> None:
    """Say in the record of an appointment that the person was sent somewhere, and to what kind of place, unless it says so.

    In the caller’s transaction; nothing when the appointment has no record yet.
    """
    if record := ActivityRecord.objects.one(appointment=appointment):
        current = ActivityRecord.objects.locked().get(pk=record.pk)
        current.referred, current.referred_to = True, current.referred_to or to
        current.changed_at, current.changed_by = now, by.user
        current.save(update_fields=["referred", "referred_to", "changed_at", "changed_by"])
        mark(current.organization_id, [current.on])


def remove(record: ActivityRecord, *, by: Membership | None, now: datetime) -> None:
    """Take a record out of every figure; it can be put back. Twice changes nothing."""
    with transaction.atomic():
        current = ActivityRecord.objects.locked().get(pk=record.pk)
        if current.removed_at is None:
            current.changed_at, current.changed_by = now, by.user if by else None
            _stand(current, removed_at=now)


def restore(record: ActivityRecord, *, now: datetime) -> None:
    """Put a record back as it was, with everything that was typed. Twice changes nothing."""
    with transaction.atomic():
        current = ActivityRecord.objects.locked().get(pk=record.pk)
        if current.removed_at is not None:
            current.changed_at = now
            _stand(current, removed_at=None)


def _count_unnamed(record: ActivityRecord, unnamed: int) -> None:
    """Write how many gave no name (unsaved), and forget what was counted of them when that is too much."""
    record.people += unnamed - record.unnamed
    record.unnamed, record.unnamed_known = unnamed, min(record.unnamed_known, unnamed)
    if _most_counted(record) > unnamed:
        record.unnamed_counts.all().delete()


def _most_counted(record: ActivityRecord) -> int:
    """The greatest number of people without a name counted on one axis."""
    by_axis = record.unnamed_counts.order_by("axis").values("axis").annotate(total=Sum("count"))
    return max((row["total"] for row in by_axis), default=0)


def _stand(record: ActivityRecord, *, removed_at: datetime | None) -> None:
    people = writing.people_of(record)
    participants.lock(people)
    record.removed_at = removed_at
    record.save(update_fields=["removed_at", "changed_at", "changed_by"])
    participants.order(people)
    mark(record.organization_id, [record.on])


def _tidy(report: Report) -> Report:
    """The national tool refuses an administrative subject without "démarches", and "orienter" says that she was sent."""
    topics = list(dict.fromkeys(report.topics))
    if ADMINISTRATIVE.intersection(topics) and Topic.PROCEDURES not in topics:
        topics.append(Topic.PROCEDURES)
    sent = report.next_step == NextStep.REFER and report.referred is None
    return replace(report, topics=topics, referred=True if sent else report.referred)


def _check(report: Report, *, unnamed: int, known: int) -> None:
    counted: dict[str, int] = {"known": known}
    for (axis, _), count in (report.counts or {}).items():
        counted[axis] = counted.get(axis, 0) + count
    if max(counted.values()) > unnamed:
        raise CountedTwice(unnamed)


def _refuse_what_attendance_says(record: ActivityRecord, report: Report, *, moves: bool, people: bool) -> None:
    linked = record.appointment_id or record.session_id
    counts = record.session_id and report.unnamed not in (None, record.unnamed)
    if (linked and (moves or people)) or counts:
        raise FollowsAttendance
