"""The answer of a search, found by roads that share nothing with the product: SQL multiranges, or a grid of minutes."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from escale.agenda.models import Closure, Commitment, PermanenceOccurrence
from escale.appointments.models import Reason

type Answer = set[tuple[datetime, int, int]]
"""Start, adviser, venue."""

MINUTE = timedelta(minutes=1)

MULTIRANGES = """
WITH opening AS (
    SELECT o.adviser_id, o.venue_id, range_agg(tstzrange(o.starts_at, o.ends_at)) AS hours
    FROM agenda_permanenceoccurrence o
    JOIN appointments_reason_permanences r ON r.permanence_id = o.permanence_id AND r.reason_id = %(reason)s
    WHERE o.canceled_at IS NULL AND o.starts_at >= %(start)s AND o.starts_at < %(end)s
    GROUP BY o.adviser_id, o.venue_id
), busy AS (
    SELECT c.resource_id, range_agg(tstzrange(c.starts_at, c.ends_at)) AS hours
    FROM agenda_commitment c
    WHERE c.resource_id IN (SELECT adviser_id FROM opening) AND c.starts_at < %(end)s AND c.ends_at > %(start)s
    GROUP BY c.resource_id
), closed AS (
    SELECT coalesce(range_agg(tstzrange(starts_on::timestamp AT TIME ZONE %(zone)s,
                                        (ends_on + 1)::timestamp AT TIME ZONE %(zone)s)), '{}') AS hours
    FROM agenda_closure WHERE organization_id = %(organization)s
), free AS (
    SELECT opening.adviser_id, opening.venue_id,
           unnest(opening.hours - coalesce(busy.hours, '{}') - closed.hours) AS hours
    FROM opening CROSS JOIN closed LEFT JOIN busy ON busy.resource_id = opening.adviser_id
)
SELECT s, adviser_id, venue_id FROM free,
    generate_series(lower(hours), upper(hours) - %(length)s, %(length)s) AS s
"""


def free_hours(reason: Reason, *, first: date, last: date, zone: ZoneInfo) -> Answer:
    """Every hour a reason without buffers, rounding or notice can be had, on those local days of one zone."""
    start, end = _midnight(first, zone), _midnight(last + timedelta(days=1), zone)
    if connection.vendor != "postgresql":
        return _by_minutes(reason, start, end, zone)
    asked: dict[str, Any] = {
        "reason": reason.pk,
        "organization": reason.organization_id,
        "start": start,
        "end": end,
        "zone": zone.key,
        "length": timedelta(minutes=reason.duration),
    }
    with connection.cursor() as cursor:
        cursor.execute(MULTIRANGES, asked)
        return set(cursor.fetchall())


def _by_minutes(reason: Reason, start: datetime, end: datetime, zone: ZoneInfo) -> Answer:
    """Walk every opening minute by minute: as many free in a row as the reason lasts make an hour."""
    busy: defaultdict[int, set[datetime]] = defaultdict(set)
    for resource_id, begins, ends in Commitment.objects.overlapping(start, end).values_list(
        "resource_id", "starts_at", "ends_at"
    ):
        busy[resource_id].update(_minutes(begins, ends))
    closed = {
        minute
        for closure in Closure.objects.of_organization(reason.organization)
        for minute in _minutes(_midnight(closure.starts_on, zone), _midnight(closure.ends_on + timedelta(days=1), zone))
    }
    answer: Answer = set()
    openings = PermanenceOccurrence.objects.held().filter(permanence__reasons=reason, starts_at__range=(start, end))
    for begins, ends, adviser_id, venue_id in openings.values_list("starts_at", "ends_at", "adviser_id", "venue_id"):
        row: list[datetime] = []
        for minute in _minutes(begins, ends):
            row = [] if minute in closed or minute in busy[adviser_id] else [*row, minute]
            if len(row) == reason.duration:
                answer.add((row[0], adviser_id, venue_id))
                row = []
    return answer


def _minutes(start: datetime, end: datetime) -> list[datetime]:
    return [start + n * MINUTE for n in range(int((end - start) / MINUTE))]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
