"""Somebody did not come and said nothing: a kind word, once, when the organization wants it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from escale.workshops import messages
from escale.workshops.models import Enrollment, EnrollmentState, Session

GRACE = timedelta(minutes=15)
"""After the session is over, and after the absence is noted: a wrong gesture can still be undone."""
STALE = timedelta(days=2)
"""A kind word about an older session would only surprise."""


def tell_those_who_missed(session: Session, absent: Iterable[Enrollment], *, now: datetime) -> None:
    """Write to those whose absence was just noted, in its transaction; noted twice, they hear of it once.

    The message is rendered from the truth: a roll corrected before it leaves drops it.
    """
    if not session.group.organization.no_show_message or now - session.ends_at > STALE:
        return
    found = Enrollment.objects.with_everything_shown().filter(state=EnrollmentState.ENROLLED)
    for enrollment in found.filter(pk__in=[each.pk for each in absent]).order_by("pk"):
        messages.announce(
            messages.MISSED,
            enrollment,
            session=session,
            due_at=max(now, session.ends_at) + GRACE,
            expires_at=session.ends_at + STALE + GRACE,
            now=now,
        )
