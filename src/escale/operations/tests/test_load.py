"""A crowd of visitors is measured by what each of them got: nothing refused, nothing lost, nothing given twice."""

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from escale.operations.bench import load, races
from escale.portal.answers import Answers
from escale.portal.steps import Journey

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.usefixtures("serving")]


def alone[T](work: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: the browser of other tests keeps a loop of events in ours."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest.fixture
def plan() -> Iterator[load.Plan]:
    ground = races.ground("affluence", now=timezone.now())
    with override_settings(TRUSTED_PROXIES=1):
        yield load.Plan(ground, Journey(reason=ground.reason, answers=Answers()), ground.starts(40))


def test_whoever_reads_and_whoever_books_is_answered(
    plan: load.Plan, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "READERS", 3)
    monkeypatch.setattr(load, "BOOKERS", 3)
    monkeypatch.setattr(load, "IDLE", 1)
    monkeypatch.setattr(load, "BETWEEN_PAGES", (0.1, 0.3))
    monkeypatch.setattr(load, "BETWEEN_STEPS", (0.1, 0.3))
    port = int(live_server.url.rpartition(":")[2])

    got = alone(load.everybody(port, [plan], 2))

    figures = {figure.metric: figure for figure in load.figures(got, [plan.ground], 2)}
    assert figures["answers that are errors, of all"].value == 0
    assert figures["appointments noted"].value >= 1
    assert figures["appointments noted and not kept"].value == 0
    assert figures["hours given twice"].value == 0


def test_a_page_that_is_not_there_is_an_error(plan: load.Plan, live_server: LiveServer) -> None:
    port = int(live_server.url.rpartition(":")[2])
    lost = alone(load.ask(port, "/nulle-part/", address="10.0.0.1"))
    closed = alone(load.ask(1, "/", address="10.0.0.1"))
    assert (lost.status, closed.status) == (404, 0)
    answered = load.Crowd(read=[lost, closed], idle=[lost], pressed=[lost])
    assert load.figures(answered, [plan.ground], 1)[1].value == 3
