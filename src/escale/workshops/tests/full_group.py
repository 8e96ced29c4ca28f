"""A workshop whose two seats are taken: who has one, who waits, what is about to be sent to her."""

from datetime import UTC, datetime, timedelta

from escale.accounts.models import Membership
from escale.outbox.models import Message, MessageState
from escale.people.models import Preference
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops.models import Enrollment, EnrollmentState, Group

SATURDAY_NOON = datetime(2026, 11, 14, 11, tzinfo=UTC)
"""Until when a seat freed now is held: it is Friday 13 November, 15 h 10 in Vitré."""

ENROLLED, WAITING, OFFERED = EnrollmentState.ENROLLED, EnrollmentState.WAITING, EnrollmentState.OFFERED


def full_group(adviser: Membership, venue: Venue) -> Group:
    """Two seats, both taken."""
    made = builders.group(adviser, venue, seats=2)
    for _ in range(2):
        builders.enrollment(made)
    return made


def taken(group: Group) -> Enrollment:
    """Somebody who has a seat."""
    seat = Enrollment.objects.filter(group=group).enrolled().order_by("pk").first()
    assert seat is not None
    return seat


def wait(group: Group, number: int, *, preference: str = Preference.SMS, **values: object) -> Enrollment:
    phone = str(values.pop("phone", f"+3363998009{number}"))
    who = builders.person(group.organization, first_name=f"Attend {number}", phone=phone)
    who.preference = preference
    who.save()
    at = builders.NOW - timedelta(days=3) + timedelta(minutes=number)
    return builders.enrollment(group, who, state=WAITING, at=at, **values)


def read(enrollment: Enrollment) -> Enrollment:
    return Enrollment.objects.with_everything_shown().get(pk=enrollment.pk)


def states(*enrollments: Enrollment) -> list[str]:
    return [read(enrollment).state for enrollment in enrollments]


def waiting_messages(enrollment: Enrollment) -> list[tuple[str, str]]:
    written = Message.objects.filter(about_id=enrollment.pk, state=MessageState.WAITING)
    return list(written.order_by("pk").values_list("kind", "channel"))
