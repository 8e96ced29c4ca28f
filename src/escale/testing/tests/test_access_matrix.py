"""Every address answers each visitor as the matrix says, and looking at a page changes nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from escale.testing.access_matrix import matrix
from escale.testing.routes import Route, address, every_route
from escale.testing.world import VISITORS, World

CLOSED = frozenset({"sign-in", "403", "404", "410"})
WRITTEN_BY_LOOKING = (
    "django_session",
    "usersessions_usersession",
    "agenda_calendarfeed",
    "people_fileread",
    "statistics_release",
)
"""A visit is noted in its own session, a program's in the feed it reads, the reading of a file in its journal,
the opening of a shared link as a number; nothing else."""


def answer(response: HttpResponseBase) -> str:
    if response.status_code != 302:
        return str(response.status_code)
    to_sign_in = response["Location"].startswith(reverse(settings.LOGIN_URL))
    return "sign-in" if to_sign_in else "on"


@contextmanager
def undone() -> Iterator[None]:
    """What a request changes is forgotten before the next one, and how many requests there were."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def send(client: Client, world: World, route: Route, *, visitor: str, method: str) -> HttpResponseBase:
    url = address(route, world, visitor=visitor)
    return client.generic(method, url)


def test_every_address_has_its_row() -> None:
    assert {route.name for route in every_route()} - set(matrix()) == set()


def test_every_row_has_its_address() -> None:
    assert set(matrix()) - {route.name for route in every_route()} == set()


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_address_answers_as_the_matrix_says(visitor: str, world: World) -> None:
    expected = matrix()
    surprises = []
    browser = world.browsers(visitor)
    for route in every_route():
        if route.name not in expected:
            continue
        access = expected[route.name]
        with undone():
            got = answer(send(browser(), world, route, visitor=visitor, method=access.method))
        if got != access.answers[visitor]:
            surprises.append(f"{route.name} {access.method}: {got}, not {access.answers[visitor]}")
    assert surprises == []


@pytest.mark.parametrize("visitor", VISITORS)
def test_a_form_is_closed_to_whoever_its_page_is_closed_to(visitor: str, world: World) -> None:
    surprises = []
    browser = world.browsers(visitor)
    for route in every_route():
        access = matrix()[route.name]
        if access.method == "POST":
            continue
        with undone():
            got = answer(send(browser(), world, route, visitor=visitor, method="POST"))
        said = access.answers[visitor]
        if got.startswith("5") or (said in CLOSED and got not in {said, "405"}):
            surprises.append(f"{route.name}: {got}, though its page answers {said}")
    assert surprises == []


@pytest.mark.parametrize("visitor", VISITORS)
def test_looking_at_a_page_changes_nothing(visitor: str, world: World) -> None:
    written = []
    browser = world.browsers(visitor)
    for route in every_route():
        with undone():
            client = browser()
            url = address(route, world, visitor=visitor)
            with CaptureQueriesContext(connection) as seen:
                client.get(url)
        written += [
            f"{route.name}: {query['sql'][:100]}"
            for query in seen.captured_queries
            if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
            and not any(table in query["sql"] for table in WRITTEN_BY_LOOKING)
        ]
    assert written == []
