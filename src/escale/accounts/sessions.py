"""How long a sign-in lasts: twelve hours at most, three without a sign of life."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase

SIGNED_IN_AT = "signed_in_at"
LAST_SEEN_AT = "last_seen_at"
SEEN_EVERY = timedelta(minutes=1)
"""A page view is written down once a minute: enough for a limit in hours, and readers stay readers."""


def is_over(session: SessionBase, *, now: datetime) -> bool:
    """Whether the sign-in of this session has reached one of its two limits."""
    if SIGNED_IN_AT not in session:
        return False
    age = now.timestamp() - session[SIGNED_IN_AT]
    idle = now.timestamp() - session[LAST_SEEN_AT]
    return bool(age >= settings.SESSION_ABSOLUTE_SECONDS or idle >= settings.SESSION_IDLE_SECONDS)


def mark_seen(session: SessionBase, *, now: datetime) -> None:
    """Write down when the person signed in, and the last minute she was seen."""
    if SESSION_KEY not in session:
        return
    if SIGNED_IN_AT not in session:
        session[SIGNED_IN_AT] = int(now.timestamp())
    elif now.timestamp() - session[LAST_SEEN_AT] < SEEN_EVERY.total_seconds():
        return
    session[LAST_SEEN_AT] = int(now.timestamp())
    UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=now)
