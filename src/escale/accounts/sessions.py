"""How long a sign-in lasts: twelve hours at most, three without a sign of life."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session

from escale.accounts.models import User

SIGNED_IN_AT = "signed_in_at"
LAST_SEEN_AT = "last_seen_at"
FRESH_FOR = timedelta(minutes=15)
SEEN_EVERY = timedelta(minutes=1)
"""A page view is written down once a minute: enough for a limit in hours, and readers stay readers."""


def is_over(session: SessionBase, *, now: datetime) -> bool:
    """Whether the sign-in of this session has reached one of its two limits."""
    if SIGNED_IN_AT not in session:
        return False
    age = now.timestamp() - session[SIGNED_IN_AT]
    idle = now.timestamp() - session[LAST_SEEN_AT]
    return bool(age >= settings.SESSION_ABSOLUTE_SECONDS or idle >= settings.SESSION_IDLE_SECONDS)


def is_fresh(session: SessionBase, *, now: datetime) -> bool:
    """Whether the person signed in a moment ago: nobody has had the time to take her place."""
    return SIGNED_IN_AT in session and now.timestamp() - session[SIGNED_IN_AT] < FRESH_FOR.total_seconds()


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


@dataclass(frozen=True)
class OpenSession:
    """A device where the person is signed in."""

    pk: int
    device: str
    ip: str
    last_seen_at: datetime
    is_current: bool


def open_sessions(user: User, *, current: str | None, now: datetime) -> list[OpenSession]:
    """Where the person is signed in, this device first, then the last seen. One query."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    found = UserSession.objects.filter(
        user=user,
        session_key__in=alive,
        created_at__gt=now - timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS),
        last_seen_at__gt=now - timedelta(seconds=settings.SESSION_IDLE_SECONDS),
    ).order_by("-last_seen_at", "-pk")
    shown = [
        OpenSession(each.pk, device(each.user_agent), each.ip, each.last_seen_at, each.session_key == current)
        for each in found
    ]
    return sorted(shown, key=lambda session: not session.is_current)


def end_session(user: User, *, pk: int) -> None:
    """Sign this person out of one device; nothing happens when it is already done, or isn't hers."""
    for session in UserSession.objects.filter(user=user, pk=pk):
        session.end()


def end_other_sessions(user: User, *, current: str | None) -> None:
    """Sign this person out of every device but this one."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=current).order_by("pk"):
        session.end()


BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "un iPhone"),
    ("iPad", "un iPad"),
    ("Android", "un téléphone ou une tablette Android"),
    ("Windows", "un ordinateur Windows"),
    ("Macintosh", "un Mac"),
    ("Linux", "un ordinateur Linux"),
)


def device(user_agent: str) -> str:
    """The browser and machine a person recognises: "Firefox sur un ordinateur Windows"."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "Un navigateur")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "un appareil inconnu")
    return f"{browser} sur {system}"
