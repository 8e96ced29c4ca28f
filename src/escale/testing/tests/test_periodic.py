"""The loop that runs what is due: one task that breaks holds no other, and is tried again."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Event

import pytest

from escale import periodic
from escale.periodic import PAUSE_AFTER_PROBLEM, Task

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)


class Clock:
    """An instant that goes on by itself, minute by minute, until the day is over."""

    def __init__(self, stop: Event, *, minutes: int) -> None:
        self.now, self.ends, self.stop = NOON, NOON + timedelta(minutes=minutes), stop

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        if self.now >= self.ends:
            self.stop.set()
        return self.now


def test_a_task_that_breaks_is_tried_again_later_and_holds_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periodic, "TICK_SECONDS", 0)
    monkeypatch.setattr(periodic, "close_old_connections", lambda: None)
    monkeypatch.setattr(periodic.connections, "close_all", lambda: None)
    broken: list[datetime] = []
    done: list[datetime] = []

    def breaks(*, now: datetime) -> None:
        broken.append(now)
        raise KeyError("a mistake of ours")

    def works(*, now: datetime) -> None:
        done.append(now)

    stop = Event()
    tasks = {"breaks": Task(timedelta(days=1), breaks), "works": Task(timedelta(minutes=2), works)}
    periodic.run_forever(stop, tasks=tasks, clock=Clock(stop, minutes=20))
    assert len(done) >= 5
    assert len(broken) > 1
    assert all(later - sooner >= PAUSE_AFTER_PROBLEM for sooner, later in pairwise(broken))
