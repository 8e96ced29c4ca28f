"""How many seats a group has left. Whoever changes them locks the group first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from escale.prepared import prepared
from escale.workshops.models import TAKES_A_SEAT, Enrollment, EnrollmentState, Group

_TAKING = Q(state__in=sorted(TAKES_A_SEAT))
_WAITING = Q(state=EnrollmentState.WAITING)


class GroupFull(Exception):
    """No seat is left for this person."""


@dataclass(frozen=True, kw_only=True)
class Seats:
    """The seats of a group: how many there are, how many are taken or held, how many people wait for one."""

    total: int
    taken: int
    waiting: int

    @property
    def left(self) -> int:
        return max(0, self.total - self.taken)

    def has(self, wanted: int) -> bool:
        """Whether somebody may take that many at once: they are free, and nobody waits for them."""
        return not self.waiting and wanted <= self.left


def lock(*groups: int) -> dict[int, Group]:
    """Keep anybody else from changing the seats of these groups until the transaction ends; give them, by id.

    Groups are locked in id order, and before the resources of the agenda.
    """
    return {group.pk: group for group in _locked(sorted(set(groups)))}


def of(group: Group) -> Seats:
    """The seats of one group, one query."""
    return count(group)[0]


def count(group: Group) -> tuple[Seats, datetime | None]:
    """The seats of one group, and since when the last in its list waits. One query."""
    for taken, waiting, last in _counted(group.pk):
        return Seats(total=group.seats, taken=taken, waiting=waiting), last
    return Seats(total=group.seats, taken=0, waiting=0), None


def of_all(groups: Iterable[Group]) -> dict[int, Seats]:
    """The seats of several groups, by group. One query."""
    groups = list(groups)
    counted = (
        Enrollment.objects.filter(group__in=[group.pk for group in groups])
        .filter(_TAKING | _WAITING)
        .values("group")
        .order_by("group")
        .annotate(taken=Coalesce(Sum("seats", filter=_TAKING), 0), wait=Count("pk", filter=_WAITING))
    )
    by_group = {row["group"]: (row["taken"], row["wait"]) for row in counted}
    return {
        group.pk: Seats(total=group.seats, taken=taken, waiting=waiting)
        for group in groups
        for taken, waiting in [by_group.get(group.pk, (0, 0))]
    }


@prepared
def _locked(groups: list[int]) -> QuerySet[Group]:
    return Group.objects.filter(pk__in=groups).locked()


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
