"""What happens among peers, beside the threads: the next session with a seat, a hand one could give."""

from dataclasses import dataclass
from datetime import datetime

from escale.accounts.models import Membership
from escale.desk.practice import nearby, sessions
from escale.places.zones import zone_of
from escale.practice.models import HandRequest, PracticeSession


@dataclass(frozen=True, kw_only=True)
class Side:
    """The next session, and the hand that is needed soonest; each may be missing."""

    session: sessions.Row | None
    hand: HandRequest | None
    where: str


def read(member: Membership, *, now: datetime) -> Side:
    """What stands beside the threads of a member, whatever there is. Six queries at most."""
    coming = PracticeSession.objects.visible_to(member.user).standing().filter(starts_at__gt=now)
    soonest = coming.select_related("circle").order_by("starts_at", "pk")
    # One that has a seat left comes before a sooner one that is full.
    found = soonest.with_a_seat_left().first() or soonest.with_counts().first()
    session = next(iter(sessions.rows([found], reader=member.user)), None) if found else None
    hand = _hand(member, now=now)
    where = ""
    if hand is not None:
        where = nearby.said(hand.commune_name, nearby.distance_to(hand.commune, nearby.origin_of(member)))
    return Side(session=session, hand=hand, where=where)


def _hand(member: Membership, *, now: datetime) -> HandRequest | None:
    today = now.astimezone(zone_of(member.organization)).date()
    others = HandRequest.objects.visible_to(member.user).open(on=today).exclude(asked_by=member.user)
    return others.select_related("asked_by").order_by("needed_on", "pk").first()
