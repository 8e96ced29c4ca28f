"""What is left of permanences, whatever one comes for: the free hours an agenda shows.

Each is one `hours` would give for a reason, so it can be booked. No two of one adviser overlap: the first reason of the
organization's list is cut first, the next ones fill what it leaves, and the team's own reasons come after the public's.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from escale.agenda import free_time
from escale.agenda.free_time import ClosedDays, FreeHour, OpeningsBySpot, Spot
from escale.agenda.models import PermanenceOccurrence, Reception
from escale.appointments import hours
from escale.appointments.models import BookableBy, Reason
from escale.places.models import Venue
from escale.scheduling.slots import Opening

SHORT = timedelta(minutes=30)
"""Hours shorter than that which follow one another are told together."""

type ReasonsByPermanence = dict[int, list[Reason]]


@dataclass(frozen=True, kw_only=True)
class Remaining:
    """A free stretch, half-open, in UTC: one hour, or `count` short ones in a row. `adviser_id` is a resource."""

    starts_at: datetime
    ends_at: datetime
    adviser_id: int
    venue_id: int
    reason: Reason
    is_public: bool
    count: int = 1


def of_permanences(
    occurrences: Iterable[PermanenceOccurrence],
    *,
    venues: Sequence[Venue],
    closures: Sequence[ClosedDays],
    now: datetime,
) -> list[Remaining]:
    """List what is left of these dates, earliest first, for the public and then for the team alone.

    Give whole local days of them, read with their room's resource; `venues` and `closures` are those of their
    organizations. Two queries, three when somebody has to travel from elsewhere, none when all is past.
    """
    coming = [each for each in occurrences if each.canceled_at is None and each.ends_at > now]
    reasons = _reasons_of({each.permanence_id for each in coming if _is_by_appointment(each)})
    openings = _openings(each for each in coming if each.permanence_id in reasons)
    if not openings:
        return []
    around = free_time.surroundings_among(openings, venues=venues, closures=closures)
    in_use = {venue.pk for venue in venues if venue.archived_at is None}
    kept = _Kept()
    by_reason = _by_reason(coming, reasons)
    for is_public in (True, False):
        for reason, theirs in by_reason:
            if is_public and not _is_offered(reason):
                continue
            rule = hours.public_rule(reason, now=now) if is_public else hours.team_rule(reason, now=now)
            found = free_time.cut(_openings(each for each in theirs if each.venue_id in in_use), rule, around, now=now)
            kept.take(found, reason, is_public=is_public)
    return list(_told_together(kept.in_order()))


def _is_by_appointment(occurrence: PermanenceOccurrence) -> bool:
    return occurrence.permanence.reception in {Reception.APPOINTMENT, Reception.BOTH}


def _is_offered(reason: Reason) -> bool:
    is_open = reason.organization.is_open_online and reason.offered_online
    return is_open and reason.bookable_by == BookableBy.EVERYONE


def _reasons_of(permanence_ids: set[int]) -> ReasonsByPermanence:
    """The reasons each of these permanences carries, in the organization's order. One query, none for nothing."""
    found: defaultdict[int, list[Reason]] = defaultdict(list)
    if not permanence_ids:
        return found
    carried = Reason.permanences.through.objects.filter(permanence__in=permanence_ids, reason__archived_at=None)
    for row in carried.select_related("reason__organization").order_by("reason__position", "reason_id", "pk"):
        found[row.permanence_id].append(row.reason)
    return found


def _by_reason(
    occurrences: Sequence[PermanenceOccurrence], reasons: ReasonsByPermanence
) -> list[tuple[Reason, list[PermanenceOccurrence]]]:
    known = {reason.pk: reason for carried in reasons.values() for reason in carried}
    theirs: defaultdict[int, list[PermanenceOccurrence]] = defaultdict(list)
    for occurrence in occurrences:
        for reason in reasons.get(occurrence.permanence_id, []):
            theirs[reason.pk].append(occurrence)
    ordered = sorted(known.values(), key=lambda reason: (reason.position, reason.pk))
    return [(reason, theirs[reason.pk]) for reason in ordered]


def _openings(occurrences: Iterable[PermanenceOccurrence]) -> OpeningsBySpot:
    openings: defaultdict[Spot, list[Opening]] = defaultdict(list)
    for each in sorted(occurrences, key=lambda each: (each.starts_at, each.pk)):
        resource = getattr(each.room, "resource", None)
        spot = Spot(each.adviser_id, each.venue_id, each.room_id, resource.pk if resource else None)
        openings[spot].append(Opening(each.starts_at, each.ends_at, each.venue_id))
    return openings


class _Kept:
    """The hours kept so far, by adviser, by start: none overlaps another."""

    def __init__(self) -> None:
        self.rows: defaultdict[int, list[Remaining]] = defaultdict(list)

    def take(self, found: Iterable[FreeHour], reason: Reason, *, is_public: bool) -> None:
        """Keep those of these hours that overlap nothing kept before."""
        for hour in found:
            row = self.rows[hour.adviser_id]
            at = bisect_left(row, hour.start, key=lambda kept: kept.starts_at)
            before, after = row[at - 1 : at], row[at : at + 1]
            if any(kept.ends_at > hour.start for kept in before) or any(kept.starts_at < hour.end for kept in after):
                continue
            made = Remaining(
                starts_at=hour.start,
                ends_at=hour.end,
                adviser_id=hour.adviser_id,
                venue_id=hour.venue_id,
                reason=reason,
                is_public=is_public,
            )
            row.insert(at, made)

    def in_order(self) -> list[Remaining]:
        return sorted(
            (kept for row in self.rows.values() for kept in row), key=lambda kept: (kept.adviser_id, kept.starts_at)
        )


def _told_together(row: Iterable[Remaining]) -> Iterator[Remaining]:
    """Join short hours that touch, of one adviser, place, reason and public."""
    joined: list[Remaining] = []
    for each in row:
        last = joined[-1] if joined else None
        if last and _follows(last, each):
            joined[-1] = replace(last, ends_at=each.ends_at, count=last.count + 1)
        else:
            joined.append(each)
    return iter(sorted(joined, key=lambda each: (each.starts_at, each.adviser_id)))


def _follows(last: Remaining, each: Remaining) -> bool:
    same = (last.adviser_id, last.venue_id, last.reason, last.is_public) == (
        each.adviser_id,
        each.venue_id,
        each.reason,
        each.is_public,
    )
    return same and last.ends_at == each.starts_at and each.ends_at - each.starts_at < SHORT
