"""A real browser for the tests that need one: `page`, or `open_page(javascript=False, width=320, dark=True)`.

Skipped, with the reason, where no Chromium can be had: Playwright's own, or one of the machine.
"""

import os
import re
import shutil
import socket
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime
from functools import partial
from importlib.resources import files
from threading import Condition, Lock
from typing import Any

import pytest
import time_machine
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from escale.accounts.models import Membership
from escale.testing.cast import signed_in

WIDTHS = COMPUTER, TELEPHONE, NARROWEST = (1280, 390, 320)
HEIGHT = 900
# The shell first: the same engine without windows, a third of the work a page.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    # A page of ours asks nobody else anything: whatever does is answered that there is no such host.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    # Each page is left as soon as it is read: what makes a long visit faster costs more than it gives.
    "--js-flags=--no-opt --no-maglev --single-threaded-gc",
    # Pages of one context share a process: beside one that stays, a page begins in it.
    "--renderer-process-limit=1",
]
UNSEEN = "--force-gpu-mem-available-mb=1"
"""Nobody looks at the pictures of the tests' pages: with no room to keep any, hardly anything is drawn."""
AXE = files("pytest_playwright_axe").joinpath("resources", "axe.min.js")
AXE_PATH = "/static/axe.js"
"""Where the server of the tests gives it: put in a page as a text, it costs the browser twice as much."""
EMPTY_PATH = "/static/empty"
"""What the page that stays in a context shows."""
A_AND_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The rule of level AA asks for what level AAA does: one rule reads each text once, where two say the same.
ENOUGH = {"color-contrast": {"options": {"contrastRatio": {"normal": {"expected": 7}, "large": {"expected": 4.5}}}}}
RULES = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": A_AND_AA}, "checks": ENOUGH}
CONTRAST = {**RULES, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
READ = """rules => window.axe && axe.run(rules).then(found => found.violations.map(
    ({id, help, nodes}) => `${id}: ${help} — ${nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")}`
))"""
OVERFLOWS = """large => {
    const page = document.documentElement, before = page.dataset.size ?? "normal";
    if (large) page.dataset.size = "grand";
    const overflows = page.scrollWidth > page.clientWidth;
    if (large) page.dataset.size = before;
    return overflows;
}"""
PATIENCE = 15_000
"""Milliseconds a page may take on a busy machine."""

expect.set_options(timeout=PATIENCE)

type OpenPage = Callable[..., Page]


def chromium_of_the_machine() -> str | None:
    """Where the machine's Chromium is; None leaves the choice to Playwright, which may have its own."""
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session."""
    # Playwright runs an event loop in this thread; the tests' own queries beside it are meant.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(args=[*FLAGS, UNSEEN], executable_path=chromium_of_the_machine())
        except Error as problem:
            pytest.skip(f"no Chromium here: {problem.message.splitlines()[0]}")
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def _files_are_asked_for_once() -> Iterator[None]:
    """As in production. By the clock of the tests, which stands in the past, a browser would ask again at each page.

    Every browser asks for the same: each file is found and read once for all.
    """
    serve = StaticFilesHandler.get_response
    read = {AXE_PATH: (AXE.read_bytes(), "text/javascript"), EMPTY_PATH: (b"", "text/plain")}

    def kept(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        if request.path not in read:
            response = serve(handler, request)
            if not isinstance(response, FileResponse):
                return response
            with closing(response):
                read[request.path] = response.getvalue(), response["Content-Type"]
        content, kind = read[request.path]
        return HttpResponse(content, content_type=kind, headers={"Cache-Control": "max-age=315360000"})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "get_response", kept)
        yield


class Serving:
    """The connections the server of the browser tests has at this moment."""

    def __init__(self) -> None:
        self.changed = Condition()
        self.opened = 0
        self.open: set[socket.socket] = set()

    def begin(self, connection: socket.socket) -> None:
        with self.changed:
            self.opened += 1
            self.open.add(connection)
            self.changed.notify_all()

    def end(self, connection: socket.socket) -> None:
        with self.changed:
            self.open.remove(connection)
            self.changed.notify_all()

    def let_finish(self, host: str, port: int) -> None:
        """Let what was asked before this call be answered, then close the connections. Raises TimeoutError.

        One of our own comes last in the server's queue: once it is taken, all those before it are known. Nothing more
        is read from any of them but what it holds already, for a browser keeps its own open.
        """
        with self.changed:
            before = self.opened
        with socket.create_connection((host, port), timeout=PATIENCE / 1000):
            pass
        with self.changed:
            self.wait_until(lambda: self.opened > before)
            for connection in self.open:
                with suppress(OSError):  # closed a moment ago
                    connection.shutdown(socket.SHUT_RD)
            self.wait_until(lambda: not self.open)

    def wait_until(self, reached: Callable[[], bool]) -> None:
        if not self.changed.wait_for(reached, timeout=PATIENCE / 1000):
            raise TimeoutError("The server still serves a page of a test that ended.")


@pytest.fixture(scope="module")
def serving(live_server: Any, _files_are_asked_for_once: None) -> Iterator[Serving]:
    """Count the connections of the server, which may be one of the module's own; on SQLite, answer one at a time.

    There, all threads share one database in memory, whose tables a request locks for the others.
    """
    counted, server = Serving(), live_server.thread.httpd
    take, serve, application = server.process_request, server.process_request_thread, server.get_app()
    turn = Lock()

    def in_turn(*request: Any) -> Any:
        with turn:
            return application(*request)

    def taken(connection: socket.socket, *client: Any) -> None:
        counted.begin(connection)
        take(connection, *client)

    def served(connection: socket.socket, *client: Any) -> None:
        try:
            serve(connection, *client)
        finally:
            counted.end(connection)

    server.process_request, server.process_request_thread = taken, served
    if connection.vendor == "sqlite":
        server.set_app(in_turn)
    yield counted
    server.set_app(application)
    del server.process_request, server.process_request_thread


type Contexts = defaultdict[tuple[str, bool], list[BrowserContext]]


@pytest.fixture(scope="session")
def kept_contexts() -> Contexts:
    """Those no test uses now, by server and whether they run scripts: their style sheets and fonts are there already."""
    return defaultdict(list)


@pytest.fixture
def open_page(browser: Browser, live_server: Any, serving: Serving, kept_contexts: Contexts) -> Iterator[OpenPage]:
    """Open a page on the running site, in a context of its own: no cookie of another test.

    On SQLite the server's threads share the test's connection: what they do ends before the tables are emptied.
    """
    used = []

    def opened(*, javascript: bool = True, width: int = COMPUTER, dark: bool = False) -> Page:
        kept = kept_contexts[live_server.url, javascript]
        context = kept.pop() if kept else _new_context(browser, live_server.url, javascript=javascript)
        used.append((kept, context))
        page = context.new_page()
        if width != COMPUTER:
            page.set_viewport_size({"width": width, "height": HEIGHT})
        if dark:
            page.emulate_media(color_scheme="dark")
        return page

    yield opened
    for kept, context in used:
        forget(context)
        kept.append(context)
    serving.let_finish(live_server.thread.host, live_server.thread.port)


def _new_context(browser: Browser, url: str, *, javascript: bool) -> BrowserContext:
    context = browser.new_context(
        base_url=url,
        java_script_enabled=javascript,
        locale="fr-FR",
        viewport={"width": COMPUTER, "height": HEIGHT},
        color_scheme="light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    context.new_page().goto(EMPTY_PATH)
    return context


def forget(context: BrowserContext) -> None:
    """Close its pages but the empty one; nothing stays of what they kept, nor of what they were allowed."""
    context.set_offline(False)
    context.clear_permissions()
    empty, *others = context.pages
    for page in others:
        page.close()
    devtools = context.new_cdp_session(empty)
    devtools.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    devtools.detach()
    # The last thing: what a page still asks for would bring others.
    context.clear_cookies()


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


def accessibility_problems(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    """What axe finds wrong, one line a problem: A, AA, AAA contrast, best practices. Needs JavaScript."""
    # A style sheet still on its way would make it judge a page nobody sees.
    page.wait_for_load_state()
    found = page.evaluate(READ, rules)
    if found is None:
        page.add_script_tag(url=AXE_PATH)
        found = page.evaluate(READ, rules)
    return list(found)


def page_problems(page: Page, widths: Sequence[int] = WIDTHS, *, dark: Sequence[int] = ()) -> list[str]:
    """What axe finds at each of these widths, sideways scrolling, and contrast at those that are also seen in the dark.

    On the narrowest telephone, it may not scroll sideways in large letters either.

    Of two telephones axe reads on the narrowest: the other shows the same in the same colours, which
    `test_static_files.py` holds. One line a problem, beginning with the width in pixels. The page is neither loaded
    again nor left at another width.
    """
    before, problems = page.viewport_size, []
    for width in widths:
        if page.viewport_size != {"width": width, "height": HEIGHT}:
            page.set_viewport_size({"width": width, "height": HEIGHT})
        shows_the_same = min(widths) < width <= TELEPHONE
        found = [] if shows_the_same else accessibility_problems(page)
        found += ["scrolls sideways"] if overflows(page) else []
        found += ["in large letters, scrolls sideways"] if width == NARROWEST and overflows(page, large=True) else []
        if width in dark:
            page.emulate_media(color_scheme="dark")
            found += [f"dark, {problem}" for problem in accessibility_problems(page, CONTRAST)]
            page.emulate_media(color_scheme="light")
        problems += [f"{width} px: {problem}" for problem in found]
    if before:
        page.set_viewport_size(before)
    return problems


def overflows(page: Page, *, large: bool = False) -> bool:
    """Whether the page scrolls sideways, as it is or in large letters. Works without JavaScript in the page."""
    return bool(page.evaluate(OVERFLOWS, large))


def stand_on_one_line(page: Page, selector: str) -> bool:
    """Whether all that is seen of these elements shares a line."""
    boxes = page.locator(f"{selector}:visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.top, box.bottom])"
    )
    return max(top for top, _ in boxes) < min(bottom for _, bottom in boxes)


def press_until_focused(page: Page, role: str, name: str) -> None:
    """Press Tab until this control has the focus; the focus must always be seen."""
    target = page.get_by_role(role, name=re.compile(name)).first
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{name!r} can't be reached by keyboard")
