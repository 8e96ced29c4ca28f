"""Writing many records at once: an import, the demonstration, a benchmark."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import batched

from django.db import transaction

from escale.accounts.models import Organization
from escale.activity import participants, writing
from escale.activity.marking import mark
from escale.activity.models import ActivityRecord
from escale.activity.reports import NewRecord

AT_ONCE = 1_000
"""Records held in memory with all their rows: five thousand of them take 150 MB."""


@transaction.atomic
def write(records: Iterable[NewRecord]) -> int:
    """Write them all or none, and say how many are new: one that carries a known identifier from elsewhere is left out."""
    written, days = 0, defaultdict[Organization, set[date]](set)
    people = set[int]()
    for batch in batched(records, AT_ONCE):
        fresh = _fresh(batch)
        writing.insert(fresh)
        written += len(fresh)
        for new in fresh:
            days[new.organization].add(new.on)
            people.update(person.pk for person in new.people)
    # Once all is written, in one order: whoever reports one of them meanwhile is waited for, then waits.
    for some in batched(sorted(people), participants.AT_ONCE):
        participants.lock(some)
    for organization, moved in days.items():
        mark(organization.pk, moved)
        participants.refresh_all(organization)
    return written


def _fresh(batch: Iterable[NewRecord]) -> list[NewRecord]:
    """Those nobody has written yet, each identifier once."""
    batch = list(batch)
    asked = {new.external_id for new in batch if new.external_id}
    there = ActivityRecord.objects.filter(
        organization__in={new.organization for new in batch}, external_id__in=asked
    ).order_by("pk")
    known = set(there.values_list("organization", "external_id")) if asked else set()
    fresh = []
    for new in batch:
        key = new.organization.pk, new.external_id
        if not new.external_id or key not in known:
            fresh.append(new)
            known.add(key)
    return fresh
