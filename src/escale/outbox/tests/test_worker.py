from datetime import datetime
from threading import Event

import pytest
from django.db import DatabaseError

from escale.outbox import worker
from escale.outbox.catalogue import Catalogue, Rendered, catalogue
from escale.outbox.delivery import Outcome
from escale.outbox.tests.telling import TUESDAY, Truth


class Rounds:
    """Stands in for `deliver_due`: plays the outcomes given, then stops the worker."""

    def __init__(self, stop: Event, *outcomes: Outcome | Exception) -> None:
        self.stop, self.outcomes, self.at = stop, list(outcomes), list[datetime]()

    def __call__(self, *, now: datetime, catalogue: Catalogue, lease: object) -> Outcome:
        self.at.append(now)
        outcome = self.outcomes.pop(0)
        if not self.outcomes:
            self.stop.set()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    made: list[float] = []
    monkeypatch.setattr(Event, "wait", lambda self, seconds: made.append(seconds))
    return made


def run(monkeypatch: pytest.MonkeyPatch, *outcomes: Outcome | Exception) -> Rounds:
    stop = Event()
    rounds = Rounds(stop, *outcomes)
    monkeypatch.setattr(worker, "deliver_due", rounds)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    worker.run_forever(stop, catalogue={}, clock=lambda: TUESDAY)
    return rounds


def test_a_busy_worker_takes_no_rest_and_an_idle_one_waits(
    monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    rounds = run(monkeypatch, Outcome(sent=50), Outcome(postponed=1), Outcome())
    assert rounds.at == [TUESDAY] * 3
    assert pauses == [worker.IDLE_SECONDS]


def test_a_database_that_is_away_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, pauses: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    rounds = run(monkeypatch, DatabaseError("gone"), Outcome(sent=1))
    assert len(rounds.at) == 2
    assert pauses == [worker.DATABASE_AWAY_SECONDS]
    assert "gone" in caplog.text


def test_two_kinds_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="reminder"):
        catalogue([Truth().kind()], [Truth().kind()])


def test_a_catalogue_is_read_by_name() -> None:
    kind = Truth().kind()
    assert catalogue([kind]) == {"reminder": kind}
    assert Rendered(text="Bonjour").html == ""
