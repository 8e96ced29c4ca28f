"""Workshops and cycles as the team reads them: what comes, the cycles that run, what is over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Max, Min, OuterRef, Prefetch, Q

from escale.accounts.models import Organization, User
from escale.desk.workshops.groups import words
from escale.desk.workshops.groups.forms_filter import FilterForm
from escale.desk.workshops.groups.words import Tag
from escale.french.dates import days_range
from escale.workshops import seats
from escale.workshops.models import Group, GroupQuerySet, Session, SessionQuerySet
from escale.workshops.seats import Seats

PER_PAGE = 20
MOST_ROLLS = 10
ROLL_STILL_ASKED = timedelta(days=60)

TABS: Mapping[str, str] = MappingProxyType({"": "À venir", "cycles": "Cycles", "passes": "Passés"})
"""By the word of the address."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line: a session that comes, or a whole group."""

    group: Group
    kind: str
    kind_words: str
    when: str
    where: str
    who: str
    seats: str
    tags: Sequence[Tag]
    is_now: bool = False


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A page of rows. `page` counts them; `rows` are drawn."""

    page: Page[Any]
    rows: Sequence[Row]


def coming(organization: Organization, asked: FilterForm, *, page: str, now: datetime) -> Listing:
    """The sessions that are not over, the soonest first."""
    found = Session.objects.of_organization(organization).standing().filter(ends_at__gt=now, group__canceled_at=None)
    shown = Paginator(_sessions_asked(found, asked).with_everything_shown().by_date(), PER_PAGE).get_page(page)
    sessions: list[Session] = list(shown)
    groups = [session.group for session in sessions]
    taken, counts = seats.of_all(groups, now=now), _counts(groups)
    rows = [_session_row(each, taken[each.group_id], counts.get(each.group_id, 0), now=now) for each in sessions]
    return Listing(page=shown, rows=rows)


def cycles(organization: Organization, asked: FilterForm, *, page: str, now: datetime) -> Listing:
    """The cycles that run or will, the first to begin first."""
    found = _groups(organization, asked).standing().filter(cycle__isnull=False, last__gt=now)
    return _group_listing(found.order_by("first", "pk"), page=page, now=now)


def past(organization: Organization, asked: FilterForm, *, page: str, now: datetime) -> Listing:
    """What is over or was called off, the latest first."""
    found = _groups(organization, asked).filter(Q(last__lte=now) | Q(canceled_at__isnull=False) | Q(last=None))
    return _group_listing(found.order_by("-last", "-pk"), page=page, now=now)


LISTS = MappingProxyType({"": coming, "cycles": cycles, "passes": past})


def without_roll(organization: Organization, *, adviser: User | None = None, now: datetime) -> SessionQuerySet:
    """The sessions of the last weeks whose roll nobody called, the latest first."""
    found = Session.objects.of_organization(organization).without_roll(before=now).filter(group__canceled_at=None)
    recent = found.filter(ends_at__gt=now - ROLL_STILL_ASKED).with_everything_shown()
    recent = recent.led_by(adviser) if adviser else recent
    return recent.order_by("-starts_at", "-pk")[:MOST_ROLLS]


def _groups(organization: Organization, asked: FilterForm) -> Any:
    """The groups that answer, each with its `first` and `last` instants."""
    found: GroupQuerySet = Group.objects.of_organization(organization).with_everything_shown()
    if asked.says_something:
        sessions = _sessions_asked(Session.objects.filter(group=OuterRef("pk")), asked)
        found = found.filter(Exists(sessions))
    return found.annotate(first=Min("sessions__starts_at"), last=Max("sessions__ends_at"))


def _sessions_asked(found: SessionQuerySet, asked: FilterForm) -> SessionQuerySet:
    said = asked.said
    if said["q"]:
        found = found.filter(Q(group__title__icontains=said["q"]) | Q(group__workshop__title__icontains=said["q"]))
    if said["venue"]:
        found = found.filter(venue=said["venue"])
    if said["adviser"]:
        found = found.led_by(said["adviser"].user)
    return found.filter(group__level=said["level"]) if said["level"] else found


def _group_listing(found: Any, *, page: str, now: datetime) -> Listing:
    sessions = Prefetch(
        "sessions", Session.objects.select_related("venue", "room", "adviser").order_by("starts_at", "pk")
    )
    shown = Paginator(found.prefetch_related(sessions), PER_PAGE).get_page(page)
    groups: list[Group] = list(shown)
    taken = seats.of_all(groups, now=now)
    return Listing(page=shown, rows=[_group_row(group, taken[group.pk], now=now) for group in groups])


def _counts(groups: Iterable[Group]) -> dict[int, int]:
    """How many sessions stand in each group. One query."""
    standing = Session.objects.standing().filter(group__in=[group.pk for group in groups])
    return dict(standing.values_list("group").annotate(Count("pk")).order_by("group"))


def _session_row(session: Session, taken: Seats, count: int, *, now: datetime) -> Row:
    return Row(
        group=session.group,
        kind=words.kind_of(session.group),
        kind_words=words.kind_words(session.group, count, session),
        when=words.session_words(session),
        where=words.where_words(session),
        who=session.adviser.first_name,
        seats=words.seats_words(taken),
        tags=words.tags_of(session.group, taken),
        is_now=words.is_now(session, now=now),
    )


def _group_row(group: Group, taken: Seats, *, now: datetime) -> Row:
    sessions = list(group.sessions.all())
    standing = [session for session in sessions if session.canceled_at is None] or sessions
    coming = next((session for session in standing if session.ends_at > now), None)
    shown = coming or (standing[-1] if standing else None)
    return Row(
        group=group,
        kind=words.kind_of(group),
        kind_words=words.kind_words(group, len(standing), coming),
        when=_period(group, standing),
        where=words.where_words(shown) if shown else "",
        who=shown.adviser.first_name if shown else "",
        seats=words.seats_words(taken),
        tags=words.tags_of(group, taken),
    )


def _period(group: Group, sessions: Sequence[Session]) -> str:
    if not sessions:
        return "Aucune séance"
    if not group.is_cycle:
        return words.session_words(sessions[0])
    period = days_range(sessions[0].local_start.date(), sessions[-1].local_start.date())
    return f"{words.rhythm_words(sessions)}, {period}"
