"""The least the same work can cost here: indexed range queries written by hand, plain Python, a view that does nothing."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from escale.appointments.models import Reason
from escale.operations.bench.oracle import Answer

type Spans = list[tuple[datetime, datetime]]

OPENINGS = """
SELECT o.starts_at, o.ends_at, o.adviser_id, o.venue_id FROM agenda_permanenceoccurrence o
JOIN appointments_reason_permanences r ON r.permanence_id = o.permanence_id
WHERE r.reason_id = %s AND o.canceled_at IS NULL AND o.starts_at >= %s AND o.starts_at < %s ORDER BY o.starts_at
"""
BUSY = """
SELECT c.starts_at, c.ends_at, c.resource_id FROM agenda_commitment c
WHERE c.resource_id IN ({}) AND c.ends_at > %s AND c.starts_at < %s ORDER BY c.starts_at
"""
# A column that is an expression keeps sqlite3 from parsing it by itself.
SQLITE_OPENINGS = OPENINGS.replace("o.starts_at, o.ends_at,", "o.starts_at || '', o.ends_at || '',", 1)
SQLITE_BUSY = BUSY.replace("c.starts_at, c.ends_at,", "c.starts_at || '', c.ends_at || '',", 1)


def free_hours(reason: Reason, start: datetime, end: datetime, closed: Spans) -> Answer:
    """Two range queries and one subtraction: no rule, no buffer, no travel, no room."""
    on_sqlite = connection.vendor == "sqlite"
    length = timedelta(minutes=reason.duration)
    openings: defaultdict[tuple[int, int], Spans] = defaultdict(list)
    busy: defaultdict[int, Spans] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(SQLITE_OPENINGS if on_sqlite else OPENINGS, [reason.pk, _bound(start), _bound(end)])
        for starts_at, ends_at, adviser, venue in _instants(cursor, on_sqlite):
            openings[adviser, venue].append((starts_at, ends_at))
        advisers = ",".join({str(adviser) for adviser, _ in openings})
        cursor.execute((SQLITE_BUSY if on_sqlite else BUSY).format(advisers), [_bound(start), _bound(end)])
        for starts_at, ends_at, adviser in _instants(cursor, on_sqlite):
            busy[adviser].append((starts_at, ends_at))
    return {
        (at, adviser, venue)
        for (adviser, venue), spans in openings.items()
        for at in _starts(spans, sorted([*busy[adviser], *closed]) if closed else busy[adviser], length)
    }


def _starts(openings: Spans, busy: Spans, length: timedelta) -> Iterator[datetime]:
    at, last = 0, len(busy)
    for start, end in openings:
        while at < last and busy[at][1] <= start:
            at += 1
        n = at
        while True:
            closes = busy[n][0] if n < last and busy[n][0] < end else end
            while start + length <= closes:
                yield start
                start += length
            if closes == end:
                break
            start = max(start, busy[n][1])
            n += 1


def _bound(instant: datetime) -> Any:
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(" ") if connection.vendor == "sqlite" else instant


def _instants(cursor: Any, as_text: bool) -> Iterator[tuple[Any, ...]]:
    rows = cursor.fetchall()
    if not as_text:
        return iter(rows)
    read = datetime.fromisoformat
    return ((read(start).replace(tzinfo=UTC), read(end).replace(tzinfo=UTC), *others) for start, end, *others in rows)
