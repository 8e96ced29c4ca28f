"""What only a browser can tell: the panel with and without JavaScript, focus, axe, width, and the content policy."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from escale.testing.browser import WIDTHS, OpenPage, page_problems

pytestmark = pytest.mark.browser

DARK = "rgb(11, 25, 30)"


@pytest.fixture(scope="module")
def live_server() -> Iterator[LiveServer]:
    """The interface alone. Started here because a server keeps the middlewares it was started with."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    floor = [name for name in settings.MIDDLEWARE if not name.startswith(("whitenoise.", "escale.accounts."))]
    with override_settings(
        MIDDLEWARE=floor, STORAGES={**settings.STORAGES, **plain}, ROOT_URLCONF="escale.ui.tests.urls"
    ):
        server = LiveServer("localhost")
        yield server
        server.stop()


def complaints(page: Page) -> list[str]:
    """What the console will complain of from now on, the content policy first of all."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.mark.parametrize("javascript", [True, False])
def test_a_choice_is_seen_at_once_and_remembered(open_page: OpenPage, javascript: bool):
    page = open_page(javascript=javascript)
    page.goto("/affichage/")
    if javascript:
        with page.expect_response("**/affichage/"):
            page.get_by_text("Sombres").click()
        page.goto("/composants/papier/")
    else:
        page.get_by_text("Sombres").click()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == DARK
        page.get_by_role("button", name="Garder ces réglages").click()
    assert page.locator("html[data-theme=dark]").count() == 1


def test_the_panel_opens_over_the_page_without_javascript(open_page: OpenPage):
    page = open_page(javascript=False)
    page.goto("/composants/")
    page.get_by_role("button", name="Affichage").first.click()
    assert page.get_by_role("dialog", name="Affichage").is_visible()


def test_the_summary_of_errors_has_the_focus_without_javascript(open_page: OpenPage):
    page = open_page(javascript=False)
    page.goto("/composants/")
    page.locator("[role=alert]:focus").wait_for()


def test_errors_received_in_place_take_the_focus(open_page: OpenPage):
    page = open_page()
    page.goto("/echange/")
    page.get_by_role("button", name="Envoyer").click()
    page.locator("[role=alert]:focus").wait_for()
    assert "Écrivez votre prénom." in page.locator("[role=alert]").inner_text()


def test_a_title_changed_in_place_takes_the_focus_and_is_announced(open_page: OpenPage):
    page = open_page()
    page.goto("/echange/")
    page.get_by_label("Votre prénom").fill("Lucette")
    page.get_by_role("button", name="Envoyer").click()
    page.locator("h2:focus").wait_for()
    assert page.locator("#annonce").inner_text() == "Prénom noté"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_button_that_needs_javascript_is_hidden_without_it(open_page: OpenPage, javascript: bool):
    page = open_page(javascript=javascript)
    page.goto("/composants/papier/")
    assert page.get_by_role("button", name="Imprimer").count() == int(javascript)


def test_the_length_of_a_message_follows_what_is_typed(open_page: OpenPage):
    page = open_page()
    page.goto("/composants/")
    page.get_by_label("Texte du SMS").fill("Bonjour {prenom}, à {heure}")
    assert page.locator("#sms-compte").inner_text() == "Mot inconnu : {heure}"
    page.get_by_label("Texte du SMS").fill("€" * 81)
    assert page.locator("#sms-compte").inner_text() == "162 signes avec un exemple : 2 SMS"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_choices_of_the_display_stand_in_one_row_or_one_column(open_page: OpenPage, width):
    page = open_page(width=width)
    page.goto("/affichage/")
    page.get_by_label("Grande", exact=True).check()
    for choices in page.locator(".seg").all():
        places = [choice.bounding_box() for choice in choices.locator("label").all()]
        assert 1 in [len({place[axis] for place in places if place}) for axis in ("x", "y")]


@pytest.mark.parametrize("path", ["/composants/", "/composants/travail/", "/composants/papier/", "/affichage/"])
def test_a_page_is_accessible_fits_its_width_and_breaks_no_policy(page: Page, path):
    heard = complaints(page)
    page.goto(path)
    assert page_problems(page, dark=WIDTHS[:2]) == []
    assert heard == []
