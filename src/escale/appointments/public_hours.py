"""What the public is offered: which organizations, which reasons, and the free hours day by day."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from escale.accounts.models import Membership, Organization, User
from escale.agenda import resources
from escale.agenda.free_time import FreeHour
from escale.agenda.models import Permanence, PermanenceOccurrence, Reception
from escale.appointments import hours
from escale.appointments.models import Reason
from escale.places.models import Venue
from escale.prepared import prepared
from escale.scheduling.wall_clock import day_bounds

WEEK = timedelta(days=7)
SOON = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class OpenDay:
    """A local day on which somebody receives, with the hours still free at each venue, in UTC."""

    on: date
    free: Sequence[tuple[Venue, list[datetime]]]


@dataclass(frozen=True, kw_only=True)
class OpenWeek:
    """Seven local days of a reason, from `first`; `advisers` are (first name, job title) of those who receive."""

    first: date
    last: date
    days: Sequence[OpenDay]
    advisers: Sequence[tuple[str, str]]
    earliest: datetime | None


def organizations() -> list[Organization]:
    """The organizations anyone may book with today."""
    return list(
        Organization.objects.filter(pk__in=Reason.objects.open_to_public().values("organization")).order_by("name")
    )


def organization(slug: str) -> Organization | None:
    """The organization of this address, when anyone may book with it today."""
    return Organization.objects.filter(slug=slug, pk__in=Reason.objects.open_to_public().values("organization")).first()


def reasons_of(organization: Organization) -> list[Reason]:
    """The subjects to choose from, in the organization's order."""
    open_now = Reason.objects.open_to_public().of_organization(organization)
    return list(open_now.select_related("organization").order_by("position", "pk"))


def reason(pk: int, *, organization_slug: str) -> Reason | None:
    """This subject of this organization, with its organization, when it is open to everyone."""
    return (
        Reason.objects.open_to_public().select_related("organization").one(pk=pk, organization__slug=organization_slug)
    )


def everyday_reason(organization: Organization) -> Reason | None:
    """The subject that takes what is not in the list: the organization's first."""
    return next(iter(reasons_of(organization)), None)


def venues_of(reason: Reason) -> list[Venue]:
    """The places of the reason's organization. All of them: knowing each spares a query when somebody has to travel."""
    return list(Venue.objects.in_use().of_organization(reason.organization).order_by("name", "pk"))


def venue_ids_of(reasons: Sequence[Reason]) -> list[int]:
    """The places that hold a permanence for one of these subjects."""
    carrying = Permanence.objects.filter(reasons__in=reasons)
    return list(carrying.order_by("venue").values_list("venue", flat=True).distinct())


def week(
    reason: Reason, *, first: date, venues: Sequence[Venue], now: datetime, ignoring: Collection[int] = ()
) -> OpenWeek:
    """Give the seven days from `first`: those on which somebody receives, full or not. `ignoring` as in `hours.search`."""
    last = first + WEEK - timedelta(days=1)
    rule = hours.public_rule(reason, now=now)
    found = hours.search(reason, first=first, last=last, venues=venues, rule=rule, now=now, ignoring=ignoring)
    by_day = _by_day(found, venues)
    receiving, advisers = _receptions(reason, first=first, last=last, venues=venues, now=now)
    days = [OpenDay(on=on, free=by_day.get(on, [])) for on in sorted(receiving | by_day.keys())]
    return OpenWeek(first=first, last=last, days=days, advisers=advisers, earliest=found[0].start if found else None)


def next_hour(
    reason: Reason,
    *,
    venues: Sequence[Venue],
    after: datetime,
    with_adviser: User | None = None,
    now: datetime,
) -> FreeHour | None:
    """The first free hour that starts at `after` or later, up to the horizon of the reason; of one adviser if she is given."""
    asked = [resources.of_adviser(with_adviser).pk] if with_adviser else None
    rule = hours.public_rule(reason, now=now)
    for first, last in _spans(after.date(), days=reason.horizon_days):
        found = hours.search(reason, first=first, last=last, venues=venues, rule=rule, adviser_ids=asked, now=now)
        if hour := next((hour for hour in found if hour.start >= after), None):
            return hour
    return None


def next_days(
    reason: Reason, *, venues: Sequence[Venue], now: datetime, suits: Callable[[datetime], bool] | None = None
) -> dict[int, list[datetime]]:
    """The free hours of the first local day that has one, by venue; a venue with none up to the horizon is left out.

    `suits` says of an hour, on the clock of its place, whether it is wanted.
    """
    rule = hours.public_rule(reason, now=now)
    by_venue: dict[int, list[datetime]] = {}
    for first, last in _spans(now.date(), days=reason.horizon_days):
        waiting = {venue.pk: venue.zone for venue in venues if venue.pk not in by_venue}
        asked = [venue for venue in venues if venue.pk in waiting]
        starts: defaultdict[int, dict[datetime, None]] = defaultdict(dict)
        for hour in hours.search(reason, first=first, last=last, venues=asked, rule=rule, now=now):
            local = hour.start.astimezone(waiting[hour.venue_id])
            if hour.start >= now and (suits is None or suits(local)):
                starts[hour.venue_id][local] = None
        for pk, found in starts.items():
            on = min(found).date()
            by_venue[pk] = [local.astimezone(UTC) for local in found if local.date() == on]
    return by_venue


