"""Attendance is the report: noting what became of an appointment, a number or a session writes its activity record.

Everything above closes through here, so that no attendance is left without its record, nor a record without attendance.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from escale.accounts.models import Membership, User
from escale.activity import prefill, recording
from escale.activity.marking import mark
from escale.activity.models import ActivityRecord, Kind, Place
from escale.activity.reports import NewRecord
from escale.appointments import outcomes, walk_in_appointments, walk_ins
from escale.appointments.models import Appointment, State, WalkIn, WalkInOutcome
from escale.appointments.walk_in_appointments import Reception
from escale.people.models import Acquisition
from escale.places.models import VenueKind
from escale.workshops import roll
from escale.workshops.models import CAME, Attendance, Mark, RollCall, Session
from escale.workshops.roll import RollResult, WalkInRow

PLACES = {
    VenueKind.ON_SITE: Place.VENUE,
    VenueKind.HOME: Place.HOME,
    VenueKind.PHONE: Place.REMOTE,
    VenueKind.VIDEO: Place.REMOTE,
}
SHORTEST, LONGEST = 1, 1439
"""Minutes of an activity: a gesture noted late says nothing of how long somebody was helped."""


@transaction.atomic
def settle(appointment: Appointment, outcome: State, *, by: Membership, now: datetime) -> Appointment:
    """Note what became of an appointment, with its record when the person came, without it when she didn't.

    Raises `outcomes.UnknownOutcome`, `SlotTaken`.
    """
    settled = outcomes.settle(appointment, outcome, by=by, now=now)
    _follow_appointment(settled, by=by, now=now)
    return settled


@transaction.atomic
def reopen(appointment: Appointment, *, by: Membership, now: datetime) -> Appointment:
    """Undo the outcome and take its record away. Raises `SlotTaken`."""
    expected = outcomes.reopen(appointment, by=by, now=now)
    _follow_appointment(expected, by=by, now=now)
    return expected


@transaction.atomic
def finish_walk_in(walk_in: WalkIn, outcome: WalkInOutcome, *, by: Membership, now: datetime) -> WalkIn:
    """Note that somebody without appointment was received, and how it ended. Raises `NotThereAnyMore`."""
    done = walk_ins.finish(walk_in, outcome, now=now)
    _follow_walk_in(done, by=by, now=now)
    return done


@transaction.atomic
def note_as_appointment(walk_in: WalkIn, reception: Reception, *, by: Membership, now: datetime) -> Appointment:
    """Note the reception as an appointment that took place; what was reported of it becomes hers. Raises `NotThereAnyMore`."""
    appointment = walk_in_appointments.note_as_appointment(walk_in, reception, by=by, now=now)
    if record := ActivityRecord.objects.one(walk_in=walk_in):
        recording.attach(record, appointment, now=now)
    else:
        _follow_appointment(appointment, by=by, now=now, walk_in=walk_in)
    return appointment


@transaction.atomic
def undo_walk_in(walk_in: WalkIn, *, by: Membership | None = None, now: datetime) -> None:
    """Undo the last gesture about her, and take the record of a reception not over any more. Raises `NotThereAnyMore`."""
    walk_in_appointments.undo(walk_in)
    if record := ActivityRecord.objects.one(walk_in=walk_in):
        recording.remove(record, by=by, now=now)


@transaction.atomic
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
    """Call the roll and write the record of the session; nobody came, no record.

    Raises `SessionCanceled`, `NotYet`, `RollChanged`.
    """
    result = roll.call_roll(
        session, marks=marks, unnamed=unnamed, by=by, now=now, walk_ins=walk_ins, submission=submission, seen=seen
    )
    _follow_session(result.call.session_id, by=by, now=now)
    return result


@transaction.atomic
def undo_roll(call: RollCall, *, by: Membership, now: datetime) -> None:
    """Put back what was noted before this roll, in the record too. Raises `RollChanged`."""
    roll.undo(call, by=by, now=now)
    _follow_session(call.session_id, by=by, now=now)


def _follow_appointment(
    appointment: Appointment, *, by: Membership, now: datetime, walk_in: WalkIn | None = None
) -> None:
    record = ActivityRecord.objects.one(appointment=appointment)
    if appointment.state != State.SEEN:
        # An absence leaves no record, and is a figure of its month.
        mark(appointment.organization_id, [appointment.local_start.date()])
        if record:
            recording.remove(record, by=by, now=now)
    elif record is None:
        recording.insert(of_appointment(appointment, by=by.user, now=now, walk_in=walk_in))
    elif record.removed_at is not None:
        recording.follow(record, of_appointment(appointment, by=by.user, now=now), now=now)


def _follow_walk_in(walk_in: WalkIn, *, by: Membership, now: datetime) -> None:
    said = of_walk_in(walk_in, adviser=walk_in.adviser or by.user, by=by.user, now=now)
    if record := ActivityRecord.objects.one(walk_in=walk_in):
        recording.follow(record, said, now=now)
    else:
        recording.insert(said)


def _follow_session(pk: int, *, by: Membership, now: datetime) -> None:
    session = Session.objects.with_everything_shown().get(pk=pk)
    came = Attendance.objects.filter(session=session, mark__in=sorted(CAME)).select_related("person", "enrollment")
    attendances = list(came.order_by("person"))
    said = of_session(session, attendances, by=by.user, now=now)
    record, somebody_came = ActivityRecord.objects.one(session=session), bool(attendances or session.unnamed)
    if record is None:
        if somebody_came:
            recording.insert(said)
    elif somebody_came:
        recording.follow(record, said, now=now)
    else:
        recording.remove(record, by=by, now=now)


def of_appointment(
    appointment: Appointment, *, by: User | None, now: datetime, walk_in: WalkIn | None = None
) -> NewRecord:
    """The record of an appointment where the person came, noted by `by`."""
    venue, start = appointment.venue, appointment.local_start
    return NewRecord(
        organization=appointment.organization,
        appointment=appointment,
        walk_in=walk_in,
        adviser=appointment.adviser,
        kind=Kind.INDIVIDUAL,
        on=start.date(),
        starts_at=appointment.starts_at,
        hour=start.hour,
        minutes=_minutes(appointment.starts_at, appointment.ends_at),
        place=PLACES[VenueKind(venue.kind)],
        venue=venue,
        commune=appointment.visit_commune,
        people=[appointment.person],
        heard_by={appointment.person_id: Acquisition(appointment.acquisition)} if appointment.acquisition else {},
        report=prefill.of_appointment(appointment),
        created_at=now,
        created_by=by,
    )


def of_walk_in(walk_in: WalkIn, *, adviser: User, by: User | None, now: datetime) -> NewRecord:
    """The record of somebody received without appointment: from the call to the end."""
    venue, start = walk_in.venue, walk_in.called_at or walk_in.arrived_at
    local = start.astimezone(venue.zone)
    return NewRecord(
        organization=walk_in.organization,
        walk_in=walk_in,
        adviser=adviser,
        kind=Kind.INDIVIDUAL,
        on=local.date(),
        starts_at=start,
        hour=local.hour,
        minutes=_minutes(start, walk_in.finished_at or now),
        place=PLACES[VenueKind(venue.kind)],
        venue=venue,
        people=[walk_in.person] if walk_in.person else [],
        report=prefill.of_walk_in(walk_in),
        created_at=now,
        created_by=by,
    )


def of_session(session: Session, attendances: Sequence[Attendance], *, by: User | None, now: datetime) -> NewRecord:
    """The record of a session, with those who came."""
    return NewRecord(
        organization=session.organization,
        session=session,
        adviser=session.adviser,
        kind=Kind.COLLECTIVE,
        on=session.local_start.date(),
        starts_at=session.starts_at,
        hour=session.local_start.hour,
        minutes=_minutes(session.starts_at, session.ends_at),
        place=PLACES[VenueKind(session.venue.kind)],
        venue=session.venue,
        people=[each.person for each in attendances],
        heard_by={
            each.person_id: Acquisition(each.enrollment.acquisition)
            for each in attendances
            if each.enrollment and each.enrollment.acquisition
        },
        report=prefill.of_session(session),
        created_at=now,
        created_by=by,
    )


def _minutes(start: datetime, end: datetime) -> int:
    return min(max(int((end - start).total_seconds() // 60), SHORTEST), LONGEST)
