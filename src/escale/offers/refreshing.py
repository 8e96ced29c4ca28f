"""Reading the sources that are due: claim, ask, understand, write. Any number of workers may do it at once."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F

from escale.offers import asking, reading, twins, writing
from escale.offers.asking import Content, Request
from escale.offers.formats.choice import LISTS
from escale.offers.models import LEASE, Source, SourceKind, SourceProblem, SourceQuerySet
from escale.offers.problems import CannotRead
from escale.offers.reading import Reading, Wish

log = logging.getLogger(__name__)

EVERY, LISTS_EVERY = timedelta(hours=1), timedelta(days=1)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=15), timedelta(days=1)
STALE_AFTER, FORGOTTEN_AFTER = timedelta(days=7), timedelta(days=30)
"""For how long the offers of a source that fails stay on the public site; and how long they are kept at all."""
BATCH, AT_ONCE = 8, 4


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a source answered: a reading, None when nothing changed; and its version."""

    reading: Reading | None
    content: Content


def read_due(*, now: datetime, limit: int = BATCH) -> int:
    """Read the sources that are due, several at once; give how many. One that fails keeps what was read before."""
    claimed = _claim(now=now, limit=limit)
    if not claimed:
        return 0
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        answers = list(pool.map(_ask, claimed, [now] * len(claimed)))
    for source, answer in zip(claimed, answers, strict=True):
        if isinstance(answer, SourceProblem):
            _fail(source, answer, now=now)
        else:
            _write(source, answer, now=now)
    return len(claimed)


def wish_of(source: Source) -> Wish:
    return Wish(
        kind=SourceKind(source.kind), around=source.around, within_km=source.within_km, words=dict(source.words)
    )


def _claim(*, now: datetime, limit: int) -> list[Source]:
    """Take due sources for this worker: the UPDATE of a second one finds them taken."""
    due = Source.objects.due(now=now)
    claimed = []
    for source in due.order_by("due_at", "pk")[:limit]:
        if due.filter(pk=source.pk).update(due_at=now + LEASE, read_started_at=now):
            source.due_at = now + LEASE
            claimed.append(source)
    return claimed


def _ask(source: Source, now: datetime) -> Answer | SourceProblem:
    """Ask where the offers are, and understand them. Runs beside others, without the database."""
    # A calendar is always read whole: its series are only written for the months ahead, which move on.
    known = source.kind != SourceKind.CALENDAR
    try:
        content = asking.ask(
            Request(
                url=source.url,
                kind=SourceKind(source.kind),
                etag=source.etag if known else "",
                last_modified=source.last_modified if known else "",
            )
        )
        if content.body is None:
            return Answer(reading=None, content=content)
        zone = ZoneInfo(settings.DEFAULT_TIME_ZONE)
        return Answer(reading=reading.read(content.body, wish_of(source), now=now, zone=zone), content=content)
    except CannotRead as problem:
        return problem.problem
    except Exception:  # A site that answers what nobody foresaw must not keep the others from being read.
        log.exception("source %s", source.pk)
        return SourceProblem.UNREADABLE


@transaction.atomic
def _write(source: Source, answer: Answer, *, now: datetime) -> None:
    current = _as_claimed(source).locked().get_or_none()
    if current is None:
        return
    read = answer.reading
    counts = (
        {"left_out": read.left_out, "own_count": read.own_count, "unknown_words": read.unknown_words} if read else {}
    )
    _as_claimed(source).update(
        read_at=now,
        due_at=now + (LISTS_EVERY if source.kind in LISTS else EVERY),
        problem="",
        failing_since=None,
        failures=0,
        stale_at=None,
        etag=answer.content.etag,
        last_modified=answer.content.last_modified,
        **counts,
    )
    if read is None:
        writing.forget_over(current, now=now)
    else:
        writing.write(current, read.offers, now=now)
    twins.match(current, now=now)


@transaction.atomic
def _fail(source: Source, problem: SourceProblem, *, now: datetime) -> None:
    """Say why, and come back later and later; what has failed for a week is shown no more."""
    since = source.failing_since or now
    is_stale = now - since >= STALE_AFTER
    changed = _as_claimed(source).update(
        problem=problem,
        failing_since=since,
        failures=F("failures") + 1,
        due_at=now + min(FIRST_PAUSE * 2 ** min(source.failures, 10), LONGEST_PAUSE),
        stale_at=(source.stale_at or now) if is_stale else None,
    )
    if changed and is_stale:
        twins.release(source)
    if changed and now - since >= FORGOTTEN_AFTER:
        source.offers.all().delete()


def _as_claimed(source: Source) -> SourceQuerySet:
    """The source this worker holds: not one removed, corrected, or asked for again while it was read."""
    return Source.objects.filter(pk=source.pk, due_at=source.due_at)
