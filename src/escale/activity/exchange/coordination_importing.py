"""Bringing coordination activities in: all or nothing, and the same file twice adds nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from escale.accounts.models import Membership, Organization, OwnedQuerySet
from escale.activity.exchange.coordination_reading import CoordinationReading
from escale.activity.exchange.findings import Finding, ToCorrect
from escale.activity.exchange.keys import key_of, uuid_of
from escale.activity.models import CoordinationRecord


@dataclass(frozen=True, kw_only=True)
class CoordinationPlan:
    """What bringing a sheet in would do."""

    fresh: Sequence[CoordinationRecord]
    already: int
    findings: Sequence[Finding]

    @property
    def stops(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.stops]


def plan(reading: CoordinationReading, *, by: Membership) -> CoordinationPlan:
    """Say what would be written of this sheet, and what is there already. Nothing is written."""
    asked = {record.external_id for record in reading.records}
    ours = [key for key in map(uuid_of, asked) if key is not None]
    found = CoordinationRecord.objects.of_organization(by.organization).order_by("pk")
    found = found.filter(Q(external_id__in=asked) | Q(external_id="", submission__in=ours))
    there = {external or str(key) for external, key in found.values_list("external_id", "submission")}
    fresh = [record for record in reading.records if record.external_id not in there]
    return CoordinationPlan(fresh=fresh, already=len(asked) - len(fresh), findings=reading.findings)


@transaction.atomic
def write(planned: CoordinationPlan, *, organization: Organization, key: UUID) -> int:
    """Write everything that is new, or nothing; the same `key` once more writes nothing. Raises `ToCorrect`."""
    if planned.stops:
        raise ToCorrect
    if written_by(key, organization).exists():
        return 0
    for rank, record in enumerate(planned.fresh):
        record.submission = key_of(key, rank)
    return len(CoordinationRecord.objects.bulk_create(planned.fresh))


def undo(organization: Organization, *, key: UUID) -> int:
    """Take away what this gesture wrote, and say how many there were."""
    _, by_model = written_by(key, organization).delete()
    return by_model.get(CoordinationRecord._meta.label, 0)


def written_by(key: UUID, organization: Organization) -> OwnedQuerySet[CoordinationRecord]:
    """The activities one gesture wrote: the keys of their forms begin alike."""
    return CoordinationRecord.objects.of_organization(organization).filter(
        submission__range=(key_of(key, 0), key_of(key, -1))
    )
