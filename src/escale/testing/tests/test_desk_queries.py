"""Every page of the desk asks the base little: what it shows is read together, not list by list, nor row by row."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from escale.testing.access_matrix import matrix
from escale.testing.routes import Route, address, every_route
from escale.testing.world import World
from escale.ui import pdf

MOST = 12
LOOKING = ("adviser", "coordinator", "admin")
"""Who looks at a page: the first of them it is open to."""

MORE: Mapping[str, int] = MappingProxyType({})
"""The pages that ask more, and how many: this list only gets shorter."""

MARKS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")
"""The statements of a transaction ask nothing."""


@pytest.fixture(autouse=True)
def _no_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a sheet of paper shows is read before it is laid out, which takes a second."""

    def refuse(*_args: Any, **_more: Any) -> None:
        raise OSError

    monkeypatch.setattr(pdf, "lay_out", refuse)


def pages() -> Iterator[tuple[Route, str]]:
    """The pages of the desk, each with who looks at it."""
    for route in every_route():
        access = matrix()[route.name]
        visitor = next((name for name in LOOKING if access.answers[name] == "200"), None)
        if visitor and access.method == "GET" and route.name.startswith("desk:"):
            yield route, visitor


def asked_by(browser: Client, url: str) -> int:
    """How many queries a page asks."""
    asked: list[str] = []

    def noted(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        asked.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(noted):
        browser.get(url)
    return sum(not sql.startswith(MARKS) for sql in asked)


def test_each_page_of_the_desk_asks_twelve_queries_at_most(world: World) -> None:
    """One that asks more is looked at again: what a process keeps is read the first time."""
    browsers = {visitor: world.browser(visitor) for visitor in LOOKING}
    found = {}
    for route, visitor in pages():
        url, most = address(route, world, visitor=visitor), MORE.get(route.name, MOST)
        asked = asked_by(browsers[visitor], url)
        if asked > most and (again := asked_by(browsers[visitor], url)) > most:
            found[route.name] = again
    assert found == {}
