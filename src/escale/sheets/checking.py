"""Whether the addresses sheets lead to still answer: asked one by one from time to time, told to the team when one is dead."""

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings

from escale.fetching import asking
from escale.fetching.asking import Question
from escale.fetching.doors import Door
from escale.fetching.problems import CannotFetch, Obstacle
from escale.sheets import reading
from escale.sheets.models import ResourceSheet, SheetLink

log = logging.getLogger(__name__)

EVERY, AGAIN_AFTER, VOUCHED_FOR = timedelta(days=7), timedelta(hours=12), timedelta(days=30)
LEASE = timedelta(minutes=10)
TOLD_AFTER = timedelta(days=3)
"""A site is down for a night more often than for good."""
BATCH, AT_ONCE = 8, 4
LONGEST_SECONDS, MOST_BYTES = 10.0, 4096
LONGEST_ADDRESS, MOST_OF_A_SHEET = 500, 100
LOOKED_AT = 2000
"""Addresses read at each turn to find sites to ask: many of one site hold no other up."""


class LinkProblem(StrEnum):
    """Why an address leads nowhere."""

    GONE = "gone"
    BROKEN_DOWN = "broken_down"
    UNREACHABLE = "unreachable"
    FORBIDDEN = "forbidden"
    SLOW = "slow"
    UNSAFE = "unsafe"
    MOVED = "moved"


WORDS = {
    LinkProblem.GONE: "cette page n’existe plus",
    LinkProblem.BROKEN_DOWN: "ce site est en panne",
    LinkProblem.UNREACHABLE: "ce site ne répond pas",
    LinkProblem.FORBIDDEN: "cette adresse n’est pas celle d’un site public",
    LinkProblem.SLOW: "ce site est trop lent",
    LinkProblem.UNSAFE: "ce site n’est pas sûr : son certificat n’est plus bon",
    LinkProblem.MOVED: "cette page tourne en rond",
}
OBSTACLES = {
    Obstacle.UNREACHABLE: LinkProblem.UNREACHABLE,
    Obstacle.FORBIDDEN: LinkProblem.FORBIDDEN,
    Obstacle.SLOW: LinkProblem.SLOW,
    Obstacle.UNSAFE: LinkProblem.UNSAFE,
    Obstacle.MOVED: LinkProblem.MOVED,
}
"""A page too big or badly packed is there: that is all one asks of it."""


def note_all(*, now: datetime) -> int:
    """Write down the addresses of every sheet shown, and forget those it leads to no more; give how many are new."""
    known: dict[int, set[str]] = {}
    for link in SheetLink.objects.order_by("pk").values("sheet", "url"):
        known.setdefault(link["sheet"], set()).add(link["url"])
    added = 0
    for sheet in ResourceSheet.objects.published().order_by("pk").iterator(chunk_size=200):
        added += _note(sheet, known.pop(sheet.pk, set()), now=now)
    SheetLink.objects.filter(sheet__in=known).delete()
    return added


def check_due(*, now: datetime, limit: int = BATCH) -> int:
    """Ask the addresses that are due, one of each site at a time; give how many."""
    claimed = _claim(now=now, limit=limit)
    if not claimed:
        return 0
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        problems = list(pool.map(problem_of, [link.url for link in claimed]))
    for link, problem in zip(claimed, problems, strict=True):
        _write(link, problem, now=now)
    return len(claimed)


def vouch(link: SheetLink, *, now: datetime) -> None:
    """Somebody opened it and it works: some sites answer people alone."""
    SheetLink.objects.filter(pk=link.pk).update(
        problem="", failing_since=None, checked_at=now, due_at=now + VOUCHED_FOR
    )


def dead(links: Iterable[SheetLink], *, now: datetime) -> list[SheetLink]:
    """Those that have led nowhere for long enough to be told."""
    return [link for link in links if link.failing_since and link.failing_since <= now - TOLD_AFTER]


def problem_of(url: str) -> str:
    """Why an address leads nowhere, "" when it leads somewhere. Runs beside others, without the database."""
    question = Question(address=url, headers={"Accept": "text/html, */*;q=0.5"}, most_bytes=MOST_BYTES)
    try:
        answer = asking.fetch(question, door=Door.from_setting(settings.CALENDAR_HOSTS), seconds=LONGEST_SECONDS)
    except CannotFetch as problem:
        return OBSTACLES.get(problem.obstacle, "")
    except Exception:  # A site that answers what nobody foresaw must not keep the others from being asked.
        log.exception("link of a sheet")
        return LinkProblem.UNREACHABLE
    if answer.status in {404, 410}:
        return LinkProblem.GONE
    # Refusing a program (401, 403, 405, 429) is not being gone.
    return LinkProblem.BROKEN_DOWN if answer.status >= 500 else ""


def _note(sheet: ResourceSheet, known: set[str], *, now: datetime) -> int:
    said = set([url for url in reading.links_of(sheet) if len(url) <= LONGEST_ADDRESS][:MOST_OF_A_SHEET])
    if gone := known - said:
        SheetLink.objects.filter(sheet=sheet, url__in=gone).delete()
    new = [SheetLink(sheet=sheet, url=url, due_at=now) for url in sorted(said - known)]
    SheetLink.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _claim(*, now: datetime, limit: int) -> list[SheetLink]:
    """Take due addresses for this worker, of different sites: the UPDATE of a second one finds them taken."""
    due = SheetLink.objects.filter(due_at__lte=now)
    claimed: dict[str, SheetLink] = {}
    for link in due.order_by("due_at", "pk")[:LOOKED_AT]:
        site = urlsplit(link.url).netloc.lower()
        if len(claimed) == limit:
            break
        if site not in claimed and due.filter(pk=link.pk).update(due_at=now + LEASE):
            link.due_at = now + LEASE
            claimed[site] = link
    return list(claimed.values())


def _write(link: SheetLink, problem: str, *, now: datetime) -> None:
    held = SheetLink.objects.filter(pk=link.pk, due_at=link.due_at)
    if problem:
        held.update(
            checked_at=now,
            problem=problem,
            due_at=now + AGAIN_AFTER,
            failing_since=link.failing_since or now,
        )
    else:
        held.update(checked_at=now, problem="", failing_since=None, due_at=now + EVERY)
