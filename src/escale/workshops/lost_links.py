"""What is to come for a number, to whoever lost the secret address of her enrollment."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from escale.outbox import texts
from escale.outbox.lost_links import Coming
from escale.workshops import messages
from escale.workshops.models import Enrollment, EnrollmentState, Session

ALONE: Mapping[str, str] = MappingProxyType(
    {
        EnrollmentState.ENROLLED: "{atelier}, {jour} à {heure}. Pour voir ou annuler",
        EnrollmentState.WAITING: "Vous attendez une place : {atelier}, {jour} à {heure}. Pour voir votre rang ou annuler",
        EnrollmentState.OFFERED: "Une place vous attend : {atelier}, {jour} à {heure}. Répondez avant {limite}",
    }
)


def coming(phone: str, *, now: datetime) -> list[Coming]:
    """The enrollments of this number (E.164) that have a session to come, in any organization. Two queries.

    A seat nobody answered for in time is no longer hers.
    """
    live = Enrollment.objects.live().filter(contact_phone=phone, group__canceled_at=None).with_everything_shown()
    enrollments = [
        one for one in live.order_by("pk") if one.state != EnrollmentState.OFFERED or one.may_answer(now=now)
    ]
    upcoming = Session.objects.upcoming(now=now).filter(group__in=[one.group_id for one in enrollments])
    next_of: dict[int, Session] = {}
    for session in upcoming.with_everything_shown().by_date():
        next_of.setdefault(session.group_id, session)
    return [_coming(one, next_of[one.group_id], now=now) for one in enrollments if one.group_id in next_of]


def _coming(enrollment: Enrollment, session: Session, *, now: datetime) -> Coming:
    values = messages.values_of(enrollment, session, now=now)
    return Coming(
        organization=enrollment.organization,
        person=enrollment.person,
        venue=session.venue,
        about=messages.ABOUT,
        about_id=enrollment.pk,
        starts_at=session.starts_at,
        local_start=session.local_start,
        alone=texts.fill(ALONE[enrollment.state], values),
        what=_what(enrollment),
        link=values["lien"],
    )


def _what(enrollment: Enrollment) -> str:
    match enrollment.state:
        case EnrollmentState.WAITING:
            return "Liste d’attente,"
        case EnrollmentState.OFFERED:
            return "Place à confirmer,"
        case _:
            return "Cycle" if enrollment.group.is_cycle else "Atelier"
