"""Writing, changing, taking away and putting back an activity record: what an adviser does with one."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from escale.accounts.models import Membership
from escale.activity import participants, writing
from escale.activity.marking import mark
from escale.activity.models import ActivityRecord, NextStep, Participation
from escale.activity.reports import Circumstances, NewRecord, Report
from escale.appointments.models import Appointment
from escale.people.models import Beneficiary
from escale.topics import ADMINISTRATIVE, Topic

__all__ = [
    "Circumstances",
    "CountedTwice",
    "FollowsAttendance",
    "NewRecord",
    "Report",
    "attach",
    "change",
    "complete",
    "create",
    "follow_roll",
    "insert",
    "remove",
    "restore",
]


class FollowsAttendance(Exception):
    """The appointment says when and who, the roll says how many: they are changed there, and the record follows."""


class CountedTwice(Exception):
    """More people without a name on one axis, or already known, than there are: `most` is how many there are."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


@transaction.atomic
def create(new: NewRecord) -> ActivityRecord:
    """Write one activity that no appointment, number or session announced; the same submission twice gives the first.

    Raises `CountedTwice`.
    """
    if first := ActivityRecord.objects.one(submission=new.submission):
        return first
    report = _tidy(new.report)
    _check(report, unnamed=report.unnamed or 0, known=report.unnamed_known or 0)
    return insert(replace(new, report=report))


def insert(new: NewRecord) -> ActivityRecord:
    """Write one activity as it is given, its people in order, its month marked."""
    people = [person.pk for person in new.people]
    participants.lock(people)
    [record] = writing.insert([new])
    participants.order(people)
    mark(record.organization_id, [record.on])
    return record


def complete(record: ActivityRecord, report: Report, *, by: Membership, now: datetime) -> ActivityRecord:
    """Confirm what was done, once and for all; once more corrects it. Raises `CountedTwice`, `FollowsAttendance`."""
    with transaction.atomic():
        current = change(record, report, by=by, now=now)
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
    marked = [current.on]
    if circumstances is not None:
        for name, value in writing.where_and_when(circumstances).items():
            setattr(current, name, value)
    writing.replace(current, _tidy(report))
    _check(report, unnamed=current.unnamed, known=current.unnamed_known)
    current.changed_at, current.changed_by = now, by.user
    concerned = set_people(current, people)
    current.save()
    if circumstances is not None:
        participants.refresh(concerned)
    else:
        participants.order(concerned if people is not None else ())
    mark(current.organization_id, [*marked, current.on])
    return current


def set_people(record: ActivityRecord, people: Collection[Beneficiary] | None) -> set[int]:
    """Make these people those who took part, None for no change, and count them (unsaved). Give who is concerned, locked."""
    there = dict(Participation.objects.filter(record=record).order_by("pk").values_list("person", "pk"))
    wanted = {person.pk: person for person in people} if people is not None else dict.fromkeys(there)
    concerned = there.keys() | wanted.keys()
    participants.lock(concerned)
    Participation.objects.filter(pk__in=[pk for person, pk in there.items() if person not in wanted]).delete()
    new = [writing.participation(record, person, {}) for pk, person in wanted.items() if person and pk not in there]
    Participation.objects.bulk_create(new)
    record.people = len(wanted) + record.unnamed
    return concerned


def follow_roll(record: ActivityRecord, people: Collection[Beneficiary], *, unnamed: int, now: datetime) -> None:
    """Count those whom the roll now says were there. Counters by axis that don't fit any more are forgotten."""
    with transaction.atomic():
        current = ActivityRecord.objects.locked().get(pk=record.pk)
        if current.unnamed != unnamed:
            current.unnamed, current.unnamed_known = unnamed, min(current.unnamed_known, unnamed)
            if _most_counted(current) > unnamed:
                current.unnamed_counts.all().delete()
        _count_people(current, people, now=now)


def attach(record: ActivityRecord, appointment: Appointment, *, now: datetime) -> None:
    """Make a record without name the record of this appointment, and of its person. It stands again if it was taken away."""
    with transaction.atomic():
        current = ActivityRecord.objects.locked().get(pk=record.pk)
        current.appointment, current.adviser = appointment, appointment.adviser
        current.unnamed = current.unnamed_known = 0
        current.unnamed_counts.all().delete()
        _count_people(current, [appointment.person], now=now)
        restore(current, now=now)


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


def _count_people(record: ActivityRecord, people: Collection[Beneficiary], *, now: datetime) -> None:
    concerned = set_people(record, people)
    record.changed_at = now
    record.save()
    participants.order(concerned)
    mark(record.organization_id, [record.on])


def _most_counted(record: ActivityRecord) -> int:
    """The greatest number of people without a name counted on one axis."""
    by_axis = record.unnamed_counts.order_by("axis").values("axis").annotate(total=Sum("count"))
    return max((row["total"] for row in by_axis), default=0)


def _stand(record: ActivityRecord, *, removed_at: datetime | None) -> None:
    people = list(record.participations.order_by("person").values_list("person", flat=True))
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
