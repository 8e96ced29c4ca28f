"""What follows appointments in the demonstration: a series taken, a second appointment to plan, people accompanied."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from escale.accounts.models import Membership
from escale.appointments import following
from escale.appointments.models import Appointment, State
from escale.people import referents


def fill(by: Membership, *, submission: UUID, now: datetime) -> None:
    """Follow up the latest people this adviser received."""
    seen = _received(by, now=now)
    if len(seen) < 3:
        return
    to_plan, accompanied, in_series = seen[:3]
    following.want_another(to_plan, wanted=True)
    referents.name(accompanied.person, referent=by.user)
    planned = following.plan(in_series, times=3, weeks_apart=1, now=now)
    chosen = [each.proposal for each in planned if each.proposal]
    following.book(in_series, chosen, by=by, notify=True, submission=submission, now=now)


def _received(by: Membership, *, now: datetime) -> Sequence[Appointment]:
    """The latest appointments of this adviser with people who have none to come, one a person."""
    latest = Appointment.objects.of_adviser(by.user).filter(state=State.SEEN, ends_at__lt=now)
    coming = Appointment.objects.upcoming(now=now).values("person")
    found = latest.exclude(person__in=coming).with_everything_shown().order_by("-starts_at", "-pk")[:30]
    return list({each.person_id: each for each in reversed(found)}.values())[::-1]
