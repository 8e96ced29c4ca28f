"""Pages by cursor: what is added or changed while a program reads shifts nothing, and is read next time."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from escale.activity.models import ActivityRecord, ActivityRecordQuerySet

MOST = 500


class BadCursor(Exception):
    """A cursor we never gave."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """The rows of a page, the latest changed first; the cursors that lead on and back."""

    rows: list[ActivityRecord]
    total: int
    next: str | None
    prev: str | None


def changed(records: ActivityRecordQuerySet, *, since: datetime | None) -> QuerySet[ActivityRecord]:
    """With the instant each was last changed, as `modification`; those changed since then only."""
    dated = records.annotate(modification=Coalesce("changed_at", "created_at"))
    return dated.filter(modification__gte=since) if since else dated


def page(records: QuerySet[ActivityRecord], *, size: int, after: str | None, before: str | None) -> Page:
    """The page that follows a cursor, or comes before one; the first without either. Raises `BadCursor`."""
    total = records.count()
    back = before is not None and after is None
    asked = before if back else after
    found = records.filter(_beyond(asked, back=back)) if asked else records
    signs = ("modification", "pk") if back else ("-modification", "-pk")
    rows = list(found.order_by(*signs)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows.reverse()
    has_next, has_prev = (bool(asked), more) if back else (more, bool(asked))
    return Page(
        rows=rows,
        total=total,
        next=_cursor(rows[-1]) if has_next and rows else None,
        prev=_cursor(rows[0]) if has_prev and rows else None,
    )


def _beyond(cursor: str, *, back: bool) -> Q:
    at, pk = _read(cursor)
    side = "gt" if back else "lt"
    return Q(**{f"modification__{side}": at}) | Q(modification=at, **{f"pk__{side}": pk})


def _cursor(row: ActivityRecord) -> str:
    at: datetime = getattr(row, "modification")  # noqa: B009 - an annotation the stubs don't know
    return urlsafe_b64encode(f"{at.isoformat()}|{row.pk}".encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[datetime, int]:
    try:
        at, _, pk = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition("|")
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None or not 0 < int(pk) < 2**63:
            raise ValueError
        return moment.astimezone(UTC), int(pk)
    except (ValueError, OverflowError, binascii.Error) as problem:
        raise BadCursor from problem
