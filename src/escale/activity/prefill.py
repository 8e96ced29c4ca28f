"""What a report already says before anybody writes: the subject's topics, the equipment brought, what was said last time."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import models

from escale.accounts.models import User
from escale.activity.guessing import topics_in
from escale.activity.models import (
    ActivityRecord,
    Autonomy,
    Axis,
    Device,
    Kind,
    NextStep,
    Posture,
    ReferredTo,
    SessionLevel,
)
from escale.activity.reports import Report
from escale.agenda.models import EquipmentKind
from escale.appointments.models import Appointment, Reason, WalkIn, WalkInOutcome
from escale.topics import Topic
from escale.workshops.models import Level, Session

LEVELS = {
    Level.BEGINNER: SessionLevel.BEGINNER,
    Level.INTERMEDIATE: SessionLevel.INTERMEDIATE,
    Level.ADVANCED: SessionLevel.ADVANCED,
}
DEVICES = {
    EquipmentKind.TABLET: Device.TABLET,
    EquipmentKind.LAPTOP: Device.COMPUTER,
    EquipmentKind.PHONE: Device.PHONE,
    EquipmentKind.MODEM: Device.OTHER,
    EquipmentKind.OTHER: Device.OTHER,
}
NEXT = {
    WalkInOutcome.SETTLED: NextStep.NOTHING,
    WalkInOutcome.CONTINUES: NextStep.SEE_AGAIN,
    WalkInOutcome.REFERRED: NextStep.REFER,
}


def for_record(record: ActivityRecord, *, is_expected_again: bool | None = None) -> Report:
    """What the form of this record shows: what was confirmed, else what is known and the most usual of the rest.

    A page of several records says for each whether the person has another appointment; None asks.
    """
    said = as_written(record)
    if record.is_complete:
        return said
    posture = said.posture or Posture.TEACH
    if record.kind == Kind.COLLECTIVE:
        return replace(said, posture=posture)
    return replace(
        said,
        posture=posture,
        autonomy=said.autonomy or Autonomy.WITH_HELP,
        next_step=said.next_step or _next_step(record, is_expected_again=is_expected_again),
    )


def as_written(record: ActivityRecord) -> Report:
    """The report of this record exactly as its rows say it. No query when it was read `with_everything_shown`."""
    return Report(
        topics=[Topic(row.topic) for row in _in_order(record.topics.all())],
        devices=[Device(row.device) for row in _in_order(record.devices.all())],
        autonomy=Autonomy(record.autonomy) if record.autonomy else None,
        posture=Posture(record.posture) if record.posture else None,
        next_step=NextStep(record.next_step) if record.next_step else None,
        minutes=record.minutes,
        procedure=record.procedure,
        referred=record.referred,
        referred_to=ReferredTo(record.referred_to) if record.referred_to else None,
        note=record.note,
        tags=[row.tag for row in _in_order(record.tagged.all())],
        title=record.title,
        level=SessionLevel(record.level) if record.level else None,
        unnamed=record.unnamed,
        unnamed_known=record.unnamed_known,
        counts={(Axis(row.axis), row.value): row.count for row in _in_order(record.unnamed_counts.all())},
    )


def last_report_of(adviser: User, reason: Reason | None) -> Report | None:
    """ "Comme la dernière fois": what she last confirmed for this reason, without what belongs to one person only."""
    hers = ActivityRecord.objects.counted().of_adviser(adviser).exclude(completed_at=None)
    same = hers.filter(appointment__reason=reason) | hers.filter(walk_in__reason=reason)
    last = same.order_by("-on", "-starts_at", "-pk").first()
    if reason is None or last is None:
        return None
    said = as_written(last)
    return Report(
        topics=said.topics,
        devices=said.devices,
        autonomy=said.autonomy,
        posture=said.posture,
        next_step=said.next_step,
        minutes=said.minutes,
        tags=said.tags,
    )


def of_appointment(appointment: Appointment) -> Report:
    """What an appointment says by itself."""
    last = last_report_of(appointment.adviser, appointment.reason)
    return Report(topics=last.topics if last else topics_in(appointment.reason.name, appointment.reason.sentence))


def of_walk_in(walk_in: WalkIn) -> Report:
    """What somebody's number in the queue says, and how her reception ended."""
    reason = walk_in.reason
    last = last_report_of(walk_in.adviser, reason) if walk_in.adviser else None
    return Report(
        topics=last.topics if last else topics_in(reason.name, reason.sentence) if reason else (),
        next_step=NEXT[WalkInOutcome(walk_in.outcome)] if walk_in.outcome else None,
        referred=True if walk_in.outcome == WalkInOutcome.REFERRED else None,
        unnamed=0 if walk_in.person_id else 1,
    )


def of_session(session: Session) -> Report:
    """What a session says: its workshop's topics and level, the equipment taken there, how many gave no name."""
    group = session.group
    return Report(
        topics=[Topic(row.topic) for row in group.workshop.topics.order_by("pk")],
        devices=[DEVICES[EquipmentKind(thing.kind)] for thing in session.equipment.order_by("pk")],
        title=group.title,
        level=LEVELS[Level(group.level)] if group.level else None,
        unnamed=session.unnamed,
    )


def _next_step(record: ActivityRecord, *, is_expected_again: bool | None) -> NextStep:
    appointment = record.appointment
    if appointment is None or record.starts_at is None:
        return NextStep.NOTHING
    if is_expected_again is None:
        hers = Appointment.objects.expected().filter(person=appointment.person_id, starts_at__gt=record.starts_at)
        is_expected_again = hers.exists()
    return NextStep.SEE_AGAIN if appointment.needs_another or is_expected_again else NextStep.NOTHING


def _in_order[Row: models.Model](rows: Iterable[Row]) -> list[Row]:
    """In the order in which they were written, whether they were read ahead or not."""
    return sorted(rows, key=lambda row: row.pk)
