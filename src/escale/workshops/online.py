"""A session followed from home: when its door opens to those who are enrolled, and where it is seen again afterwards."""

from datetime import datetime, timedelta

from escale.workshops.models import Mode, Session, SessionQuerySet

OPENS_BEFORE = timedelta(minutes=15)
"""How long before the start the button that joins it is there: a moment to find one’s microphone."""


class NotYet(Exception):
    """It has not begun: there is nothing to see again."""


def link_of(session: Session) -> str:
    """Where one follows it: its own address, else that of the place; "" when one has to come."""
    return session.video_link or session.venue.video_link if session.is_followed_online else ""


def opens_at(session: Session) -> datetime:
    """From when one may join it."""
    return session.starts_at - OPENS_BEFORE


def is_open(session: Session, *, now: datetime) -> bool:
    """Whether one may join it at this instant, from a quarter of an hour before until its end."""
    return session.canceled_at is None and opens_at(session) <= now < session.ends_at


def keep_replay(session: Session, link: str, *, now: datetime) -> None:
    """Say where it is seen again, "" for nowhere. Raises `NotYet`."""
    if session.starts_at > now:
        raise NotYet
    Session.objects.filter(pk=session.pk).update(replay_link=link)


def to_see_again(*, now: datetime) -> SessionQuerySet:
    """The sessions anyone may see again, those called off left out."""
    held = Session.objects.standing().filter(starts_at__lte=now, group__published_at__lte=now)
    return held.exclude(replay_link="").exclude(mode=Mode.ON_SITE)
