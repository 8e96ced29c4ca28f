"""Coordination activities: written, changed, taken away, put back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from escale.accounts.models import Membership
from escale.activity.models import CoordinationKind, CoordinationRecord


def create(
    kind: CoordinationKind, values: Mapping[str, Any], *, submission: UUID, by: Membership, now: datetime
) -> CoordinationRecord:
    """Write one; the same form sent twice writes it once. `values` are fields of the row by name."""
    record, _ = CoordinationRecord.objects.get_or_create(
        submission=submission,
        defaults={**values, "kind": kind, "organization": by.organization, "adviser": by.user, "created_at": now},
    )
    return record


def change(record: CoordinationRecord, values: Mapping[str, Any], *, now: datetime) -> None:
    """Write over what the form holds, and leave the rest."""
    CoordinationRecord.objects.filter(pk=record.pk).update(**values, changed_at=now)


def remove(record: CoordinationRecord, *, now: datetime) -> None:
    """Take it off the list; it can be put back."""
    CoordinationRecord.objects.filter(pk=record.pk, removed_at=None).update(removed_at=now)


def restore(record: CoordinationRecord) -> None:
    """Put it back as it was."""
    CoordinationRecord.objects.filter(pk=record.pk).update(removed_at=None)
