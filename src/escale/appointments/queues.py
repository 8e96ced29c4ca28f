"""The queue of the day of a venue: who waits, who is received, by whom, until when, and for how long still.

Read once for any number of venues: the tablet, the screen, the team's page and the portal all say what is read here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from escale.accounts.models import Organization
from escale.agenda.models import (
    Closure,
    Commitment,
    CommitmentKind,
    OccurrenceQuerySet,
    PermanenceOccurrence,
    Reception,
)
from escale.appointments import waits
from escale.appointments.models import RECEIVED_NOW, Reason, WalkIn, WalkInState
from escale.appointments.waits import Receiver, Span
from escale.places.models import Venue
from escale.scheduling.wall_clock import day_bounds

OPENS_BEFORE = timedelta(minutes=30)
"""How long before a permanence one may take a number: people come early."""
MEASURED_OVER = timedelta(days=28)
SOON = timedelta(days=14)
CALLED_FOR = timedelta(minutes=10)
"""How long the screen calls somebody who isn't noted as received."""


@dataclass(frozen=True, kw_only=True)
class Rank:
    """Somebody's place in the queue: how many are before her, and how long she will wait; None, beyond closing."""

    walk_in: WalkIn
    before: int
    wait: timedelta | None


@dataclass(frozen=True, kw_only=True)
class Queue:
    """The local day of one venue. `occurrences` are today's permanences where one comes without appointment, by hour.

    `average_wait` is that of the past weeks, None while too few people came.
    """

    venue: Venue
    on: date
    now: datetime
    occurrences: Sequence[PermanenceOccurrence]
    walk_ins: Sequence[WalkIn]
    receivers: Sequence[Receiver]
    length: timedelta
    average_wait: timedelta | None

    @property
    def current(self) -> list[PermanenceOccurrence]:
        """The permanences whose numbers are given now, those about to begin included."""
        return [each for each in self.occurrences if each.starts_at - OPENS_BEFORE <= self.now < each.ends_at]

    @property
    def is_open(self) -> bool:
        return bool(self.current)

    @property
    def closes_at(self) -> datetime | None:
        return max((each.ends_at for each in self.current), default=None)

    @property
    def waiting(self) -> list[WalkIn]:
        rows = [each for each in self.walk_ins if each.state == WalkInState.WAITING]
        return sorted(rows, key=lambda each: (not each.urgent, each.arrived_at, each.pk))

    @property
    def received(self) -> list[WalkIn]:
        """Those who are called or received now, the last called first."""
        return self._by_call(RECEIVED_NOW)

    @property
    def called(self) -> list[WalkIn]:
        """Those the screen calls now, the last called first."""
        since = self.now - CALLED_FOR
        return [each for each in self._by_call({WalkInState.CALLED}) if each.called_at and each.called_at > since]

    @property
    def finished(self) -> list[WalkIn]:
        """Those who are no longer there, the last first."""
        gone = [each for each in self.walk_ins if each.finished_at]
        return sorted(gone, key=lambda each: (each.finished_at or self.now, each.pk), reverse=True)

    @property
    def ranks(self) -> list[Rank]:
        """Everybody who waits, with her estimate."""
        waiting = self.waiting
        return [
            Rank(walk_in=each, before=before, wait=wait)
            for before, (each, wait) in enumerate(zip(waiting, self._waits(len(waiting)), strict=True))
        ]

    @property
    def next_wait(self) -> timedelta | None:
        """How long somebody who came in now would wait; None when not before closing."""
        return self._waits(len(self.waiting) + 1)[-1]

    def rank_of(self, walk_in: WalkIn) -> Rank | None:
        return next((rank for rank in self.ranks if rank.walk_in.pk == walk_in.pk), None)

    def _by_call(self, states: Collection[str]) -> list[WalkIn]:
        rows = [each for each in self.walk_ins if each.state in states]
        return sorted(rows, key=lambda each: (each.called_at or self.now, each.pk), reverse=True)

    def _waits(self, count: int) -> list[timedelta | None]:
        found = waits.starts(self.receivers, length=self.length, now=self.now)
        known: list[timedelta | None] = [start - self.now for start in islice(found, count)]
        return known + [None] * (count - len(known))


def read(venue: Venue, *, now: datetime) -> Queue:
    """The queue of one venue today."""
    return read_all([venue], now=now)[venue.pk]


def read_all(venues: Sequence[Venue], *, now: datetime) -> dict[int, Queue]:
    """The queue of each of these venues today, by venue. Six queries, however many venues and people."""
    if not venues:
        return {}
    days = {venue.pk: now.astimezone(venue.zone).date() for venue in venues}
    occurrences = _occurrences(venues, days, now=now)
    busy = _busy(occurrences, now=now)
    occurrences = [each for each in occurrences if not _is_absent(each, busy, now=now)]
    walk_ins = _walk_ins(venues, days)
    averages = WalkIn.objects.filter(venue__in=venues).averages(since=now - MEASURED_OVER)
    durations = _durations(occurrences)
    queues = {}
    for venue in venues:
        own = [each for each in occurrences if each.venue_id == venue.pk]
        there = [each for each in walk_ins if each.venue_id == venue.pk]
        waited, lasted = averages.get(venue.pk, (None, None))
        length = waits.typical_length(lasted, durations.get(venue.pk, []))
        queues[venue.pk] = Queue(
            venue=venue,
            on=days[venue.pk],
            now=now,
            occurrences=own,
            walk_ins=there,
            receivers=_receivers(own, there, busy, length=length, now=now),
            length=length,
            average_wait=waited,
        )
    return queues