def receivers(reason: Reason, *, on: date, venue: Venue, now: datetime) -> list[tuple[str, str]]:
    """Who receives there that local day: (first name, job title)."""
    return _receptions(reason, first=on, last=on, venues=[venue], now=now)[1]


def nearest_hours(
    reason: Reason, *, venues: Sequence[Venue], around: datetime, now: datetime, most: int = 3
) -> list[FreeHour]:
    """The free hours closest to one that can't be had, at most `most`, in order; no start twice at one venue."""
    start = max(around, now)
    first, last = (start - WEEK).date(), (start + WEEK).date()
    found = hours.search(
        reason, first=first, last=last, venues=venues, rule=hours.public_rule(reason, now=now), now=now
    )
    once = {(hour.start, hour.venue_id): hour for hour in found}
    closest = sorted(once.values(), key=lambda hour: (abs(hour.start - start), hour.start, hour.venue_id))[:most]
    return sorted(closest, key=lambda hour: (hour.start, hour.venue_id))


def is_free(reason: Reason, *, venue: Venue, starts_at: datetime, now: datetime) -> bool:
    """Whether this very hour is offered now."""
    on = starts_at.astimezone(venue.zone).date()
    rule = hours.public_rule(reason, now=now)
    found = hours.search(reason, first=on, last=on, venues=[venue], rule=rule, now=now)
    return any(hour.start == starts_at for hour in found)


def walk_ins(venues: Iterable[Venue], *, now: datetime) -> list[PermanenceOccurrence]:
    """The permanences of the coming days where one comes without appointment, the soonest first."""
    return list(
        PermanenceOccurrence.objects.held()
        .filter(venue__in=list(venues), permanence__reception__in=[Reception.WALK_IN, Reception.BOTH])
        .filter(ends_at__gt=now, starts_at__lt=now + SOON)
        .select_related("venue", "permanence")
        .order_by("starts_at", "pk")
    )


def _by_day(found: Iterable[FreeHour], venues: Sequence[Venue]) -> dict[date, list[tuple[Venue, list[datetime]]]]:
    """Free starts by local day, then by venue; two advisers free at once make one hour."""
    known = {venue.pk: venue for venue in venues}
    starts: defaultdict[date, defaultdict[int, dict[datetime, None]]] = defaultdict(lambda: defaultdict(dict))
    for hour in found:
        on = hour.start.astimezone(known[hour.venue_id].zone).date()
        starts[on][hour.venue_id][hour.start] = None
    return {on: [(known[pk], list(at)) for pk, at in places.items()] for on, places in starts.items()}


def _receptions(
    reason: Reason, *, first: date, last: date, venues: Sequence[Venue], now: datetime
) -> tuple[set[date], list[tuple[str, str]]]:
    """The local days on which somebody receives, and who does."""
    zones = {venue.pk: venue.zone for venue in venues}
    if not zones:
        return set(), []
    start = min(day_bounds(first, zone).start for zone in zones.values())
    end = max(day_bounds(last, zone).end for zone in zones.values())
    rows = _receiving(reason.pk, reason.organization_id, sorted(zones), now, start, end)
    days, advisers = set(), dict[tuple[str, str], None]()
    for starts_at, venue_id, first_name, job_title in rows:
        on = starts_at.astimezone(zones[venue_id]).date()
        if first <= on <= last:
            days.add(on)
            advisers[first_name, job_title or ""] = None
    return days, list(advisers)


@prepared
def _receiving(
    reason_id: int, organization_id: int, venues: list[int], now: datetime, start: datetime, end: datetime
) -> QuerySet[PermanenceOccurrence, Any]:
    job = Membership.objects.active().filter(user=OuterRef("adviser__adviser"), organization=organization_id)
    return (
        hours.openings_of(reason_id)
        .filter(venue__in=venues, ends_at__gt=now)
        .overlapping(start, end)
        .order_by("starts_at", "pk")
        .values_list("starts_at", "venue_id", "adviser__adviser__first_name", Subquery(job.values("job_title")[:1]))
    )


def _spans(first: date, *, days: int) -> list[tuple[date, date]]:
    """The coming fortnight, then the rest: most searches end with the first."""
    soon = first + SOON
    return [(first, soon), (soon + timedelta(days=1), first + timedelta(days=max(days, SOON.days) + 1))]
