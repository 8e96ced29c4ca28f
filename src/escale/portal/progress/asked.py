"""What the page of an enrollment still asks: an opinion once the last session has begun, a point three months after."""

from dataclasses import dataclass
from datetime import datetime

from escale.workshops import satisfaction
from escale.workshops.models import Enrollment, EnrollmentState, Moment, SkillCheck


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whether each is asked, and answered already."""

    opinion: bool
    opinion_said: bool
    point: bool
    point_said: bool


def point_is_asked(enrollment: Enrollment) -> bool:
    """Whether the time of the point has come: nobody answers it before it is asked."""
    return enrollment.asked_later_at is not None and enrollment.state == EnrollmentState.ENROLLED


def of(enrollment: Enrollment, *, now: datetime) -> Asked:
    """At most three queries."""
    opinion, point = satisfaction.may_say(enrollment, now=now), point_is_asked(enrollment)
    return Asked(
        opinion=opinion,
        opinion_said=opinion and satisfaction.said_by(enrollment) is not None,
        point=point,
        point_said=point and _has_answered(enrollment),
    )


def _has_answered(enrollment: Enrollment) -> bool:
    own = SkillCheck.objects.filter(group=enrollment.group_id, person=enrollment.person_id)
    return own.filter(moment=Moment.LATER).exists()
