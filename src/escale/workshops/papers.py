"""What is printed and signed: the roll sheet of a group, the certificate of somebody who came."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet

from escale.accounts.models import Membership
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.workshops import roll
from escale.workshops.models import (
    CAME,
    Attendance,
    CatchUp,
    Enrollment,
    EnrollmentState,
    Group,
    Mastery,
    Moment,
    Session,
    SkillAnswer,
)
from escale.workshops.roll import Column

MOST_COLUMNS = 12
"""On the width of an A4 sheet, so that a signature fits in each."""


@dataclass(frozen=True, kw_only=True)
class Leader:
    """Whoever leads a group, as she signs."""

    name: str = ""
    job_title: str = ""


@dataclass(frozen=True, kw_only=True)
class RollSheet:
    """What a group signs: its names, and the sessions by sheet, days without a session between them."""

    group: Group
    sessions: list[Session]
    sheets: list[list[Column]]
    names: list[str]
    led_by: Leader


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What somebody followed, and what she can do at the end when her grid was filled in."""

    enrollment: Enrollment
    attended: int
    held: int
    minutes: int
    first_on: date
    last_on: date
    venue: Venue
    led_by: Leader
    alone: list[str] = field(default_factory=list)
    with_help: list[str] = field(default_factory=list)

    @property
    def person(self) -> Beneficiary:
        return self.enrollment.person

    @property
    def group(self) -> Group:
        return self.enrollment.group


def roll_sheet(group: Group, *, now: datetime) -> RollSheet:
    """The sheet a group signs, whatever has been called so far. Seven queries, whatever it holds."""
    grid = roll.grid(group, now=now)
    sessions = [column.session for column in grid.columns if column.session]
    enrolled = [row.enrollment for row in grid.rows if row.enrollment.state == EnrollmentState.ENROLLED]
    return RollSheet(
        group=group,
        sessions=sessions,
        sheets=_sheets(grid.columns),
        names=[each.person.full_name for each in enrolled],
        led_by=_led_by(sessions),
    )


def certificates(group: Group, *, now: datetime) -> list[Certificate]:
    """The certificates of everybody who came at least once, by name. Seven queries, whatever their number."""
    with_seats = Q(state=EnrollmentState.ENROLLED) | Q(attendances__mark__in=sorted(CAME))
    found = Enrollment.objects.filter(group=group).filter(with_seats).distinct()
    return _certificates(group, found.with_everything_shown().by_name(), now=now)


def certificate(enrollment: Enrollment, *, now: datetime) -> Certificate | None:
    """The certificate of one person; None as long as she hasn't followed a session."""
    found = Enrollment.objects.filter(pk=enrollment.pk).with_everything_shown().order_by("pk")
    return next(iter(_certificates(enrollment.group, found, now=now)), None)


def _certificates(group: Group, enrollments: Iterable[Enrollment], *, now: datetime) -> list[Certificate]:
    enrollments = list(enrollments)
    held = list(Session.objects.standing().filter(group=group, starts_at__lte=now).with_everything_shown().by_date())
    if not held:
        return []
    followed = _followed(group, enrollments)
    skills, led_by = _skills(group, enrollments), _led_by(held)
    return [
        Certificate(
            enrollment=each,
            attended=len(sessions),
            held=len(held),
            minutes=sum(session.minutes for session in sessions),
            first_on=held[0].local_start.date(),
            last_on=held[-1].local_start.date(),
            venue=held[-1].venue,
            led_by=led_by,
            alone=skills[each.person_id, Mastery.ALONE.value],
            with_help=skills[each.person_id, Mastery.WITH_HELP.value],
        )
        for each in enrollments
        if (sessions := followed[each.pk])
    ]


def _followed(group: Group, enrollments: Sequence[Enrollment]) -> dict[int, list[Session]]:
    """The sessions each came to: those of the group, and those that caught up one of them elsewhere. Two queries."""
    caught_up = {
        (each.enrollment_id, each.session_id)
        for each in CatchUp.objects.filter(enrollment__in=enrollments).order_by("pk")
    }
    by_person = {each.person_id: each.pk for each in enrollments}
    followed: dict[int, list[Session]] = defaultdict(list)
    came = Attendance.objects.filter(person__in=by_person, mark__in=sorted(CAME)).select_related("session")
    ours = came.filter(Q(session__group=group) | Q(enrollment__in=enrollments))
    for each in ours.order_by("session__starts_at", "pk"):
        enrollment = by_person[each.person_id]
        if each.session.group_id == group.pk or (enrollment, each.session_id) in caught_up:
            followed[enrollment].append(each.session)
    return followed


def _skills(group: Group, enrollments: Sequence[Enrollment]) -> dict[tuple[int, str], list[str]]:
    """What each can do, by degree, from the grid of the end. One query."""
    by_degree: dict[tuple[int, str], list[str]] = defaultdict(list)
    for person, mastery, label in _answers(group, enrollments):
        by_degree[person, mastery].append(label)
    return by_degree


def _answers(group: Group, enrollments: Sequence[Enrollment]) -> QuerySet[SkillAnswer, tuple[int, str, str]]:
    found = SkillAnswer.objects.filter(
        check_taken__group=group,
        check_taken__moment=Moment.LAST,
        check_taken__person__in=[each.person_id for each in enrollments],
    )
    return found.order_by("skill__position", "skill").values_list("check_taken__person", "mastery", "skill__label")


def _sheets(columns: Sequence[Column]) -> list[list[Column]]:
    """As many sheets as the sessions need, as even as can be; a gap never begins nor ends one."""
    count = -(-len(columns) // MOST_COLUMNS) or 1
    size = -(-len(columns) // count)
    cut = [list(columns[start : start + size]) for start in range(0, len(columns), size)]
    return [_without_gaps_at_the_ends(sheet) for sheet in cut] or [[]]


def _without_gaps_at_the_ends(sheet: list[Column]) -> list[Column]:
    ranks = [rank for rank, column in enumerate(sheet) if column.session]
    return sheet[ranks[0] : ranks[-1] + 1] if ranks else []


def _led_by(sessions: Sequence[Session]) -> Leader:
    """Whoever leads the last session. One query."""
    if not sessions:
        return Leader()
    last = sessions[-1]
    member = Membership.objects.filter(user=last.adviser_id, organization=last.organization_id)
    title = member.order_by("-pk").values_list("job_title", flat=True).first()
    return Leader(name=last.adviser.full_name, job_title=title or "")
