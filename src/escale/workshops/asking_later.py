"""Three months after the last session: what does she still do without help? Asked once, by SMS or by telephone."""

from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q

from escale.workshops import messages
from escale.workshops.models import Enrollment, EnrollmentQuerySet, EnrollmentState, Moment, SkillCheck

MONTHS = 3
STALE = timedelta(days=30)
"""Asked later than that, the answer would no longer be one of three months after."""
STAYS_OPEN = timedelta(days=14)
"""How long the message, or the call to make, is still worth it."""
MOST = 50
"""Bound of one look: the next one goes on where it stopped."""


def ask_later(*, now: datetime) -> int:
    """Write to whoever finished a cycle three months ago; give to how many. Any number of workers may do it.

    Only those with a grid are asked: without one, there would be nothing to compare with.
    """
    return sum(_ask(enrollment, now=now) for enrollment in due(now=now)[:MOST])


def due(*, now: datetime) -> EnrollmentQuerySet:
    """Those whose three months are over, and whom nobody asked yet."""
    over_by = now - relativedelta(months=MONTHS)
    own = SkillCheck.objects.filter(group=OuterRef("group"), person=OuterRef("person"))
    ended = Max("group__sessions__ends_at", filter=Q(group__sessions__canceled_at=None))
    return (
        Enrollment.objects.filter(state=EnrollmentState.ENROLLED, asked_later_at=None, group__canceled_at=None)
        .filter(group__cycle__isnull=False)
        .filter(Exists(own), ~Exists(own.filter(moment=Moment.LATER)))
        .annotate(ended=ended)
        .filter(ended__lte=over_by, ended__gt=over_by - STALE)
        .with_everything_shown()
        .order_by("pk")
    )


def _ask(enrollment: Enrollment, *, now: datetime) -> bool:
    with transaction.atomic():
        claimed = Enrollment.objects.filter(
            pk=enrollment.pk, state=EnrollmentState.ENROLLED, asked_later_at=None, revision=enrollment.revision
        )
        if not claimed.update(asked_later_at=now):
            return False
        enrollment.asked_later_at = now
        messages.announce(messages.LATER_CHECK, enrollment, now=now, expires_at=now + STAYS_OPEN)
        return True
