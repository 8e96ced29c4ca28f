"""The workshops and cycles anyone may come to: which are coming, where, with how many seats left."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from math import cos, radians

from django.db.models import Q

from escale.places.distance import Located, kilometres
from escale.places.models import Venue, VenueKind
from escale.portal import searching
from escale.topics import Topic
from escale.workshops import seats
from escale.workshops.models import (
    Access,
    Audience,
    Group,
    GroupQuerySet,
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
    """What is looked for; whatever is left out takes everything. Both days are included."""

    near: Near | None = None
    topic: Topic | None = None
    audience: Audience | None = None
    first: date | None = None
    last: date | None = None
    venue_ids: Collection[int] | None = None
    group_ids: Collection[int] | None = None
    organization: str = ""


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


def again(group: Group, *, now: datetime) -> list[Coming]:
    """The same workshop at other dates, which may be joined."""
    rows = _sessions(Wanted(), now=now).standing().filter(group__canceled_at=None, group__workshop=group.workshop_id)
    others = rows.filter(organization=group.organization_id).exclude(group=group)
    return [one for one in _groups(others, Wanted(), now=now) if one.may_be_joined(now=now)]


def answering(found: Sequence[Coming], words: str) -> list[Coming]:
    """Those whose words are near the ones looked for, those that hold the most of them first."""
    if not words:
        return list(found)
    scores = searching.scores(words, [_text(one) for one in found])
    best = sorted(zip(scores, found, strict=True), key=lambda row: -row[0])
    return [one for score, one in best if score]


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
    if wanted.audience:
        rows = rows.filter(group__audience__in=[wanted.audience, Audience.EVERYONE])
    if wanted.organization:
        rows = rows.filter(organization__slug=wanted.organization)
    if wanted.venue_ids is not None:
        rows = rows.filter(venue__in=wanted.venue_ids)
    if wanted.group_ids is not None:
        rows = rows.filter(group__in=wanted.group_ids)
    if wanted.near:
        rows = rows.filter(_around(wanted.near) | Q(mode=Mode.ONLINE))
    if wanted.first or wanted.last:
        rows = rows.filter(group__in=_within(wanted))
    return rows


def _around(near: Near) -> Q:
    """A square around the circle: the database reads an index, `_is_near` measures."""
    north = (near.km + MARGIN_KM) / KM_PER_DEGREE
    east = north / max(cos(radians(near.origin.latitude)), 0.01)
    at = near.origin
    return Q(venue__latitude__range=(at.latitude - north, at.latitude + north)) & Q(
        venue__longitude__range=(at.longitude - east, at.longitude + east)
    )


def _within(wanted: Wanted) -> GroupQuerySet:
    """Groups with a session between the days, a day wider: each venue has its own clock, `_is_within` reads it."""
    sessions = Session.objects.all()
    if wanted.first:
        sessions = sessions.filter(starts_at__gte=_midnight(wanted.first) - timedelta(days=1))
    if wanted.last:
        sessions = sessions.filter(starts_at__lt=_midnight(wanted.last) + timedelta(days=2))
    return Group.objects.filter(pk__in=sessions.values("group"))


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), UTC)


def _groups(rows: SessionQuerySet, wanted: Wanted, *, now: datetime) -> list[Coming]:
    read = list(rows.with_everything_shown().by_date()[:MOST_SESSIONS])
    kept = {one.group_id for one in read if _is_within(one, wanted) and _is_near(one, wanted)}
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


def _is_within(session: Session, wanted: Wanted) -> bool:
    on = session.local_start.date()
    return (wanted.first is None or wanted.first <= on) and (wanted.last is None or on <= wanted.last)


def _is_near(session: Session, wanted: Wanted) -> bool:
    if wanted.near is None or place_of(session) is None:
        return True
    point = session.venue.point
    return point is not None and kilometres(wanted.near.origin, point) <= wanted.near.km


def _text(one: Coming) -> str:
    workshop = one.group.workshop
    topics = " ".join(topic.label for topic in one.topics)
    return f"{one.group.title} {workshop.title} {workshop.promise} {workshop.learns} {topics}"


def _topics(workshop_ids: Collection[int]) -> dict[int, list[Topic]]:
    rows = WorkshopTopic.objects.filter(workshop__in=workshop_ids).order_by("workshop", "pk")
    return {pk: [Topic(row.topic) for row in topics] for pk, topics in groupby(rows, key=lambda row: row.workshop_id)}
