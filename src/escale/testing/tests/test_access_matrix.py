"""Every address answers each visitor as the matrix says with valid HTML, and looking at a page changes nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.template import loader
from django.urls import reverse

from escale.portal.obligations import source
from escale.testing.access_matrix import CLOSED, matrix
from escale.testing.routes import address, every_route
from escale.testing.valid_html import html_problems, validator
from escale.testing.world import VISITORS, World
from escale.ui import errors, pdf

WRITTEN_BY_LOOKING = (
    "django_session",
    "usersessions_usersession",
    "agenda_calendarfeed",
    "people_fileread",
    "statistics_release",
    "wagtailadmin_editingsession",
    "publishing_rendition",
)
"""A visit is noted in its own session, a program's in the feed it reads, the reading of a file in its journal,
the opening of a shared link as a number, who is in a text beside its other authors,
a picture in the size first asked for; nothing else."""


WITH_PAGES_OF_THEIR_OWN = ("anonymous", "link", "admin", "front_desk")
"""The visitors whose pages the validator reads: those of the others are made of the same pieces."""

WRITTEN_BY_WAGTAIL = "/equipe/redaction/"

KEPT: dict[Any, Any] = {}


def once(make: Callable[..., Any], *, known_by: Callable[..., Any]) -> Callable[..., Any]:
    """As `make`, but what was made of the same is given again, to whichever test asks."""

    def kept(*given: Any, **more: Any) -> Any:
        key = make, known_by(*given, **more)
        if key not in KEPT:
            KEPT[key] = make(*given, **more)
        return KEPT[key]

    return kept


@pytest.fixture(autouse=True)
def _each_file_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """How a sheet of paper looks is for other tests: the first one is laid out, and given to whoever asks for one.

    So are the pages that say no, of which most addresses answer most visitors one: each is written once.
    """

    def any_sheet(*_given: Any, **_more: Any) -> str:
        return ""

    def same_words(template_name: str, context: dict[str, Any]) -> tuple[str, bool]:
        return template_name, context["in_workspace"]

    monkeypatch.setattr(pdf, "lay_out", once(pdf.lay_out, known_by=any_sheet))
    monkeypatch.setattr(pdf, "written", once(pdf.written, known_by=any_sheet))
    monkeypatch.setattr(source, "archive", once(source.archive, known_by=any_sheet))
    written = once(loader.render_to_string, known_by=same_words)
    monkeypatch.setattr(errors, "loader", SimpleNamespace(render_to_string=written))
    monkeypatch.setattr(errors, "typo_html", once(errors.typo_html, known_by=str))


def answer(response: HttpResponseBase) -> str:
    if response.status_code != 302:
        return str(response.status_code)
    to_sign_in = response["Location"].startswith(reverse(settings.LOGIN_URL))
    return "sign-in" if to_sign_in else "on"


@contextmanager
def undone() -> Iterator[None]:
    """What a request changes is forgotten before the next one."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Written(list[str]):
    """The statements that wrote something, elsewhere than where a visit is noted."""

    def __call__(self, execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not any(table in sql for table in WRITTEN_BY_LOOKING):
            self.append(sql)
        return execute(sql, *given)


def test_every_address_has_its_row() -> None:
    assert {route.name for route in every_route()} - set(matrix()) == set()


def test_every_row_has_its_address() -> None:
    assert set(matrix()) - {route.name for route in every_route()} == set()


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_address_answers_as_the_matrix_says_and_looking_changes_nothing(
    visitor: str, world: World, tmp_path: Path
) -> None:
    expected = matrix()
    surprises = []
    pages = {}
    browser = world.browsers(visitor)
    for route in every_route():
        access = expected.get(route.name)
        if access is None or not access.is_asked_by(visitor):
            continue
        for method in access.methods(visitor):
            with undone():
                client, url = browser(), address(route, world, visitor=visitor)
                with connection.execute_wrapper(written := Written()):
                    response = client.generic(method, url)
            got = answer(response)
            if method == access.method and got != access.answers[visitor]:
                surprises.append(f"{route.name} {method}: {got}, not {access.answers[visitor]}")
            if method == "GET":
                surprises += [f"{route.name} writes: {sql[:100]}" for sql in written]
                if not url.startswith(WRITTEN_BY_WAGTAIL) and not response.streaming:
                    pages[route.name] = response.content
    assert surprises == []
    # How a page is written doesn’t depend on the database.
    if visitor in WITH_PAGES_OF_THEIR_OWN and connection.vendor == "sqlite" and validator():
        assert html_problems(pages, tmp_path) == []
        assert len(list(tmp_path.iterdir())) > 10


@pytest.mark.parametrize("visitor", VISITORS)
def test_a_form_is_closed_to_whoever_its_page_is_closed_to(visitor: str, world: World) -> None:
    surprises = []
    browser = world.browsers(visitor)
    for route in every_route():
        access = matrix()[route.name]
        if access.method == "POST" or not access.is_sent_by(visitor):
            continue
        with undone():
            client, url = browser(), address(route, world, visitor=visitor)
            got = answer(client.generic("POST", url))
        said = access.answers[visitor]
        if got.startswith("5") or (said in CLOSED and got not in {said, "405"}):
            surprises.append(f"{route.name}: {got}, though its page answers {said}")
    assert surprises == []
