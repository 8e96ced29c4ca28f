"""What only a browser can tell: the panel with and without JavaScript, focus, axe, width, and the content policy."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]

DARK = "rgb(11, 25, 30)"

type Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright's synchronous API runs inside an event loop, where Django refuses the database by default.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The site's address. Started here because a server keeps the middlewares it was started with."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    floor = [name for name in settings.MIDDLEWARE if not name.startswith(("whitenoise.", "escale.accounts."))]
    with override_settings(
        MIDDLEWARE=floor, STORAGES={**settings.STORAGES, **plain}, ROOT_URLCONF="escale.ui.tests.urls"
    ):
        server = LiveServer("localhost")
        yield server.url
        server.stop()


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Opener]:
    """`opened("/page/")` opens a page of the site; what the console complains of fails the test."""
    contexts, complaints = [], []

    def opener(path: str, *, width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(site + path)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert complaints == []


def background(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_choice_is_seen_at_once_and_remembered(opened: Opener, javascript: bool):
    page = opened("/affichage/", java_script_enabled=javascript)
    main = page.locator("main")
    main.get_by_text("Sombres").click()
    if javascript:
        assert background(page) == DARK
        page.wait_for_load_state("networkidle")
        page.reload()
    else:
        main.get_by_role("button", name="Garder ces réglages").click()
    assert page.locator("html[data-theme=dark]").count() == 1


def test_the_panel_opens_over_the_page_without_javascript(opened: Opener):
    page = opened("/composants/", java_script_enabled=False)
    page.get_by_role("button", name="Affichage").first.click()
    assert page.get_by_role("dialog", name="Affichage").is_visible()


def test_the_summary_of_errors_has_the_focus_without_javascript(opened: Opener):
    page = opened("/composants/", java_script_enabled=False)
    assert page.locator("[role=alert]:focus").count() == 1


def test_buttons_that_need_javascript_are_hidden_without_it(opened: Opener):
    assert opened("/composants/").get_by_role("button", name="Imprimer").is_visible()
    assert opened("/composants/", java_script_enabled=False).get_by_role("button", name="Imprimer").count() == 0


def test_the_length_of_a_message_follows_what_is_typed(opened: Opener):
    page = opened("/composants/")
    page.get_by_label("Texte du SMS").fill("Bonjour {prenom}, à {heure}")
    assert page.locator("#sms-compte").inner_text() == "Mot inconnu : {heure}"
    page.get_by_label("Texte du SMS").fill("€" * 81)
    assert page.locator("#sms-compte").inner_text() == "162 signes avec un exemple : 2 SMS"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("path", ["/composants/", "/composants/travail/", "/composants/papier/", "/affichage/"])
def test_pages_have_no_accessibility_violation_and_never_scroll_sideways(opened: Opener, path, width, scheme):
    page = opened(path, width=width, color_scheme=scheme)
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