def next_reception(venue: Venue, *, now: datetime) -> PermanenceOccurrence | None:
    """The next permanence there where one comes without appointment, on a day the venue is open."""
    coming = (
        _walk_in_occurrences([venue])
        .filter(starts_at__gt=now, starts_at__lt=now + SOON)
        .select_related("venue")
        .order_by("starts_at", "pk")
    )
    closures = list(_closures([venue], now.date(), (now + SOON).date() + timedelta(days=1)))
    return next((each for each in coming if not _is_closed(each, closures)), None)


def of_organization(organization: Organization, *, now: datetime) -> list[Queue]:
    """The queues of the organization's venues that receive without appointment today, or did: those open now first."""
    venues = list(Venue.objects.in_use().of_organization(organization).order_by("name", "pk"))
    held = [queue for queue in read_all(venues, now=now).values() if queue.occurrences or queue.walk_ins]
    return sorted(held, key=lambda queue: (not queue.is_open, queue.venue.name))


def _walk_in_occurrences(venues: Sequence[Venue]) -> OccurrenceQuerySet:
    return PermanenceOccurrence.objects.held().filter(
        venue__in=venues, permanence__reception__in=[Reception.WALK_IN, Reception.BOTH]
    )


def _occurrences(venues: Sequence[Venue], days: Mapping[int, date], *, now: datetime) -> list[PermanenceOccurrence]:
    """Today's, on the clock of each venue, unless the venue is closed."""
    bounds = [day_bounds(days[venue.pk], venue.zone) for venue in venues]
    rows = (
        _walk_in_occurrences(venues)
        .overlapping(min(each.start for each in bounds), max(each.end for each in bounds))
        .select_related("venue", "room", "adviser__adviser")
        .order_by("starts_at", "pk")
    )
    closures = list(_closures(venues, min(days.values()), max(days.values())))
    return [each for each in rows if _local_day(each) == days[each.venue_id] and not _is_closed(each, closures)]


def _closures(venues: Sequence[Venue], first: date, last: date) -> Iterable[Closure]:
    organizations = {venue.organization_id for venue in venues}
    return Closure.objects.filter(organization__in=organizations).touching(first, last).order_by("pk")


def _is_closed(occurrence: PermanenceOccurrence, closures: Sequence[Closure]) -> bool:
    on, venue = _local_day(occurrence), occurrence.venue
    return any(
        each.starts_on <= on <= each.ends_on
        and each.organization_id == venue.organization_id
        and each.venue_id in (None, venue.pk)
        for each in closures
    )


def _local_day(occurrence: PermanenceOccurrence) -> date:
    return occurrence.starts_at.astimezone(occurrence.venue.zone).date()


@dataclass(frozen=True)
class _Busy:
    """What keeps one adviser from receiving whoever comes: `away` when she isn't there at all."""

    span: Span
    away: bool


type _BusyByResource = Mapping[int, Sequence[_Busy]]


def _busy(occurrences: Sequence[PermanenceOccurrence], *, now: datetime) -> _BusyByResource:
    found: defaultdict[int, list[_Busy]] = defaultdict(list)
    if not occurrences:
        return found
    rows = (
        Commitment.objects.of_resources(sorted({each.adviser_id for each in occurrences}))
        .overlapping(now, max(each.ends_at for each in occurrences))
        .order_by("starts_at", "pk")
        .values_list("resource_id", "starts_at", "ends_at", "kind")
    )
    for resource_id, starts_at, ends_at, kind in rows:
        found[resource_id].append(_Busy((starts_at, ends_at), kind == CommitmentKind.ABSENCE))
    return found


def _is_absent(occurrence: PermanenceOccurrence, busy: _BusyByResource, *, now: datetime) -> bool:
    """Whether nothing is left of it: its adviser is away from now, or its beginning, to its end."""
    start = max(now, occurrence.starts_at)
    return any(
        each.away and each.span[0] <= start and each.span[1] >= occurrence.ends_at
        for each in busy.get(occurrence.adviser_id, [])
    )


def _walk_ins(venues: Sequence[Venue], days: Mapping[int, date]) -> list[WalkIn]:
    rows = WalkIn.objects.filter(venue__in=venues, on__in=set(days.values()))
    return [
        each for each in rows.with_everything_shown().order_by("arrived_at", "pk") if each.on == days[each.venue_id]
    ]


def _durations(occurrences: Sequence[PermanenceOccurrence]) -> dict[int, list[int]]:
    """The minutes of the reasons today's permanences carry, by venue."""
    venue_of = {each.permanence_id: each.venue_id for each in occurrences}
    found: defaultdict[int, list[int]] = defaultdict(list)
    carried = Reason.objects.in_use().filter(permanences__in=venue_of)
    for minutes, permanence_id in carried.order_by("pk").values_list("duration", "permanences"):
        if permanence_id in venue_of:
            found[venue_of[permanence_id]].append(minutes)
    return found


def _receivers(
    occurrences: Sequence[PermanenceOccurrence],
    walk_ins: Sequence[WalkIn],
    busy: _BusyByResource,
    *,
    length: timedelta,
    now: datetime,
) -> list[Receiver]:
    """Who receives, each free once whoever she called has been received."""
    free_at: defaultdict[int | None, datetime] = defaultdict(lambda: now)
    for each in walk_ins:
        if each.state in RECEIVED_NOW and each.called_at:
            ends_at = now + waits.left_of(each.called_at, length=length, now=now)
            free_at[each.adviser_id] = max(free_at[each.adviser_id], ends_at)
    return [
        Receiver(
            free_at=max(free_at[each.adviser.adviser_id], each.starts_at),
            closes_at=each.ends_at,
            busy=[row.span for row in busy.get(each.adviser_id, [])],
        )
        for each in occurrences
    ]
