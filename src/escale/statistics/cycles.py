"""Cycles in figures: who follows them to the end, and what people do alone before and after."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from escale.statistics.scopes import Scope, around
from escale.together import Reading
from escale.workshops.models import (
    CAME,
    Attendance,
    Enrollment,
    Mastery,
    Moment,
    Session,
    SkillAnswer,
)

TO_THE_END = 2 / 3
"""Of the sessions whose roll was called: whoever came to as many followed the cycle to the end."""


@dataclass(frozen=True, kw_only=True)
class Cycles:
    """The cycles whose last session falls in the period. Answers are those of the grids of skills, first and last."""

    cycles: int
    enrolled: int
    completed: int
    answers_before: int
    alone_before: int
    answers_after: int
    alone_after: int

    @property
    def completion_rate(self) -> int | None:
        """Out of a hundred people enrolled; None when nobody was."""
        return round(100 * self.completed / self.enrolled) if self.enrolled else None

    @property
    def alone_rates(self) -> tuple[int, int] | None:
        """Out of a hundred answers, what people did alone before and after; None when either is unknown."""
        if not self.answers_before or not self.answers_after:
            return None
        return round(100 * self.alone_before / self.answers_before), round(100 * self.alone_after / self.answers_after)


def are_known_for(scope: Scope) -> bool:
    """A cycle has an adviser and a venue, one or several; what else a scope filters by is said of each activity.

    Those of a network aren't counted: nobody is shown them.
    """
    return scope.network is None and not (scope.topic or scope.public or scope.tag or scope.commune)


def read_each(scopes: Sequence[Scope]) -> Reading[Sequence[Cycles | None]]:
    """Count the cycles that are over of scopes alike but for their days; None where nobody knows.

    One query, and four for each that has some.
    """
    if not are_known_for(scopes[0]):
        return [None] * len(scopes)
    last = _last_sessions(around(scopes))
    yield (last,)
    ended = [(group, starts_at.astimezone(ZoneInfo(zone)).date()) for group, starts_at, zone in last]
    return [_read({group for group, day in ended if scope.since <= day <= scope.until}) for scope in scopes]


def _read(groups: Collection[int]) -> Cycles:
    enrolled = Enrollment.objects.enrolled().filter(group__in=groups).order_by().values_list("group", "person")
    called, came = _sessions(groups), _attendances(groups)
    rows = list(enrolled) if groups else []
    answers = _answers(groups)
    return Cycles(
        cycles=len(groups),
        enrolled=len(rows),
        completed=sum(came[group, person] >= TO_THE_END * called[group] > 0 for group, person in rows),
        answers_before=sum(n for (moment, _), n in answers.items() if moment == Moment.FIRST),
        alone_before=answers[Moment.FIRST, Mastery.ALONE],
        answers_after=sum(n for (moment, _), n in answers.items() if moment == Moment.LAST),
        alone_after=answers[Moment.LAST, Mastery.ALONE],
    )


def _last_sessions(scope: Scope) -> QuerySet[Session, tuple[int, datetime, str]]:
    """The groups of several sessions whose last one took place about the period, with when and where it was."""
    later = Session.objects.standing().filter(group=OuterRef("group"), starts_at__gt=OuterRef("starts_at"))
    found = Session.objects.standing().filter(
        ~Exists(later),
        organization__in=scope.organizations.order_by().values("pk"),
        group__cycle__isnull=False,
        group__canceled_at=None,
        # From where the day begins first to where it ends last; the day of each is looked at afterwards.
        starts_at__gte=datetime.combine(scope.since, time(), tzinfo=_EARLIEST),
        starts_at__lt=datetime.combine(scope.until + timedelta(days=1), time(), tzinfo=_LATEST),
    )
    if scope.adviser:
        found = found.filter(Q(adviser=scope.adviser) | Q(co_advisers=scope.adviser))
    if scope.venue:
        found = found.filter(venue=scope.venue)
    return found.order_by("group", "pk").distinct().values_list("group", "starts_at", "venue__time_zone")


def _sessions(groups: Collection[int]) -> Counter[int]:
    """How many sessions of each group had their roll called."""
    called = Session.objects.standing().filter(group__in=groups, roll_called_at__isnull=False).order_by()
    return (
        Counter(dict(called.values("group").annotate(n=Count("pk")).values_list("group", "n"))) if groups else Counter()
    )


def _attendances(groups: Collection[int]) -> Counter[tuple[int, int]]:
    """How many sessions each person came to."""
    came = Attendance.objects.filter(session__group__in=groups, session__canceled_at=None, mark__in=sorted(CAME))
    rows = came.order_by().values("session__group", "person").annotate(n=Count("pk"))
    return Counter(
        {(group, person): n for group, person, n in rows.values_list("session__group", "person", "n")} if groups else {}
    )


def _answers(groups: Collection[int]) -> Counter[tuple[str, str]]:
    """Answers by moment and mastery."""
    rows = SkillAnswer.objects.filter(check_taken__group__in=groups).order_by().values("check_taken__moment", "mastery")
    counted = rows.annotate(n=Count("pk")).values_list("check_taken__moment", "mastery", "n")
    return Counter({(moment, mastery): n for moment, mastery, n in counted} if groups else {})


_EARLIEST, _LATEST = ZoneInfo("Pacific/Wallis"), ZoneInfo("Pacific/Tahiti")
