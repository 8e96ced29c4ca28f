"""The one way to make a resource busy, and to free it.

Lock the resource rows in id order, find the hour free, insert. PostgreSQL's exclusion constraint stands behind; on SQLite
the transaction itself is the lock (IMMEDIATE). Checking without the lock let thousands of overlaps through when tried.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from escale.accounts.models import User
from escale.agenda.models import Commitment, CommitmentKind, Resource
from escale.places.models import Venue
from escale.prepared import insert, prepared

NO_OVERLAP_CONSTRAINT = "no_two_exclusive_commitments_at_once"


@dataclass(frozen=True, kw_only=True)
class Hold:
    """What makes a resource busy, whichever resource it is. Half-open instants; buffers in minutes.

    `shared` is for what may cover something else, as an absence covers an appointment still to be settled.
    """

    starts_at: datetime
    ends_at: datetime
    kind: CommitmentKind
    label: str = ""
    venue: Venue | None = None
    commune: str = ""
    before: int = 0
    after: int = 0
    overbooked_by: User | None = None
    shared: bool = False


def lock(resource_ids: Iterable[int]) -> list[Resource]:
    """Keep anybody else from changing what these resources hold until the transaction ends; give them in id order."""
    return _locked(sorted(set(resource_ids)))


@prepared
def _locked(resource_ids: list[int]) -> QuerySet[Resource]:
    return Resource.objects.filter(pk__in=resource_ids).locked()


def lock_at_once(resource_ids: Iterable[int]) -> list[Resource]:
    """Lock these resources without ever waiting: all of them in id order, or none when somebody else holds one.

    Held until the transaction ends all the same, even those locked for nothing.
    """
    wanted = set(resource_ids)
    free = Resource.objects.filter(pk__in=wanted).select_for_update(no_key=True, skip_locked=True, of=("self",))
    locked = list(free.order_by("pk"))
    return locked if len(locked) == len(wanted) else []


def conflicts(resource_ids: Iterable[int], starts_at: datetime, ends_at: datetime) -> list[Commitment]:
    """List what already makes these resources busy then."""
    return list(
        Commitment.objects.of_resources(list(resource_ids)).overlapping(starts_at, ends_at).order_by("starts_at", "pk")
    )


def hold_free(resource_id: int, what: Hold) -> Commitment:
    """Make busy a locked resource just found free in the same transaction, or overbooked on purpose: the row says who."""
    commitment = Commitment(resource_id=resource_id, **_values(what))
    insert([commitment])
    return commitment


def hold_all(wanted: Iterable[tuple[int, Hold]]) -> list[Commitment]:
    """Make several locked resources busy at once, in the order given: one query."""
    rows = [Commitment(resource_id=resource_id, **_values(what)) for resource_id, what in wanted]
    insert(rows)
    return rows


def rehold_free(commitment_id: int, resource_id: int, what: Hold) -> None:
    """Move a commitment to another hour or resource, both locked and just found free."""
    Commitment.objects.filter(pk=commitment_id).update(resource_id=resource_id, **_values(what))


def says_overlap(problem: Exception) -> bool:
    """Whether the database refused an overlap by itself: PostgreSQL's constraint, the second line behind the lock."""
    return NO_OVERLAP_CONSTRAINT in str(problem)


def release(commitment_ids: Iterable[int | None]) -> None:
    """Free the hours these commitments held."""
    Commitment.objects.filter(pk__in=[pk for pk in commitment_ids if pk is not None]).delete()


def _values(what: Hold) -> dict[str, Any]:
    return {
        "starts_at": what.starts_at,
        "ends_at": what.ends_at,
        "kind": what.kind,
        "label": what.label,
        "venue": what.venue,
        "commune": what.commune,
        "before": what.before,
        "after": what.after,
        "exclusive": what.overbooked_by is None and not what.shared,
        "overbooked_by": what.overbooked_by,
    }
