"""Which hours can be had for a reason: the same answer for the public, for the team, and for booking itself."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from escale.agenda import free_time
from escale.agenda.free_time import FreeHour, OpeningsBySpot, RuleInZone
from escale.agenda.models import OccurrenceQuerySet, Permanence, PermanenceOccurrence, Reception
from escale.appointments.models import Reason
from escale.places.models import Venue
from escale.prepared import prepared
from escale.scheduling.intervals import Interval
from escale.scheduling.slots import SlotRule, horizon_end
from escale.scheduling.wall_clock import day_bounds

TEAM_HORIZON_DAYS = 366


def public_rule(reason: Reason, *, now: datetime) -> RuleInZone:
    """How the public's hours of this reason are cut: with its notice, up to the whole last local day of its horizon."""
    return _rule(reason, notice=timedelta(minutes=reason.notice), horizon_days=reason.horizon_days, now=now)


def team_rule(reason: Reason, *, now: datetime, minutes: int | None = None) -> RuleInZone:
    """The team is held neither to the notice nor to the horizon, nor to the duration when `minutes` gives another."""
    return _rule(reason, notice=timedelta(0), horizon_days=TEAM_HORIZON_DAYS, now=now, minutes=minutes)


def openings(reason: Reason) -> OccurrenceQuerySet:
    """The dates on which somebody receives for this reason, by appointment."""
    return openings_of(reason.pk)


def openings_of(reason_id: int) -> OccurrenceQuerySet:
    """The same, by the reason's number: for the queries that are prepared."""
    return PermanenceOccurrence.objects.held().filter(
        permanence__reasons=reason_id, permanence__reception__in=[Reception.APPOINTMENT, Reception.BOTH]
    )


def openings_of_day(reason: Reason, *, venue: Venue, on: date) -> OpeningsBySpot:
    """Where and when somebody receives for this reason at this venue, that local day."""
    day = day_bounds(on, venue.zone)
    return free_time.by_spot(_openings_at(reason.pk, venue.pk, day.start, day.end))


@prepared
def _openings_at(reason_id: int, venue_id: int, start: datetime, end: datetime) -> QuerySet[PermanenceOccurrence, Any]:
    return free_time.opening_rows(openings_of(reason_id).filter(venue_id=venue_id).overlapping(start, end))


@prepared
def _openings_between(reason_id: int, start: datetime, end: datetime) -> QuerySet[PermanenceOccurrence, Any]:
    # Several venues are chosen afterwards: comparing each row with their list costs the database more than it spares.
    return free_time.opening_rows(openings_of(reason_id).overlapping(start, end))


def venues_of(reason: Reason) -> list[Venue]:
    """The venues where somebody receives for this reason."""
    # Not through the dates: there are a hundred for each permanence, and few were moved by hand.
    return _venues_of(reason.pk)


@prepared
def _venues_of(reason_id: int) -> QuerySet[Venue]:
    usual = Permanence.objects.filter(reasons=reason_id).values("venue")
    by_exception = PermanenceOccurrence.objects.changed().filter(permanence__reasons=reason_id).values("venue")
    return Venue.objects.in_use().filter(pk__in=usual.union(by_exception)).order_by("name", "pk")


def search(
    reason: Reason,
    *,
    first: date,
    last: date,
    venues: Sequence[Venue],
    rule: RuleInZone,
    now: datetime,
    adviser_ids: Iterable[int] | None = None,
    ignoring: Collection[int] = (),
) -> list[FreeHour]:
    """List the free hours of a reason at these venues, on the local days from `first` to `last`, both included.

    Earliest first. `adviser_ids` are resource ids; None means whoever receives for this reason there. `ignoring` are the
    commitments of an appointment about to move.
    """
    if not venues:
        return []
    days = _local_days(venues, first=first, last=last)
    start, end = min(day.start for day in days.values()), max(day.end for day in days.values())
    asked = None if adviser_ids is None else set(adviser_ids)
    openings = {
        spot: stretches
        for spot, stretches in free_time.by_spot(_openings_between(reason.pk, start, end)).items()
        if spot.venue_id in days and (asked is None or spot.adviser_id in asked)
    }
    found = free_time.find_in(
        openings,
        rule,
        venues=venues,
        organization_id=reason.organization_id,
        now=now,
        ignoring=ignoring,
    )
    return [hour for hour in found if days[hour.venue_id].start <= hour.start < days[hour.venue_id].end]


def _local_days(venues: Sequence[Venue], *, first: date, last: date) -> dict[int, Interval]:
    """From the first instant of the first day to the last of the last, on the clock of each venue."""
    zones = {venue.pk: venue.zone for venue in venues}
    in_zone = {
        zone: Interval(day_bounds(first, zone).start, day_bounds(last, zone).end) for zone in set(zones.values())
    }
    return {pk: in_zone[zone] for pk, zone in zones.items()}


def _rule(
    reason: Reason, *, notice: timedelta, horizon_days: int, now: datetime, minutes: int | None = None
) -> RuleInZone:
    def in_zone(zone: ZoneInfo) -> SlotRule:
        return SlotRule(
            duration=timedelta(minutes=minutes or reason.duration),
            step=timedelta(minutes=reason.step) if reason.step else None,
            before=timedelta(minutes=reason.before),
            after=timedelta(minutes=reason.after),
            notice=notice,
            horizon_end=horizon_end(now, zone, days=horizon_days),
            round_to=timedelta(minutes=reason.round_to) if reason.round_to else None,
        )

    return in_zone
