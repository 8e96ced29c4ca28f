"""The rows of an agenda, read in a fixed number of queries whatever it holds, and put in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.http import urlencode

from escale.agenda.free_time import ClosedDays
from escale.agenda.models import Closure, Commitment, OccurrenceQuerySet, PermanenceOccurrence, Reception
from escale.appointments import remaining
from escale.appointments.remaining import Remaining
from escale.desk.agenda import kinds
from escale.desk.agenda.calendar import notes_of
from escale.desk.agenda.items import Item, Layer, Note
from escale.desk.agenda.period import Period
from escale.desk.agenda.scope import Scope
from escale.desk.free_hours import slot_key
from escale.french.clocks import clock_beside
from escale.french.dates import hour
from escale.french.plural import plural
from escale.places.models import Venue
from escale.scheduling.intervals import Interval
from escale.scheduling.wall_clock import day_bounds, fold_label


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What happens in a period: items by start, and what whole days are."""

    items: list[Item]
    notes: dict[date, list[Note]]

    def counted(self, name: str) -> int:
        return sum(item.count for item in self.items if item.name == name)


def read(scope: Scope, period: Period, *, now: datetime) -> Reading:
    """Read everything this scope holds in this period. Five queries, six when somebody travels from elsewhere."""
    bounds = _bounds(scope, period)
    occurrences = list(_occurrences(scope, bounds))
    closures = _closures(scope, period)
    items = [
        *(_band(each, scope) for each in occurrences),
        *(kinds.describe(each, scope) for each in _commitments(scope, bounds)),
        *(_free(each, scope) for each in _remaining(scope, occurrences, closures, now=now)),
    ]
    shown = [item for item in items if item.days[1] >= period.first and item.days[0] <= period.last]
    return Reading(
        items=sorted(shown, key=lambda item: (item.start, item.layer != Layer.BAND, -item.minutes, item.sub)),
        notes=notes_of(
            scope, period.days, closures, receiving={item.start.date() for item in shown if item.name == "free"}
        ),
    )


def _bounds(scope: Scope, period: Period) -> Interval:
    """From the first instant of the first day to the last of the last, on whichever clock comes first or last."""
    zones = {scope.zone, *(venue.zone for venue in scope.venues.values())}
    return Interval(
        min(day_bounds(period.first, zone).start for zone in zones),
        max(day_bounds(period.last, zone).end for zone in zones),
    )


def _occurrences(scope: Scope, bounds: Interval) -> OccurrenceQuerySet:
    found = PermanenceOccurrence.objects.filter(permanence__organization__in=scope.reader.memberships)
    if scope.equipment:
        return found.none()
    found = found.filter(room=scope.room) if scope.room else found.filter(adviser__in=scope.resource_ids)
    if scope.venue:
        found = found.filter(venue=scope.venue)
    return (
        found.overlapping(bounds.start, bounds.end)
        .select_related("permanence", "room__resource", "adviser")
        .order_by("starts_at", "pk")
    )


def _commitments(scope: Scope, bounds: Interval) -> Iterable[Commitment]:
    found = Commitment.objects.of_resources(scope.resource_ids).overlapping(bounds.start, bounds.end)
    if scope.venue:
        found = found.filter(venue=scope.venue)
    return (
        found.select_related(*kinds.reads(in_room=scope.is_thing))
        .annotate(**kinds.counts())
        .order_by("starts_at", "pk")
    )


def _closures(scope: Scope, period: Period) -> list[Closure]:
    found = Closure.objects.filter(organization__in=scope.reader.memberships).touching(period.first, period.last)
    return list(found.order_by("starts_on", "pk"))


def _remaining(
    scope: Scope, occurrences: Sequence[PermanenceOccurrence], closures: Iterable[Closure], *, now: datetime
) -> list[Remaining]:
    """What is left of the permanences; a room or a thing receives nobody by itself."""
    if scope.is_thing:
        return []
    venues = list(scope.venues.values())
    return remaining.of_permanences(occurrences, venues=venues, closures=list(_closed_days(closures, venues)), now=now)


def _closed_days(closures: Iterable[Closure], venues: Sequence[Venue]) -> Iterable[ClosedDays]:
    """The closed days of each venue: closing a whole organization closes all of its own."""
    for closure in closures:
        for venue in venues:
            whole = closure.venue_id is None and closure.organization_id == venue.organization_id
            if whole or closure.venue_id == venue.pk:
                yield venue.pk, closure.starts_on, closure.ends_on


def _band(occurrence: PermanenceOccurrence, scope: Scope) -> Item:
    venue = scope.venues[occurrence.venue_id]
    where = str(occurrence.adviser) if scope.place else str(venue)
    if occurrence.permanence.reception != Reception.APPOINTMENT:
        where = f"{Reception(occurrence.permanence.reception).label.capitalize()}, {where}"
    is_canceled = occurrence.canceled_at is not None
    start = occurrence.starts_at.astimezone(venue.zone)
    return Item(
        kind="perm",
        name="permanence",
        layer=Layer.BAND,
        title=where,
        sub=str(occurrence.room) if occurrence.room and not scope.room else "",
        spoken="Permanence annulée" if is_canceled else "Permanence",
        css="gone" if is_canceled else "",
        href=_permanence_page(occurrence, start, scope),
        clock=_clock(venue.zone, scope, start),
        start=start,
        end=occurrence.ends_at.astimezone(venue.zone),
        resource_id=occurrence.adviser_id if not scope.room else scope.resource_ids[0],
        venue_id=venue.pk,
    )


def _permanence_page(occurrence: PermanenceOccurrence, start: datetime, scope: Scope) -> str:
    if not scope.reader.may_set_up:
        return ""
    return reverse("desk:permanence", args=[occurrence.permanence_id], query={"date": start.date().isoformat()})


def _free(free: Remaining, scope: Scope) -> Item:
    venue = scope.venues[free.venue_id]
    start = free.starts_at.astimezone(venue.zone)
    adviser = next(person for person in scope.people if person.resource_id == free.adviser_id)
    asked: dict[str, str | int] = {
        "reason": free.reason.pk,
        "adviser": adviser.memberships[free.reason.organization_id],
        "venue": venue.pk,
        "first": start.date().isoformat(),
        "hour": slot_key(free.starts_at, venue_id=venue.pk, adviser_id=adviser.pk),
    }
    until = (
        f"Jusqu’à {hour(free.ends_at.astimezone(venue.zone))}, {plural(free.count, 'heure')}" if free.count > 1 else ""
    )
    public = "Proposé au public" if free.is_public else "Pour l’équipe"
    return Item(
        kind="perm",
        name="free" if free.is_public else "free-for-team",
        title="Libre",
        sub=f"{until}. {public}" if until else public,
        href=f"{reverse('desk:add')}?{urlencode(asked)}",
        css="free",
        clock=_clock(venue.zone, scope, start),
        start=start,
        end=free.ends_at.astimezone(venue.zone),
        resource_id=free.adviser_id,
        venue_id=venue.pk,
        count=free.count,
    )


def _clock(zone: ZoneInfo, scope: Scope, start: datetime) -> str:
    """What tells this hour from another that looks the same: another clock, or the night it comes twice."""
    words = filter(None, [clock_beside(zone, usual=scope.zone, at=start), fold_label(start, zone)])
    return "".join(f", {each}" for each in words)
