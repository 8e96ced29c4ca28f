"""Records of attendance noted before records existed: written once, as if it were noted today."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from escale.activity import bulk, closing
from escale.activity.models import ActivityRecord
from escale.activity.reports import NewRecord
from escale.appointments.models import Appointment, State, WalkIn, WalkInState
from escale.workshops.models import CAME, Attendance, Session

AT_ONCE = 200
"""Attendances of one transaction: on SQLite nobody else writes meanwhile."""

type Lacking = Callable[[datetime], list[NewRecord]]
"""Gives the records that some attendances lack, `AT_ONCE` at most; once they are written, it gives others."""


def write_records(*, now: datetime) -> int:
    """Write the records attendance lacks, and say how many. Stopped halfway, it goes on from there the next time.

    Nobody has confirmed them: they count at once, and wait among the reports to complete.
    """
    return sum(_write_all(lacking, now=now) for lacking in (_of_appointments, _of_walk_ins, _of_sessions))


def _write_all(lacking: Lacking, *, now: datetime) -> int:
    count = 0
    while written := _write_some(lacking, now=now):
        count += written
    return count


@transaction.atomic
def _write_some(lacking: Lacking, *, now: datetime) -> int:
    return bulk.write(lacking(now))


def _of_appointments(now: datetime) -> list[NewRecord]:
    seen = Appointment.objects.filter(_no_record("appointment"), state=State.SEEN)
    some = seen.with_everything_shown().list_locked(most=AT_ONCE)
    noted_from = {each.appointment_id: each for each in WalkIn.objects.filter(appointment__in=some, activity=None)}
    return [closing.of_appointment(each, by=None, now=now, walk_in=noted_from.get(each.pk)) for each in some]


def _of_walk_ins(now: datetime) -> list[NewRecord]:
    """Somebody received by whoever has left the team since is left out: nobody can be said to have done it."""
    done = WalkIn.objects.filter(_no_record("walk_in"), state=WalkInState.DONE, appointment=None)
    received = done.exclude(adviser=None)
    some = received.with_everything_shown().list_locked(most=AT_ONCE)
    return [closing.of_walk_in(each, adviser=each.adviser, by=None, now=now) for each in some if each.adviser]


def _of_sessions(now: datetime) -> list[NewRecord]:
    came = Attendance.objects.filter(mark__in=sorted(CAME))
    somebody_came = Q(unnamed__gt=0) | Exists(came.filter(session=OuterRef("pk")))
    called = Session.objects.filter(somebody_came, _no_record("session")).exclude(roll_called_at=None)
    some = called.with_everything_shown().list_locked(most=AT_ONCE)
    attendances: dict[int, list[Attendance]] = {}
    for each in came.filter(session__in=some).select_related("person", "enrollment").order_by("session", "person"):
        attendances.setdefault(each.session_id, []).append(each)
    return [closing.of_session(each, attendances.get(each.pk, []), by=None, now=now) for each in some]


def _no_record(attendance: str) -> Q:
    """No record of this attendance, in a subquery: a row is locked without what is joined to it."""
    return Q(~Exists(ActivityRecord.objects.filter(**{attendance: OuterRef("pk")})))
