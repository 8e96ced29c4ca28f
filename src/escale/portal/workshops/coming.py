"""The workshops and cycles anyone may come to: which are coming, where, with how many seats left."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from math import cos, radians

from django.db.models import Q

from escale.places.distance import Located, kilometres
from escale.places.models import Venue, VenueKind
from escale.topics import Topic
from escale.workshops import seats
from escale.workshops.models import (
    Access,
    Group,
    Mode,
    Session,
    SessionQuerySet,
    WorkshopTopic,
)
from escale.workshops.seats import Seats

MOST_SESSIONS = 2000
"""How many coming sessions one page or one feed reads: more than a département holds."""

KM_PER_DEGREE = 111.0
MARGIN_KM = 1.0


@dataclass(frozen=True, kw_only=True)
class Near:
    """Around where, and how far."""

    origin: Located
    km: int


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Where, or which groups; whatever is left out takes everything. What is looked for in words is `offers.finding`."""

    near: Near | None = None
    topic: Topic | None = None
    venue_ids: Collection[int] | None = None
    group_ids: Collection[int] | None = None
    is_from_home: bool = False


@dataclass(frozen=True, kw_only=True)
class Coming:
    """A group with the sessions it still holds, the soonest first; none is left when all were called off."""

    group: Group
    sessions: Sequence[Session]
    canceled: Sequence[Session]
    seats: Seats
    topics: Sequence[Topic]

    @property
    def next(self) -> Session:
        """The session its card speaks of."""
        return (self.sessions or self.canceled)[0]

    @property
    def is_cycle(self) -> bool:
        return self.group.is_cycle

    @property
    def is_off(self) -> bool:
        return not self.sessions

    @property
    def has_room(self) -> bool:
        """Whether whoever comes takes a seat: those who wait are served before."""
        return self.seats.has(1)

    def may_be_joined(self, *, now: datetime) -> bool:
        """Whether it is not too late: a cycle is joined until one of its sessions, a workshop until it starts."""
        if self.group.closes_at is not None and self.group.closes_at < now:
            return False
        if not self.is_cycle:
            return True
        return any((one.number or 0) <= self.group.cycle.joins_until for one in self.sessions)


def find(wanted: Wanted, *, now: datetime) -> list[Coming]:
    """The groups with a session to come that answers, the soonest first; called-off ones are left out.

    At most five queries, whatever is found.
    """
    rows = _sessions(wanted, now=now).standing().filter(group__canceled_at=None)
    return _groups(rows, wanted, now=now)


def find_with_canceled(wanted: Wanted, *, now: datetime) -> list[Coming]:
    """The same with what was called off, for feeds: a calendar takes an entry out only when it is told so."""
    return _groups(_sessions(wanted, now=now), wanted, now=now)


def at_sessions(session_ids: Sequence[int], *, now: datetime) -> dict[int, Coming]:
    """The groups of these sessions as a card tells them, by session: that session first, then those that follow.

    Their subjects are left out. At most four queries.
    """
    rows = Session.objects.filter(pk__in=session_ids).order_by("pk")
    shown = list(rows.select_related("organization", "group__cycle", "venue"))
    cycles = [one.group_id for one in shown if one.group.is_cycle]
    left: dict[int, list[Session]] = {}
    for one in Session.objects.upcoming(now=now).filter(group__in=cycles).by_date():
        left.setdefault(one.group_id, []).append(one)
    taken = seats.of_all([one.group for one in shown], now=now)
    return {
        one.pk: Coming(
            group=one.group,
            sessions=[one, *(each for each in left.get(one.group_id, []) if each.pk != one.pk)],
            canceled=[],
            seats=taken[one.group_id],
            topics=[],
        )
        for one in shown
    }


def again(group: Group, *, now: datetime) -> list[Coming]:
    """The same workshop at other dates, which may be joined."""
    rows = _sessions(Wanted(), now=now).standing().filter(group__canceled_at=None, group__workshop=group.workshop_id)
    others = rows.filter(organization=group.organization_id).exclude(group=group)
    return [one for one in _groups(others, Wanted(), now=now) if one.may_be_joined(now=now)]


def in_order(group_ids: Sequence[int], *, now: datetime) -> list[Coming]:
    """These groups in this order, each with its sessions to come, called off or not. At most five queries."""
    found = {one.group.pk: one for one in find_with_canceled(Wanted(group_ids=group_ids), now=now)}
    return [found[pk] for pk in group_ids if pk in found]


def is_off(session: Session) -> bool:
    """Called off alone, or with its whole group."""
    return session.canceled_at is not None or session.group.canceled_at is not None


def place_of(session: Session) -> Venue | None:
    """Where one goes; None when it is only followed from home."""
    return None if session.mode == Mode.ONLINE or session.venue.kind != VenueKind.ON_SITE else session.venue


def _sessions(wanted: Wanted, *, now: datetime) -> SessionQuerySet:
    """Every coming session of the groups that may answer."""
    rows = Session.objects.filter(
        starts_at__gt=now, group__published_at__isnull=False, group__published_at__lte=now, group__access=Access.PUBLIC
    )
    if wanted.topic:
        rows = rows.filter(group__workshop__topics__topic=wanted.topic)
    if wanted.venue_ids is not None:
        rows = rows.filter(venue__in=wanted.venue_ids)
    if wanted.group_ids is not None:
        rows = rows.filter(group__in=wanted.group_ids)
    if wanted.is_from_home:
        rows = rows.exclude(mode=Mode.ON_SITE)
    if wanted.near:
        rows = rows.filter(_around(wanted.near) | Q(mode=Mode.ONLINE))
    return rows


def _around(near: Near) -> Q:
    """A square around the circle: the database reads an index, `_is_near` measures."""
    north = (near.km + MARGIN_KM) / KM_PER_DEGREE
    east = north / max(cos(radians(near.origin.latitude)), 0.01)
    at = near.origin
    return Q(venue__latitude__range=(at.latitude - north, at.latitude + north)) & Q(
        venue__longitude__range=(at.longitude - east, at.longitude + east)
    )


def _groups(rows: SessionQuerySet, wanted: Wanted, *, now: datetime) -> list[Coming]:
    read = list(rows.with_everything_shown().by_date()[:MOST_SESSIONS])
    kept = {one.group_id for one in read if _is_near(one, wanted)}
    by_group: dict[int, list[Session]] = {}
    for one in read:
        if one.group_id in kept:
            by_group.setdefault(one.group_id, []).append(one)
    taken = seats.of_all([sessions[0].group for sessions in by_group.values()], now=now)
    topics = _topics({sessions[0].group.workshop_id for sessions in by_group.values()})
    return [
        Coming(
            group=sessions[0].group,
            sessions=[one for one in sessions if not is_off(one)],
            canceled=[one for one in sessions if is_off(one)],
            seats=taken[pk],
            topics=topics.get(sessions[0].group.workshop_id, []),
        )
        for pk, sessions in by_group.items()
    ]


def _is_near(session: Session, wanted: Wanted) -> bool:
    if wanted.near is None or place_of(session) is None:
        return True
    point = session.venue.point
    return point is not None and kilometres(wanted.near.origin, point) <= wanted.near.km


def _topics(workshop_ids: Collection[int]) -> dict[int, list[Topic]]:
    rows = WorkshopTopic.objects.filter(workshop__in=workshop_ids).order_by("workshop", "pk")
    return {pk: [Topic(row.topic) for row in topics] for pk, topics in groupby(rows, key=lambda row: row.workshop_id)}
