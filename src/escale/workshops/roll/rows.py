"""Who is on the roll of a session: the people enrolled, those who catch up that day, those who came unannounced."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from escale.people.models import Beneficiary
from escale.workshops.models import (
    CAME,
    Attendance,
    CatchUp,
    Enrollment,
    EnrollmentQuerySet,
    EnrollmentState,
    Mark,
    RollCall,
    Session,
)


@dataclass(frozen=True, kw_only=True)
class RollRow:
    """One person on the roll, and what is noted of her so far. Without enrollment, she came unannounced."""

    person: Beneficiary
    name: str
    enrollment: Enrollment | None
    attendance: Attendance | None
    is_first_time: bool
    catches_up: Session | None = None

    @property
    def mark(self) -> Mark | None:
        return Mark(self.attendance.mark) if self.attendance else None

    @property
    def catches_up_words(self) -> str:
        if self.catches_up is None:
            return ""
        return f"rattrape la séance {self.catches_up.number}" if self.catches_up.number else "rattrape une séance"

    @property
    def comes_with_somebody(self) -> bool:
        return self.enrollment is not None and self.enrollment.with_companion


def rows(session: Session) -> list[RollRow]:
    """Everybody on the roll of a session, by name. Four queries, whatever their number."""
    attendances = {each.person_id: each for each in _attendances(session)}
    enrollments = {each.person_id: each for each in _expected(session)}
    catching_up = {each.enrollment.person_id: each for each in _catch_ups(session)}
    people = (
        {each.person_id: each.person for each in attendances.values()}
        | {pk: each.person for pk, each in enrollments.items()}
        | {pk: each.enrollment.person for pk, each in catching_up.items()}
    )
    came_before = _came_before(session, list(people))
    names = names_of(people.values())
    return [
        RollRow(
            person=person,
            name=names[person.pk],
            enrollment=enrollments.get(person.pk)
            or (catching_up[person.pk].enrollment if person.pk in catching_up else None)
            or (attendances[person.pk].enrollment if person.pk in attendances else None),
            attendance=attendances.get(person.pk),
            is_first_time=person.pk not in came_before,
            catches_up=catching_up[person.pk].missed if person.pk in catching_up else None,
        )
        for person in sorted(people.values(), key=lambda person: (person.search_key, person.pk))
    ]


def names_of(people: Iterable[Beneficiary]) -> dict[int, str]:
    """First name and initial; the whole name for those who would be taken for one another."""
    people = list(people)
    alike = Counter(person.short_name for person in people)
    return {person.pk: person.short_name if alike[person.short_name] == 1 else person.full_name for person in people}


def last_call(session: Session) -> RollCall | None:
    """The latest roll of this session that still holds. One query."""
    standing = RollCall.objects.filter(session=session, undone_at=None)
    return standing.select_related("called_by").order_by("-pk").first()


def already_called(submission: UUID) -> RollCall | None:
    """The roll this form already wrote, if any. One query."""
    return RollCall.objects.filter(submission=submission).get_or_none()


def expected_at(session: Session) -> EnrollmentQuerySet:
    """The enrollments that had a seat when the session took place."""
    joined = Enrollment.objects.filter(group=session.group_id, joined_at__lt=session.ends_at)
    return joined.filter(Q(state=EnrollmentState.ENROLLED) | Q(left_at__gt=session.starts_at))


def _expected(session: Session) -> EnrollmentQuerySet:
    """Whoever left and came back has two: the one that ends last is read last."""
    return expected_at(session).select_related("person").order_by("joined_at", "pk")


def _attendances(session: Session) -> QuerySet[Attendance]:
    found = Attendance.objects.filter(session=session)
    return found.select_related("person", "enrollment", "noted_by").order_by("pk")


def _catch_ups(session: Session) -> QuerySet[CatchUp]:
    return CatchUp.objects.filter(session=session).select_related("enrollment__person", "missed").order_by("pk")


def _came_before(session: Session, people: list[int]) -> set[int]:
    earlier = Attendance.objects.filter(person__in=people, mark__in=sorted(CAME))
    earlier = earlier.filter(session__starts_at__lt=session.starts_at)
    return set(earlier.order_by("person").values_list("person", flat=True).distinct())
