"""A real browser for the tests that need one: `page`, or `open_page(javascript=False, width=320, dark=True)`.

Skipped, with the reason, where no Chromium can be had: Playwright's own, or one of the machine.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from time import sleep
from typing import Any

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from escale.accounts.models import Membership
from escale.testing.cast import signed_in

WIDTHS = (1280, 390, 320)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}
PATIENCE = 15_000
"""Milliseconds a page may take on a busy machine."""

expect.set_options(timeout=PATIENCE)

type OpenPage = Callable[..., Page]


def own_chromium() -> str | None:
    """The machine's Chromium; its headless shell first: a whole browser costs three times the processor for the same page."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session."""
    # Playwright runs an event loop in this thread; the tests' own queries beside it are meant.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(args=FLAGS, executable_path=own_chromium())
        except Error as problem:
            pytest.skip(f"no Chromium here: {problem.message.splitlines()[0]}")
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[OpenPage]:
    """Open a page on the running site, in a context of its own: no cookie of another test."""
    contexts = []

    def opened(*, javascript: bool = True, width: int = 1280, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            locale="fr-FR",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    _let_the_server_finish()


def _let_the_server_finish() -> None:
    """On SQLite the server's threads share the test's connection: what they write ends before the tables are emptied."""
    for _ in range(PATIENCE // 20):
        if not connection.in_atomic_block:
            return
        sleep(0.02)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()


@pytest.fixture
def running_friday(now: datetime) -> Iterator[None]:
    """Friday 13 November 2026, 15 h 10 in Vitré, on a clock that runs: a browser waits."""
    with time_machine.travel(now, tick=True):
        yield


@pytest.fixture
def open_as(running_friday: None, open_page: OpenPage, live_server: Any) -> OpenPage:
    """As `open_page`, with the member given first signed in."""

    def opened(member: Membership, **how: Any) -> Page:
        session = signed_in(member).cookies["sessionid"].value
        page = open_page(**how)
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return opened


@pytest.fixture
def open_desk(open_as: OpenPage, adviser: Membership) -> OpenPage:
    """As `open_page`, with Maëlle signed in."""
    return partial(open_as, adviser)


def accessibility_problems(page: Page) -> list[str]:
    """What axe finds wrong, one line a problem: A, AA, AAA contrast, best practices. Needs JavaScript."""
    # A style sheet still on its way would make it judge a page nobody sees.
    page.wait_for_load_state()
    found = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    return [
        f"{problem['id']}: {problem['help']} — {' | '.join(node['html'][:160] for node in problem['nodes'][:3])}"
        for problem in found
    ]


def overflows(page: Page) -> bool:
    """Whether the page scrolls sideways. Works without JavaScript in the page."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
