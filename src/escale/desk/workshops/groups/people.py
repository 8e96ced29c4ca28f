"""The people of a group: who comes, to whom a seat is offered, who waits and in which turn, who left lately."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet

from escale.desk.workshops.groups import origins
from escale.french.dates import ago, day, day_hour
from escale.together import Reading
from escale.workshops import waiting_list
from escale.workshops.models import (
    CAME,
    Attendance,
    CatchUp,
    Enrollment,
    EnrollmentQuerySet,
    EnrollmentState,
    Group,
    WhyLeft,
)

LEFT_LATELY = timedelta(days=30)
MOST_LEFT = 20
COMES_BACK = frozenset({WhyLeft.CANCELED, WhyLeft.DECLINED, WhyLeft.NO_ANSWER, WhyLeft.REMOVED})


@dataclass(frozen=True, kw_only=True)
class Comer:
    """Somebody who has a seat."""

    enrollment: Enrollment
    is_new: bool
    facts: Sequence[str]
    has_missed: bool = False


@dataclass(frozen=True, kw_only=True)
class Offered:
    """Somebody for whom a seat is held."""

    enrollment: Enrollment
    words: str
    is_to_call: bool


@dataclass(frozen=True, kw_only=True)
class Waiter:
    """Somebody who waits, at her rank in the line."""

    enrollment: Enrollment
    rank: int
    since: str
    enrolled_by: str


@dataclass(frozen=True, kw_only=True)
class Leaver:
    """Somebody who left lately; `may_come_back` when her place can be given back."""

    enrollment: Enrollment
    words: str
    may_come_back: bool


@dataclass(frozen=True, kw_only=True)
class People:
    """Everybody of a group. `origins` counts how those who live there came to it: icon and sentence."""

    coming: Sequence[Comer]
    offered: Sequence[Offered]
    waiting: Sequence[Waiter]
    left: Sequence[Leaver]
    origins: Sequence[tuple[str, str]]


def read(group: Group, *, zone: ZoneInfo, now: datetime) -> Reading[People]:
    """Everybody of a group, those who come by name, those who wait in turn. One query."""
    enrolled = Enrollment.objects.filter(group=group)
    live = enrolled.live().select_related("person", "enrolled_by", "interest").by_name()
    seated = enrolled.filter(state=EnrollmentState.ENROLLED).order_by().values("person")
    before, away, line, gone = _came(seated), _missed(group), waiting_list.in_turn(group), _gone(group, now=now)
    yield live, before, away, line, gone
    coming = [each for each in live if each.state == EnrollmentState.ENROLLED]
    known, missed = set(before), set(away)
    ranks = {pk: rank for rank, pk in enumerate(line, start=1)}
    waiting = sorted((each for each in live if each.pk in ranks), key=lambda each: ranks[each.pk])
    return People(
        coming=[
            _comer(each, is_new=each.person_id not in known, has_missed=each.person_id in missed) for each in coming
        ],
        offered=[_offered(each, zone=zone) for each in live if each.state == EnrollmentState.OFFERED],
        waiting=[_waiter(each, ranks[each.pk], now=now) for each in waiting],
        left=_left(gone, {each.person_id for each in live}, now=now),
        origins=origins.counted(list(live)),
    )


def _came(people: QuerySet[Enrollment, Any]) -> QuerySet[Attendance, int]:
    """Those of these people who already came to a session, of this group or of another."""
    came = Attendance.objects.filter(person__in=people, mark__in=sorted(CAME))
    return came.order_by("person").values_list("person_id", flat=True).distinct()


def deadline_words(enrollment: Enrollment, *, zone: ZoneInfo) -> str:
    """ "réponse avant samedi 14 novembre à 12 h"."""
    if enrollment.answer_by is None:
        return ""
    return f"réponse avant {day_hour(enrollment.answer_by.astimezone(zone))}"


def _missed(group: Group) -> QuerySet[Attendance, int]:
    """Those the rolls of this group say didn't come to a session, not caught up since."""
    away = Attendance.objects.filter(session__group=group, session__canceled_at=None).exclude(mark__in=sorted(CAME))
    caught_up = CatchUp.objects.filter(missed=OuterRef("session"), enrollment__person=OuterRef("person"))
    return away.filter(~Exists(caught_up)).order_by("person").values_list("person_id", flat=True)


def _comer(enrollment: Enrollment, *, is_new: bool, has_missed: bool) -> Comer:
    said = [
        "vient avec quelqu’un" if enrollment.with_companion else "",
        origins.enrolled_by(enrollment),
        enrollment.needs,
        origins.heard_of_us(enrollment),
    ]
    facts = [each for each in said if each]
    return Comer(enrollment=enrollment, is_new=is_new, facts=facts, has_missed=has_missed)


def _offered(enrollment: Enrollment, *, zone: ZoneInfo) -> Offered:
    how = "Invitation" if enrollment.is_invitation else "Place gardée"
    by = ", à appeler" if enrollment.offered_by_call else ""
    said = f"{how}{by} : {deadline_words(enrollment, zone=zone)}"
    return Offered(enrollment=enrollment, words=said, is_to_call=enrollment.offered_by_call)


def _waiter(enrollment: Enrollment, rank: int, *, now: datetime) -> Waiter:
    return Waiter(
        enrollment=enrollment,
        rank=rank,
        since=_since(enrollment, now=now),
        enrolled_by=origins.enrolled_by(enrollment),
    )


def _since(enrollment: Enrollment, *, now: datetime) -> str:
    return f"attend depuis {day(enrollment.queued_at)}" if enrollment.queued_at else ago(now - enrollment.created_at)


def _gone(group: Group, *, now: datetime) -> EnrollmentQuerySet:
    """The last ones who left."""
    gone = Enrollment.objects.filter(group=group, left_at__gt=now - LEFT_LATELY).select_related("person")
    return gone.order_by("-left_at", "-pk")[:MOST_LEFT]


def _left(gone: Iterable[Enrollment], still_here: set[int], *, now: datetime) -> list[Leaver]:
    """Whoever is back already doesn't come back twice."""
    return [
        Leaver(
            enrollment=each,
            words=f"{each.get_left_why_display() or each.get_state_display()}, {ago(now - each.left_at)}",
            may_come_back=each.left_why in COMES_BACK and each.person_id not in still_here,
        )
        for each in gone
        if each.left_at
    ]
