"""Every text this app sends: what it says of an enrollment, and whether it still has something to say.

Texts are for beginners. They are rendered when they leave, from the truth of that instant: a session that moved is told at
its new hour, a seat passed on is never offered.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from escale.outbox import writing
from escale.outbox.catalogue import MessageKind
from escale.outbox.models import Message, MessageState
from escale.people.models import Preference
from escale.places.models import Venue
from escale.workshops import dates
from escale.workshops.message_texts import (
    CANCELLATION,
    CONFIRMATION,
    GROUP_CANCELED,
    INVITATION,
    KINDS,
    LATER_CHECK,
    MERGED,
    MISSED,
    PLACE_IN_LIST,
    REMINDER,
    SAME_MORNING,
    SEAT_OFFERED,
    SESSION_CANCELED,
    SESSION_MOVED,
)
from escale.workshops.message_values import ABOUT, about_session, values_of
from escale.workshops.models import Enrollment, Session

__all__ = [
    "ABOUT",
    "CANCELLATION",
    "CONFIRMATION",
    "GROUP_CANCELED",
    "INVITATION",
    "KINDS",
    "LATER_CHECK",
    "MERGED",
    "MISSED",
    "PLACE_IN_LIST",
    "REMINDER",
    "SAME_MORNING",
    "SEAT_OFFERED",
    "SESSION_CANCELED",
    "SESSION_MOVED",
    "about_session",
    "announce",
    "values_of",
    "was_sent",
    "was_taken_back",
    "withdraw",
    "withdraw_of_session",
    "write",
]

STAYS_USEFUL = timedelta(days=7)
"""How long a word about what is over, or has no date, is still worth sending."""


def announce(
    kind: MessageKind,
    enrollment: Enrollment,
    *,
    now: datetime,
    session: Session | None = None,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Write one message about an enrollment, or about one of its sessions; it leaves as soon as the hour of day allows.

    Nothing is written twice for one revision of what it speaks of. Raises `OutsideTransaction`.
    """
    if session is not None:
        venue: Venue | None = session.venue
        useful_until = session.starts_at if session.starts_at > now else now + STAYS_USEFUL
    else:
        found = dates.of(enrollment.group)
        coming = found.next(now=now)
        venue = found.venue(now=now)
        useful_until = coming.starts_at if coming else now + STAYS_USEFUL
    event = _event(enrollment, session)
    writing.write(kind, **event, venue=venue, now=now, due_at=due_at or now, expires_at=expires_at or useful_until)


def write(
    due: Sequence[tuple[MessageKind, datetime]],
    enrollment: Enrollment,
    *,
    session: Session | None = None,
    venue: Venue | None,
    refused: Collection[str] | None = None,
    now: datetime,
    expires_at: datetime,
) -> None:
    """Write what nobody wrote yet about a change of this enrollment, in two queries; one when `refused` is known."""
    event = _event(enrollment, session)
    writing.write_all(due, **event, venue=venue, refused=refused, now=now, expires_at=expires_at)


def _event(enrollment: Enrollment, session: Session | None) -> dict[str, Any]:
    """What is spoken of, and who hears of it."""
    return {
        "organization": enrollment.organization,
        "person": enrollment.person,
        "about": about_session(session.pk) if session else ABOUT,
        "about_id": enrollment.pk,
        "revision": session.revision if session else enrollment.revision,
        "phone": enrollment.contact_phone,
        "email": enrollment.contact_email,
        "prefers": Preference(enrollment.person.preference),
    }


def withdraw(enrollment: Enrollment) -> None:
    """Take back what has not left yet about an enrollment that changed, the reminders of its sessions included."""
    writing.drop(ABOUT, enrollment.pk)
    sessions = Session.objects.filter(group=enrollment.group_id).order_by("pk").values_list("pk", flat=True)
    abouts = [about_session(pk) for pk in sessions]
    Message.objects.filter(about__in=abouts, about_id=enrollment.pk).not_left().update(state=MessageState.DROPPED)


def withdraw_of_session(session: Session, *, kinds: Iterable[MessageKind]) -> None:
    """Take back what has not left yet of these kinds about a session, whoever it is for."""
    Message.objects.filter(about=about_session(session.pk), kind__in=[kind.name for kind in kinds]).not_left().update(
        state=MessageState.DROPPED
    )


def was_taken_back(enrollment: Enrollment) -> bool:
    """Whether the end of this enrollment, the last change of it, took back a word that had not left."""
    before = Message.objects.about(ABOUT, enrollment.pk).filter(revision=enrollment.revision - 1)
    return before.filter(state=MessageState.DROPPED).exists()


def was_sent(kind: MessageKind, enrollment: Enrollment) -> bool:
    """Whether she has heard, or is about to, what was written of this kind about this state of her enrollment."""
    written = Message.objects.about(ABOUT, enrollment.pk).filter(kind=kind.name, revision=enrollment.revision)
    return written.heard().exists()
