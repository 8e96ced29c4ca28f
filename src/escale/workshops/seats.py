"""How many seats a group has left. Whoever changes them locks the group first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from escale.prepared import prepared
from escale.workshops.models import TAKES_A_SEAT, CatchUp, Enrollment, EnrollmentState, Group

_TAKING = Q(state__in=sorted(TAKES_A_SEAT))
_WAITING = Q(state=EnrollmentState.WAITING)

NO_GUESTS: Mapping[int, int] = MappingProxyType({})


class GroupFull(Exception):
    """No seat is left for this person."""


@dataclass(frozen=True, kw_only=True)
class Seats:
    """The seats of a group: how many there are, how many are taken or held, how many people wait for one.

    `guests` come to one session alone, to catch up another: those of the fullest session to come, where somebody who joins
    the group would have to sit too.
    """

    total: int
    taken: int
    waiting: int
    guests: int = 0

    @property
    def left(self) -> int:
        return max(0, self.total - self.used)

    @property
    def used(self) -> int:
        """The seats nobody else can have."""
        return self.taken + self.guests

    def has(self, wanted: int) -> bool:
        """Whether somebody may take that many at once: they are free, and nobody waits for them."""
        return not self.waiting and wanted <= self.left


def lock(*groups: int) -> dict[int, Group]:
    """Keep anybody else from changing the seats of these groups until the transaction ends; give them, by id.

    Groups are locked in id order, and before the resources of the agenda.
    """
    return {group.pk: group for group in _locked(sorted(set(groups)))}


def of(group: Group, *, now: datetime | None = None) -> Seats:
    """The seats of one group; the guests of its sessions to come count when `now` says which those are. Two queries."""
    guests = max((there for _, there in _guests([group.pk], now)), default=0) if now else 0
    return count(group, guests=guests)[0]


def count(group: Group, *, guests: int) -> tuple[Seats, datetime | None]:
    """The seats of one group beside its guests, and since when the last in its list waits. One query."""
    taken, waiting, last = next(iter(_counted(group.pk)), (0, 0, None))
    return Seats(total=group.seats, taken=taken, waiting=waiting, guests=guests), last


def of_all(groups: Iterable[Group], *, now: datetime | None = None) -> dict[int, Seats]:
    """The seats of several groups, by group. Two queries, one without `now`."""
    groups = list(groups)
    ids = [group.pk for group in groups]
    guests: dict[int, int] = {}
    for pk, there in _guests(ids, now) if now else ():
        guests[pk] = max(guests.get(pk, 0), there)
    return by_group(groups, counted(ids), guests=guests)


def counted(groups: Sequence[int]) -> QuerySet[Enrollment, Any]:
    """By group, the seats taken and how many people wait."""
    return (
        Enrollment.objects.filter(group__in=groups)
        .filter(_TAKING | _WAITING)
        .values("group")
        .order_by("group")
        .annotate(taken=Coalesce(Sum("seats", filter=_TAKING), 0), wait=Count("pk", filter=_WAITING))
    )


def by_group(
    groups: Iterable[Group], sums: Iterable[dict[str, Any]], *, guests: Mapping[int, int] = NO_GUESTS
) -> dict[int, Seats]:
    """The seats of several groups, from what was `counted`."""
    by_pk = {row["group"]: (row["taken"], row["wait"]) for row in sums}
    return {
        group.pk: Seats(total=group.seats, taken=taken, waiting=waiting, guests=guests.get(group.pk, 0))
        for group in groups
        for taken, waiting in [by_pk.get(group.pk, (0, 0))]
    }


@prepared
def _locked(groups: list[int]) -> QuerySet[Group]:
    return Group.objects.filter(pk__in=groups).locked()


@prepared
def _guests(groups: list[int], now: datetime) -> QuerySet[CatchUp, Any]:
    """The seats those who catch up take at each session to come of these groups, beside the group."""
    coming = Q(session__group__in=groups, session__canceled_at=None, session__starts_at__gt=now)
    return (
        CatchUp.objects.filter(coming, enrollment__state=EnrollmentState.ENROLLED)
        .values("session")
        .order_by("session")
        .annotate(there=Sum("enrollment__seats"))
        .values_list("session__group", "there")
    )


@prepared
def _counted(group_id: int) -> QuerySet[Enrollment, Any]:
    return (
        Enrollment.objects.filter(group_id=group_id)
        .filter(_TAKING | _WAITING)
        .values("group")
        .order_by("group")
        .annotate(
            taken=Coalesce(Sum("seats", filter=_TAKING), 0),
            wait=Count("pk", filter=_WAITING),
            last=Max("queued_at", filter=_WAITING),
        )
        .values_list("taken", "wait", "last")
    )
