"""The people of a group: who comes, to whom a seat is offered, who waits and in which turn, who left lately."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from escale.desk.workshops.groups import origins
from escale.french.dates import ago, day, day_hour
from escale.workshops import waiting_list
from escale.workshops.models import CAME, Attendance, CatchUp, Enrollment, EnrollmentState, Group, WhyLeft

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


def read(group: Group, *, zone: ZoneInfo, now: datetime) -> People:
    """Everybody of a group, those who come by name, those who wait in turn. Five queries at most."""
    live = list(
        Enrollment.objects.filter(group=group).live().select_related("person", "enrolled_by", "interest").by_name()
    )
    coming = [each for each in live if each.state == EnrollmentState.ENROLLED]
    known = came_before([each.person_id for each in coming])
    missed = _missed(group)
    ranks = waiting_list.positions(group)
    waiting = sorted((each for each in live if each.pk in ranks), key=lambda each: ranks[each.pk])
    return People(
        coming=[
            _comer(each, is_new=each.person_id not in known, has_missed=each.person_id in missed) for each in coming
        ],
        offered=[_offered(each, zone=zone) for each in live if each.state == EnrollmentState.OFFERED],
        waiting=[_waiter(each, ranks[each.pk], now=now) for each in waiting],
        left=_left(group, {each.person_id for each in live}, now=now),
        origins=origins.counted(live),
    )


def came_before(person_ids: Collection[int]) -> set[int]:
    """Those of these people who already came to a session, of this group or of another. One query."""
    came = Attendance.objects.filter(person__in=person_ids, mark__in=sorted(CAME))
    return set(came.order_by("person").values_list("person_id", flat=True))


def deadline_words(enrollment: Enrollment, *, zone: ZoneInfo) -> str:
    """ "réponse avant samedi 14 novembre à 12 h"."""
    if enrollment.answer_by is None:
        return ""
    return f"réponse avant {day_hour(enrollment.answer_by.astimezone(zone))}"


def _missed(group: Group) -> set[int]:
    """Those the rolls of this group say didn't come to a session, not caught up since. One query."""
    away = Attendance.objects.filter(session__group=group, session__canceled_at=None).exclude(mark__in=sorted(CAME))
    caught_up = CatchUp.objects.filter(missed=OuterRef("session"), enrollment__person=OuterRef("person"))
    return set(away.filter(~Exists(caught_up)).order_by("person").values_list("person_id", flat=True))


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


def _left(group: Group, still_here: set[int], *, now: datetime) -> list[Leaver]:
    """The last ones who left. Whoever is back already doesn't come back twice."""
    gone = Enrollment.objects.filter(group=group, left_at__gt=now - LEFT_LATELY).select_related("person")
    shown = gone.order_by("-left_at", "-pk")[:MOST_LEFT]
    return [
        Leaver(
            enrollment=each,
            words=f"{each.get_left_why_display() or each.get_state_display()}, {ago(now - each.left_at)}",
            may_come_back=each.left_why in COMES_BACK and each.person_id not in still_here,
        )
        for each in shown
        if each.left_at
    ]
