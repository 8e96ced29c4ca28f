"""Sessions to come that an absence or closed days meet, who comes to them, and those that nobody is there to lead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Exists, OuterRef

from escale.accounts.models import Organization, User
from escale.agenda.models import Absence, AbsenceQuerySet, Closure
from escale.places.models import Venue
from escale.scheduling.intervals import Interval
from escale.workshops.models import CatchUp, Enrollment, EnrollmentState, Session, SessionQuerySet


@dataclass(frozen=True, kw_only=True)
class Met:
    """A session an absence or a closed day falls on: who is expected, and who leads it beside whoever is away."""

    session: Session
    people: Sequence[str]
    others: Sequence[User]


def during_hours(
    adviser: User, hours: Sequence[Interval], *, organization_id: int | None = None, now: datetime
) -> list[Session]:
    """Those an adviser leads during these hours, alone or with a colleague, earliest first. One query."""
    if not hours:
        return []
    theirs = Session.objects.upcoming(now=now).led_by(adviser)
    if organization_id is not None:
        theirs = theirs.filter(organization=organization_id)
    around = theirs.between(min(each.start for each in hours), max(each.end for each in hours))
    return [
        session
        for session in _shown(around)
        if any(session.starts_at < each.end and session.ends_at > each.start for each in hours)
    ]


def on_closed_days(
    organization: Organization, *, venues: Sequence[Venue], first: date, last: date, now: datetime
) -> list[Session]:
    """Those that begin on these days, on the clock of each venue, at these venues or everywhere. One query."""
    margin = timedelta(days=1)
    around = Session.objects.upcoming(now=now).filter(
        organization=organization,
        starts_at__gte=datetime.combine(first, time.min, tzinfo=UTC) - margin,
        starts_at__lt=datetime.combine(last, time.min, tzinfo=UTC) + 2 * margin,
    )
    if venues:
        around = around.filter(venue__in=venues)
    return [each for each in _shown(around) if first <= each.local_start.date() <= last]


def by_absence(absences: Iterable[Absence], *, adviser: User, now: datetime) -> dict[int, list[Session]]:
    """The sessions each of these absences of one adviser meets, by absence. One query, whatever their number."""
    away = list(absences)
    met = during_hours(adviser, [Interval(each.starts_at, each.ends_at) for each in away], now=now)
    return {
        each.pk: [session for session in met if session.starts_at < each.ends_at and session.ends_at > each.starts_at]
        for each in away
    }


def by_closure(closures: Iterable[Closure], *, now: datetime) -> dict[int, list[Session]]:
    """The sessions each of these closures of one organization meets, by closure. One query, whatever their number."""
    closed = list(closures)
    if not closed:
        return {}
    coming = list(_shown(Session.objects.upcoming(now=now).filter(organization=closed[0].organization_id)))
    return {each.pk: [session for session in coming if _falls_in(session, each)] for each in closed}


def without_leader(organization: Organization, *, adviser: User | None, now: datetime) -> SessionQuerySet:
    """Those to come whose adviser is away, and no colleague who leads with her is there; of one adviser, or of all."""
    found = Session.objects.upcoming(now=now).filter(organization=organization)
    found = found.led_by(adviser) if adviser is not None else found
    with_her = Session.co_advisers.through.objects.filter(session=OuterRef("pk"))
    there = with_her.exclude(
        Exists(_away(who="user", starts_at="session__starts_at", ends_at="session__ends_at")),
    )
    return _shown(
        found.filter(Exists(_away(who="adviser", starts_at="starts_at", ends_at="ends_at"))).exclude(Exists(there))
    )


def met(sessions: Iterable[Session], *, away: User | None = None) -> list[Met]:
    """Say who is expected at each of these sessions, and who leads them beside `away`. Three queries."""
    listed = list(sessions)
    people = people_of(listed)
    others = _who_leads(listed)
    return [
        Met(
            session=session,
            people=people[session.pk],
            others=[user for user in others[session.pk] if user != away],
        )
        for session in listed
    ]


def people_of(sessions: Sequence[Session]) -> Mapping[int, list[str]]:
    """Who is expected at each session, by order of enrollment; then those who come to catch up. Two queries."""
    if not sessions:
        return {}
    groups = {session.group_id for session in sessions}
    enrolled = Enrollment.objects.filter(group__in=groups).taking_seats().select_related("person").order_by("pk")
    by_group: dict[int, list[str]] = {group: [] for group in groups}
    for enrollment in enrolled:
        by_group[enrollment.group_id].append(enrollment.person.short_name)
    catching_up = CatchUp.objects.filter(
        session__in=[session.pk for session in sessions], enrollment__state=EnrollmentState.ENROLLED
    )
    guests: dict[int, list[str]] = {session.pk: [] for session in sessions}
    for each in catching_up.select_related("enrollment__person").order_by("pk"):
        guests[each.session_id].append(each.enrollment.person.short_name)
    return {session.pk: [*by_group[session.group_id], *guests[session.pk]] for session in sessions}


def _who_leads(sessions: Sequence[Session]) -> Mapping[int, list[User]]:
    """The adviser of each session, then those who lead with her. One query."""
    shared = Session.co_advisers.through.objects.filter(session__in=[session.pk for session in sessions])
    leads = {session.pk: [session.adviser] for session in sessions}
    for row in shared.select_related("user").order_by("pk"):
        leads[row.session_id].append(row.user)
    return leads


def _away(*, who: str, starts_at: str, ends_at: str) -> AbsenceQuerySet:
    """The standing absences of this person then, by the names her session gives them."""
    return Absence.objects.standing().filter(
        adviser__adviser=OuterRef(who), starts_at__lt=OuterRef(ends_at), ends_at__gt=OuterRef(starts_at)
    )


def _falls_in(session: Session, closure: Closure) -> bool:
    there = closure.venue_id in {None, session.venue_id}
    return there and closure.starts_on <= session.local_start.date() <= closure.ends_on


def _shown(sessions: SessionQuerySet) -> SessionQuerySet:
    return sessions.with_everything_shown().by_date()
