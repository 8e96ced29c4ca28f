"""Rows of a record: the only place where an activity, its topics, its people and its counters are inserted or replaced."""

from collections.abc import Collection, Sequence
from typing import Any

from escale.activity import participants
from escale.activity.models import (
    ActivityRecord,
    Participation,
    RecordDevice,
    RecordTag,
    RecordTopic,
    UnnamedCount,
)
from escale.activity.reports import Circumstances, HeardBy, NewRecord, Report
from escale.people.models import Beneficiary


def insert(news: Sequence[NewRecord]) -> list[ActivityRecord]:
    """Write these activities and all their rows in six statements; the order of participations is the caller's to refresh."""
    records = ActivityRecord.objects.bulk_create([_record(new) for new in news])
    written = list(zip(records, news, strict=True))
    RecordTopic.objects.bulk_create([row for record, new in written for row in _topics(record, new.report)])
    RecordDevice.objects.bulk_create([row for record, new in written for row in _devices(record, new.report)])
    RecordTag.objects.bulk_create([row for record, new in written for row in _tags(record, new.report)])
    UnnamedCount.objects.bulk_create([row for record, new in written for row in _counts(record, new.report)])
    Participation.objects.bulk_create(
        [_participation(record, person, new) for record, new in written for person in new.people]
    )
    return records


def replace(record: ActivityRecord, report: Report) -> None:
    """Write what is said in place of what was: its own columns (unsaved) and its topics, devices, tags and counters."""
    for name, value in _said(report).items():
        setattr(record, name, value)
    _exchange(record.topics.all(), _topics(record, report))
    _exchange(record.devices.all(), _devices(record, report))
    _exchange(record.tagged.all(), _tags(record, report))
    if report.counts is not None:
        _exchange(record.unnamed_counts.all(), _counts(record, report))


def move(record: ActivityRecord, circumstances: Circumstances) -> set[int]:
    """Put a record elsewhere or on another day (unsaved), and give the people concerned."""
    for name, value in where_and_when(circumstances).items():
        setattr(record, name, value)
    return people_of(record)


def people_of(record: ActivityRecord) -> set[int]:
    """Those with a file who took part, by pk."""
    return set(record.participations.order_by("person").values_list("person", flat=True))


def participation(record: ActivityRecord, person: Beneficiary, heard_by: HeardBy) -> Participation:
    counted = participants.snapshot(person, on=record.on)
    return Participation(record=record, person=person, acquisition=heard_by.get(person.pk, ""), **counted)


def _participation(record: ActivityRecord, person: Beneficiary, new: NewRecord) -> Participation:
    row = participation(record, person, new.heard_by)
    for name, value in new.counted_as.get(person.pk, {}).items():
        setattr(row, name, value)
    return row


def where_and_when(circumstances: Circumstances) -> dict[str, Any]:
    """The columns of a record that say when, where and by whom."""
    venue = circumstances.venue
    return {
        "adviser": circumstances.adviser,
        "kind": circumstances.kind,
        "on": circumstances.on,
        "minutes": circumstances.minutes,
        "starts_at": circumstances.starts_at,
        "hour": circumstances.hour,
        "place": circumstances.place,
        "venue": venue,
        "commune": circumstances.commune or (venue.commune if venue else ""),
    }


def _record(new: NewRecord) -> ActivityRecord:
    unnamed = new.report.unnamed or 0
    columns = where_and_when(new) | _said(new.report)
    return ActivityRecord(
        **columns,
        organization=new.organization,
        people=len(new.people) + unnamed,
        created_at=new.created_at,
        created_by=new.created_by,
        completed_at=new.completed_at,
        changed_at=new.changed_at,
        appointment=new.appointment,
        walk_in=new.walk_in,
        session=new.session,
        source=new.source,
        external_id=new.external_id,
        submission=new.submission,
    )


def _said(report: Report) -> dict[str, Any]:
    """The columns of a record that say what was done; those left as they are, left out."""
    kept = {"minutes": report.minutes, "unnamed": report.unnamed, "unnamed_known": report.unnamed_known}
    return {
        "autonomy": report.autonomy or "",
        "posture": report.posture or "",
        "next_step": report.next_step or "",
        "procedure": report.procedure,
        "referred": report.referred,
        "referred_to": report.referred_to or "",
        "note": report.note,
        "title": report.title,
        "level": report.level or "",
        **{name: value for name, value in kept.items() if value is not None},
    }


def _topics(record: ActivityRecord, report: Report) -> list[RecordTopic]:
    return [RecordTopic(record=record, topic=topic) for topic in dict.fromkeys(report.topics)]


def _devices(record: ActivityRecord, report: Report) -> list[RecordDevice]:
    return [RecordDevice(record=record, device=device) for device in dict.fromkeys(report.devices)]


def _tags(record: ActivityRecord, report: Report) -> list[RecordTag]:
    return [RecordTag(record=record, tag=tag) for tag in dict.fromkeys(report.tags)]


def _counts(record: ActivityRecord, report: Report) -> list[UnnamedCount]:
    counts = report.counts or {}
    return [
        UnnamedCount(record=record, axis=axis, value=value, count=count)
        for (axis, value), count in counts.items()
        if count
    ]


def _exchange(there: Any, rows: Collection[Any]) -> None:
    there.delete()
    there.model._default_manager.bulk_create(rows)
