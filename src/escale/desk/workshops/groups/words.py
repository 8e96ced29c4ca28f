"""Sessions, cycles and their seats in words."""

from collections.abc import Sequence
from datetime import datetime

from escale.french.dates import DAYS, day, hour_range
from escale.french.plural import plural
from escale.workshops.models import Access, Group, Mode, Session
from escale.workshops.seats import Seats

type Tag = tuple[str, str, str]
"""Label, tone, icon of a `tag`."""

NOT_PUBLISHED: Tag = ("Pas encore publié", "warn", "eye-off")
PUBLISHED: Tag = ("Publié", "ok", "eye")
RESERVED: Tag = ("Réservé", "", "lock")
FULL: Tag = ("Complet", "", "users")
CANCELED: Tag = ("Annulé", "bad", "x")


def kind_of(group: Group) -> str:
    """The flag of a group."""
    return "cycle" if group.is_cycle else "atelier"


def kind_words(group: Group, count: int, session: Session | None = None) -> str:
    """ "Atelier", "Cycle de 10 séances", "Cycle, séance 3 sur 10"."""
    if not group.is_cycle:
        return "Atelier"
    if session is None or session.number is None:
        return f"Cycle de {plural(count, 'séance')}"
    return f"Cycle, séance {session.number} sur {count}"


def seats_words(seats: Seats) -> str:
    """ "6 sur 8 places, 2 en attente"."""
    waiting = f", {seats.waiting} en attente" if seats.waiting else ""
    return f"{seats.taken} sur {plural(seats.total, 'place')}{waiting}"


def session_words(session: Session) -> str:
    """ "vendredi 20 novembre, de 9 h 30 à 11 h 30"; one that ends another day says which."""
    start, end = session.local_start, session.local_end
    if start.date() != end.date():
        return f"{day(start)}, {hour_range(start, end)} le lendemain"
    return f"{day(start)}, {hour_range(start, end)}"


def rhythm_words(sessions: Sequence[Session]) -> str:
    """ "Mardi, de 9 h 30 à 11 h 30", "Lundi et jeudi, horaires variables"."""
    standing = [session for session in sessions if session.canceled_at is None] or list(sessions)
    if not standing:
        return ""
    days = [DAYS[number] for number in sorted({session.local_start.weekday() for session in standing})]
    listed = f"{', '.join(days[:-1])} et {days[-1]}" if len(days) > 1 else days[0]
    hours = {hour_range(session.local_start, session.local_end) for session in standing}
    when = hours.pop() if len(hours) == 1 else "horaires variables"
    return f"{listed[:1].upper()}{listed[1:]}, {when}"


def where_words(session: Session) -> str:
    """ "Centre social, salle 2", "À distance"."""
    if session.mode == Mode.ONLINE:
        return "À distance"
    place = f"{session.venue}, {session.room}" if session.room else str(session.venue)
    return f"{place}, ou à distance" if session.mode == Mode.MIXED else place


def tags_of(group: Group, seats: Seats) -> list[Tag]:
    """What has to be known of a group at a glance."""
    if group.canceled_at:
        return [CANCELED]
    tags = [RESERVED] if group.access == Access.RESERVED else [] if group.published_at else [NOT_PUBLISHED]
    return tags + ([FULL] if seats.left <= 0 else [])


def is_now(session: Session, *, now: datetime) -> bool:
    return session.starts_at <= now < session.ends_at
