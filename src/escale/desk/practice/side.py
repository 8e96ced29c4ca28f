"""What happens among peers, beside the threads: the next session with a seat, a hand one could give."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from escale.accounts.models import Membership
from escale.desk.practice import nearby, sessions
from escale.places.zones import zone_of
from escale.practice.models import HandRequest, PracticeSession
from escale.together import read_together


@dataclass(frozen=True, kw_only=True)
class Side:
    """The next session, and the hand that is needed soonest; each may be missing."""

    session: sessions.Row | None
    hand: HandRequest | None
    where: str


def read(member: Membership, *, now: datetime) -> Side:
    """What stands beside the threads of a member, whatever there is. Three queries, and that of her places."""
    coming = PracticeSession.objects.visible_to(member.user).standing().filter(starts_at__gt=now)
    soonest = coming.select_related("circle").order_by("starts_at", "pk")
    # One that has a seat left comes before a sooner one that is full.
    with_a_seat, others, hands = soonest.with_a_seat_left()[:1], soonest.with_counts()[:1], _hands(member, now=now)
    read_together(with_a_seat, others, hands)
    found, hand = next(iter([*with_a_seat, *others]), None), next(iter(hands), None)
    session = next(iter(sessions.rows([found], reader=member.user)), None) if found else None
    where = ""
    if hand is not None:
        where = nearby.said(hand.commune_name, nearby.distance_to(hand.commune, nearby.origin_of(member)))
    return Side(session=session, hand=hand, where=where)


def _hands(member: Membership, *, now: datetime) -> QuerySet[HandRequest]:
    """The first hand another peer asks for."""
    today = now.astimezone(zone_of(member.organization)).date()
    others = HandRequest.objects.visible_to(member.user).open(on=today).exclude(asked_by=member.user)
    return others.select_related("asked_by").order_by("needed_on", "pk")[:1]
