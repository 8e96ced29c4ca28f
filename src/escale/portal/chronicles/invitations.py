""" "Envie d’essayer ?": the next date of the workshops an article speaks of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from escale.french.dates import day
from escale.french.elision import at
from escale.portal.workshops import words
from escale.portal.workshops.coming import is_off, place_of
from escale.workshops.models import Access, Session


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """The next date in one sentence, and the button that leads to its page."""

    sentence: str
    address: str
    action: str


def of(workshop_ids: Collection[int], *, now: datetime) -> dict[int, Invitation]:
    """By workshop, for those anyone may still come to. One query, none without a workshop."""
    if not workshop_ids:
        return {}
    rows = Session.objects.standing().filter(
        starts_at__gt=now,
        group__workshop__in=workshop_ids,
        group__published_at__lte=now,
        group__access=Access.PUBLIC,
        group__canceled_at=None,
    )
    found: dict[int, Invitation] = {}
    for session in rows.with_everything_shown().by_date():
        if session.group.workshop_id not in found and _may_come(session, now=now):
            found[session.group.workshop_id] = _invitation(session)
    return found


def _may_come(session: Session, *, now: datetime) -> bool:
    """A cycle is joined until one of its sessions."""
    group = session.group
    if is_off(session) or (group.closes_at is not None and group.closes_at < now):
        return False
    return not group.is_cycle or (session.number or 0) <= group.cycle.joins_until


def _invitation(session: Session) -> Invitation:
    place = place_of(session)
    where = f" {at(place.commune_name)}" if place else " à distance"
    name = "cycle" if session.group.is_cycle else "atelier"
    return Invitation(
        sentence=f"Prochain {name}{where} : « {session.group.title} », {day(session.local_start.date())}.",
        address=words.address(session.group),
        action="Réserver une place",
    )
