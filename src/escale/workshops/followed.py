"""What one person follows, waits for and has followed: groups she enrolled in, and those she came to without a seat."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from escale.people.models import Beneficiary
from escale.together import Reading
from escale.workshops.models import (
    CAME,
    Attendance,
    CatchUp,
    Enrollment,
    EnrollmentState,
    Group,
    Mark,
    Session,
)

MOST = 50
"""The latest groups of a person, for her file."""


@dataclass(frozen=True, kw_only=True)
class Followed:
    """One group in the life of a person; `enrollment` is None when she came without being enrolled.

    `sessions` are those that stand, by date. `marks` says what became of her at those whose roll said it; `caught_up` are
    the ids of sessions she missed and followed with another group. `rank` is hers in the waiting list, 0 out of it.
    """

    group: Group
    enrollment: Enrollment | None
    sessions: Sequence[Session]
    marks: Mapping[int, Mark]
    caught_up: Collection[int]
    rank: int

    @property
    def noted(self) -> int:
        """The sessions whose roll says what became of her."""
        return len(self._marked)

    @property
    def came(self) -> int:
        """Among them, those she came to, here or with another group."""
        return sum(self.marks[session.pk] in CAME or session.pk in self.caught_up for session in self._marked)

    @property
    def missed_in_a_row(self) -> int:
        """Among them, how many of the last she missed without a word; one she caught up ends the count."""
        count = 0
        for session in reversed(self._marked):
            if self.marks[session.pk] != Mark.ABSENT or session.pk in self.caught_up:
                break
            count += 1
        return count

    def next(self, *, now: datetime) -> Session | None:
        """The session that goes on or comes next."""
        return next((session for session in self.sessions if session.ends_at > now), None)

    def is_coming(self, *, now: datetime) -> bool:
        """Whether she has a seat, or waits for one, in something that isn't over."""
        lives = self.enrollment is not None and self.enrollment.is_live()
        return lives and self.group.canceled_at is None and self.next(now=now) is not None

    @property
    def _marked(self) -> list[Session]:
        return [session for session in self.sessions if session.pk in self.marks]


def of(person: Beneficiary) -> Reading[list[Followed]]:
    """Every group of this person, the latest she joined first. Two queries, whatever she follows."""
    enrollments = (
        Enrollment.objects.filter(person=person)
        .select_related("group__workshop", "group__cycle")
        .order_by("-created_at", "-pk")[:MOST]
    )
    noted = (
        Attendance.objects.filter(person=person)
        .select_related("session__group__workshop", "session__group__cycle")
        .order_by("-session__starts_at", "-pk")
    )
    caught = CatchUp.objects.filter(enrollment__person=person).order_by("pk")
    yield enrollments, noted, caught
    without_seat = {each.session.group_id: each.session.group for each in noted if each.enrollment_id is None}
    groups = [*(each.group_id for each in enrollments), *without_seat]
    waiting = [each.group_id for each in enrollments if each.state == EnrollmentState.WAITING]
    met = Session.objects.standing().filter(group__in=groups).select_related("venue", "room").by_date()
    lists = Enrollment.objects.filter(group__in=waiting).waiting().in_turn().only("pk", "group_id")
    yield met, lists
    sessions, ranks = _by_group(met), _ranks(lists)
    marks, caught_up = _marks(noted), _caught_up(caught, noted)
    hers = [
        Followed(
            group=each.group,
            enrollment=each,
            sessions=sessions[each.group_id],
            marks=marks[each.pk, each.group_id],
            caught_up=caught_up[each.pk],
            rank=ranks.get(each.pk, 0),
        )
        for each in enrollments
    ]
    visits = [
        Followed(
            group=group, enrollment=None, sessions=sessions[pk], marks=marks[None, pk], caught_up=frozenset(), rank=0
        )
        for pk, group in without_seat.items()
    ]
    return hers + visits[:MOST]


def _by_group(sessions: Iterable[Session]) -> dict[int, list[Session]]:
    by_group: dict[int, list[Session]] = defaultdict(list)
    for session in sessions:
        by_group[session.group_id].append(session)
    return by_group


def _marks(noted: Iterable[Attendance]) -> dict[tuple[int | None, int], dict[int, Mark]]:
    """What the rolls say, by enrollment and group, then by session."""
    marks: dict[tuple[int | None, int], dict[int, Mark]] = defaultdict(dict)
    for each in noted:
        marks[each.enrollment_id, each.session.group_id][each.session_id] = Mark(each.mark)
    return marks


def _caught_up(caught: Iterable[CatchUp], noted: Iterable[Attendance]) -> dict[int, set[int]]:
    """The sessions missed and followed with another group, by enrollment."""
    came = {each.session_id for each in noted if each.mark in CAME}
    found: dict[int, set[int]] = defaultdict(set)
    for each in caught:
        if each.session_id in came:
            found[each.enrollment_id].add(each.missed_id)
    return found


def _ranks(lists: Iterable[Enrollment]) -> dict[int, int]:
    """The rank of each in the list of its group, 1 for the first."""
    counts: dict[int, int] = defaultdict(int)
    ranks = {}
    for each in lists:
        counts[each.group_id] += 1
        ranks[each.pk] = counts[each.group_id]
    return ranks
