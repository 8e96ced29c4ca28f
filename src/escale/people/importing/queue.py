"""Lists brought, moved forward one at a time: the rows are the queue, a lease each keeps two processes off the same one."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError

from escale.people.models import ImportState
from escale.spreadsheets import UnreadableFile

log = logging.getLogger(__name__)

WORKED_ON = (ImportState.READING, ImportState.WRITING)


@dataclass(frozen=True, kw_only=True)
class Queue:
    """The lists of one kind: how one is read or written, and what is said of one that can't be.

    `name` is said in logs and leases. A lease lasts `seconds`, and is taken again every `step` lines.
    """

    name: str
    model: Any
    seconds: int
    step: int
    lost: str
    work: Callable[[Any, datetime], object]
    refuse: Callable[[Any, str, datetime], object]

    def advance(self, *, now: datetime) -> int:
        """Move forward every list that waits to be read or written; give how many. For the worker."""
        waiting = self.model.objects.filter(state__in=WORKED_ON).order_by("made_at", "pk")
        return sum(self._worked(pk, now=now) for pk in waiting.values_list("pk", flat=True))

    def now_if_small[Brought](self, brought: Brought, *, most: int, now: datetime) -> Brought:
        """The list as it stands, moved forward at once when it has no more bytes than that."""
        row: Any = brought
        if len(row.content) <= most:
            self._worked(row.pk, now=now)
        row.refresh_from_db()
        return brought

    def alive[Line](self, brought: Any, read: Iterator[Line]) -> Iterator[Line]:
        """The same lines; on the way, the lease is kept and how far one is gets written."""
        for count, line in enumerate(read, start=1):
            if not count % self.step:
                cache.touch(self._lease(brought.pk), self.seconds)
                self.model.objects.filter(pk=brought.pk).update(done=count)
            yield line

    def _lease(self, pk: int) -> str:
        return f"{self.name}-{pk}"

    def _worked(self, pk: int, *, now: datetime) -> bool:
        """Read or write one list, unless another process does. What was killed is taken up again when its lease is over."""
        if not cache.add(self._lease(pk), 1, self.seconds):
            return False
        try:
            brought = self.model.objects.select_related("organization").one(pk=pk, state__in=WORKED_ON)
            if brought is not None:
                self._work(brought, now=now)
        finally:
            cache.delete(self._lease(pk))
        return True

    def _work(self, brought: Any, *, now: datetime) -> None:
        try:
            self.work(brought, now)
        except UnreadableFile as problem:
            self.refuse(brought, problem.sentence, now)
        except DatabaseError:
            raise
        # Whatever a hostile file makes fail, the worker has other lists to read, and this one must not come back for ever.
        except Exception:
            log.exception("%s %s", self.name, brought.pk)
            self.refuse(brought, self.lost, now)
