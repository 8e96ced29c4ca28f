"""The help with using the site, in a real browser: by keyboard, without JavaScript, at three widths, read by axe."""

import re

import pytest
from playwright.sync_api import Page, expect

from escale.feedback.models import PageOpinion
from escale.testing.browser import WIDTHS, OpenPage, page_problems, press_until_focused

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _set_up(settings, reception) -> None:
    settings.PUBLIC_PHONE = "+33261910512"


def overlaps(page: Page) -> bool:
    """Whether what has the focus is hidden by the head of the page."""
    return bool(
        page.evaluate(
            """() => {
                const { x, y, width, height } = document.activeElement.getBoundingClientRect();
                const there = document.elementFromPoint(x + width / 2, y + Math.min(height / 2, 20));
                return there.closest('.site-head') !== null && !document.activeElement.closest('.site-head');
            }"""
        )
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_the_telephone_stays_on_screen_and_hides_nothing_that_has_the_focus(open_page: OpenPage, width: int) -> None:
    page = open_page(width=width)
    page.goto("/mots-difficiles/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(".site-head .help")).to_be_in_viewport(ratio=1)
    for _ in range(6):
        page.keyboard.press("Shift+Tab")
        assert not overlaps(page)


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (320, False)])
def test_two_taps_say_that_a_page_did_not_help(open_page: OpenPage, width: int, javascript: bool) -> None:
    page = open_page(width=width, javascript=javascript)
    page.goto("/lieux/")
    page.locator("#avis summary").click()
    page.get_by_role("button", name="Je ne comprends pas les mots").click()
    if javascript:
        expect(page.locator("#avis-titre:focus")).to_contain_text("Merci. Votre réponse est notée")
        page.get_by_text("Ajouter un mot").click()
    page.get_by_label("Qu’est-ce qui vous a manqué ?").fill("Trop de mots")
    page.get_by_role("button", name="Envoyer ce mot").click()
    expect(page.get_by_text("Merci. Nous lisons chaque mot.")).to_be_visible()
    assert page.url.endswith("/lieux/")
    kept = PageOpinion.objects.get()
    assert (kept.page, kept.answer, kept.words) == ("/lieux/", "unclear", "Trop de mots")


def test_a_hard_word_opens_and_closes_by_keyboard_without_javascript(open_page: OpenPage) -> None:
    page = open_page(javascript=False, width=320)
    page.goto("/donnees-personnelles/")
    press_until_focused(page, "button", "^CNIL")
    page.keyboard.press("Enter")
    expect(page.locator("#mot-cnil")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(page.locator("#mot-cnil")).to_be_hidden()


def test_an_exercise_is_done_without_javascript_by_keyboard_on_a_narrow_screen(open_page: OpenPage) -> None:
    page = open_page(javascript=False, width=320)
    page.goto("/entrainement/")
    press_until_focused(page, "link", "2. Chercher un atelier")
    page.keyboard.press("Enter")
    press_until_focused(page, "link", "Commencer l’exercice")
    page.keyboard.press("Enter")
    press_until_focused(page, "textbox", "Ce que je cherche")
    page.keyboard.type("mes fotos")
    page.keyboard.press("Enter")
    press_until_focused(page, "button", "Envoyer une photo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Ce n’est pas cet atelier.")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("button", name=re.compile("médiathèque de La Guerche")).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bravo, c’est réussi")


@pytest.mark.parametrize(
    "path",
    [
        "/mots-difficiles/",
        "/bienvenue/",
        "/bienvenue/ar/",
        "/entrainement/",
        "/entrainement/5/2/",
        "/entrainement/feuille/",
    ],
)
def test_a_page_is_accessible_and_fits_its_width(page: Page, path: str) -> None:
    page.goto(path)
    page.locator(".in-brief summary").click()
    page.locator("#avis summary").click() if page.locator("#avis").count() else None
    assert page_problems(page, dark=WIDTHS[:1]) == []
