"""Whom to call: who missed two sessions in a row without a word. A call often is enough to see her again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from escale.accounts.models import Organization, User
from escale.workshops.models import Attendance, Enrollment, EnrollmentQuerySet, Mark, Session
from escale.workshops.roll.grid import IN_A_ROW

STILL_OF_USE = timedelta(days=14)
"""After the last session of a cycle, a call no longer brings anybody back."""


@dataclass(frozen=True, kw_only=True)
class MissingPerson:
    """Somebody to call: how many sessions in a row she missed, the last of them, whether the call was just made."""

    enrollment: Enrollment
    in_a_row: int
    last_missed: Session
    is_called: bool

    @property
    def phone(self) -> str:
        return self.enrollment.contact_phone or self.enrollment.person.phone


def to_call(
    organization: Organization, *, adviser: User | None = None, now: datetime, called_since: datetime | None = None
) -> list[MissingPerson]:
    """Those to call in an organization, or in the groups of one adviser; longest missing last. Two queries.

    Who has been called since her last absence is left out, unless the call was made after `called_since`.
    """
    return missing(absent_people(organization, adviser=adviser, now=now), called_since=called_since or now)


def absent_people(organization: Organization, *, adviser: User | None = None, now: datetime) -> EnrollmentQuerySet:
    """The enrollments that have missed enough sessions for somebody to ask, in groups that still meet."""
    meets = Session.objects.standing().filter(group=OuterRef("group"), ends_at__gt=now - STILL_OF_USE)
    if adviser is not None:
        meets = meets.filter(Q(adviser=adviser) | Q(co_advisers=adviser))
    absences = Count("attendances", filter=Q(attendances__mark=Mark.ABSENT))
    return (
        Enrollment.objects.of_organization(organization)
        .enrolled()
        .filter(Exists(meets), group__canceled_at=None)
        .annotate(absences=absences)
        .filter(absences__gte=IN_A_ROW)
        .select_related("person", "group")
    )


def missing(enrollments: Iterable[Enrollment], *, called_since: datetime) -> list[MissingPerson]:
    """Among these, those whose last sessions in a row were missed without a word. One query more."""
    enrollments = list(enrollments)
    by_enrollment: dict[int | None, list[Attendance]] = defaultdict(list)
    noted = Attendance.objects.filter(enrollment__in=enrollments).select_related("session__venue")
    for attendance in noted.order_by("session__starts_at", "pk"):
        by_enrollment[attendance.enrollment_id].append(attendance)
    found = [_missing(each, by_enrollment[each.pk], called_since=called_since) for each in enrollments]
    return sorted(
        (each for each in found if each),
        key=lambda each: (each.last_missed.starts_at, each.enrollment.pk),
        reverse=True,
    )


def _missing(enrollment: Enrollment, attendances: list[Attendance], *, called_since: datetime) -> MissingPerson | None:
    missed: list[Session] = []
    for attendance in reversed(attendances):
        if attendance.mark != Mark.ABSENT:
            break
        missed.append(attendance.session)
    if len(missed) < IN_A_ROW:
        return None
    called = enrollment.called_back_at
    is_called = called is not None and called >= missed[0].starts_at
    if is_called and called is not None and called < called_since:
        return None
    return MissingPerson(enrollment=enrollment, in_a_row=len(missed), last_missed=missed[0], is_called=is_called)


def called_back(enrollment: Enrollment, *, now: datetime) -> None:
    """Note that somebody called her about her absences."""
    Enrollment.objects.filter(pk=enrollment.pk).update(called_back_at=now)


def not_called_back(enrollment: Enrollment) -> None:
    """Take that back: she is to be called again."""
    Enrollment.objects.filter(pk=enrollment.pk).update(called_back_at=None)
