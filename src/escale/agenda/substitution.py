"""Who else could hold the permanences of an adviser who is away, and handing one date over."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from escale.agenda import commitments
from escale.agenda.models import Commitment, CommitmentKind, PermanenceOccurrence, Resource
from escale.agenda.occurrences import OccurrenceChanged
from escale.scheduling.intervals import Interval


def free_colleagues(
    occurrences: Sequence[PermanenceOccurrence], *, among: Sequence[Resource]
) -> Mapping[int, list[Resource]]:
    """List, by date of permanence, who of these is neither away nor receiving elsewhere then. Two queries."""
    if not occurrences:
        return {}
    ids = [each.pk for each in among]
    first, last = min(each.starts_at for each in occurrences), max(each.ends_at for each in occurrences)
    busy = [
        # An appointment is no obstacle: it takes one hour of the permanence, which is offered around it.
        *Commitment.objects.of_resources(ids)
        .exclude(kind=CommitmentKind.APPOINTMENT)
        .overlapping(first, last)
        .order_by("pk")
        .values_list("resource_id", "starts_at", "ends_at"),
        *PermanenceOccurrence.objects.held()
        .filter(adviser__in=ids)
        .overlapping(first, last)
        .order_by("pk")
        .values_list("adviser_id", "starts_at", "ends_at"),
    ]
    return {
        each.pk: [
            colleague
            for colleague in among
            if colleague.pk != each.adviser_id
            and not any(pk == colleague.pk and start < each.ends_at and end > each.starts_at for pk, start, end in busy)
        ]
        for each in occurrences
    }


@transaction.atomic
def hand_over(occurrence: PermanenceOccurrence, *, to: Resource, now: datetime) -> None:
    """Let a colleague hold this date; its appointments are settled apart. Raises `OccurrenceChanged`."""
    commitments.lock([occurrence.adviser_id, to.pk])
    changed = PermanenceOccurrence.objects.filter(
        pk=occurrence.pk, adviser=occurrence.adviser_id, canceled_at=None
    ).update(adviser=to, changed_at=now)
    if not changed:
        raise OccurrenceChanged


def dates_of(adviser: Resource, hours: Sequence[Interval]) -> list[PermanenceOccurrence]:
    """The dates of permanence held by this adviser during these hours, earliest first. One query."""
    if not hours:
        return []
    found = (
        PermanenceOccurrence.objects.held()
        .filter(adviser=adviser)
        .overlapping(min(each.start for each in hours), max(each.end for each in hours))
        .select_related("venue", "room", "permanence")
        .order_by("starts_at", "pk")
    )
    return [row for row in found if any(row.starts_at < each.end and row.ends_at > each.start for each in hours)]
