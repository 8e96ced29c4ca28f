"""What reads every page sees what is wrong with one: at one width only, or in the dark only. No test sees another's."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from escale.testing.browser import AXE_PATH, EMPTY_PATH, WIDTHS, OpenPage, forget, page_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HTML = """<!doctype html><html lang="fr"><title>Essai</title><meta name="color-scheme" content="light dark">
<style>html { color: light-dark(#000, #fff); background: light-dark(#fff, #000) }
[data-size="grand"] h1 { width: 340px }
p { width: 350px; margin: 0; color: light-dark(#000, #444); background: light-dark(#fff, #000) }
@media (min-width: 1000px) { img { display: none } }</style>
<main><h1>Essai</h1><p>Ceci se lit le jour.</p><img src="data:,"></main></html>"""


def show(page: Page, html: str) -> None:
    """In place of something of the site: what reads the page comes from there."""
    page.goto(AXE_PATH)
    page.set_content(html)


def test_each_problem_is_told_at_the_width_and_in_the_light_it_shows(page: Page) -> None:
    show(page, HTML)
    found = [problem.split(" — ")[0].split(": ")[:2] for problem in page_problems(page, dark=WIDTHS[:1])]
    assert found == [
        ["1280 px", "dark, color-contrast"],
        ["320 px", "image-alt"],
        ["320 px", "scrolls sideways"],
        ["320 px", "in large letters, scrolls sideways"],
    ]
    assert page.viewport_size == {"width": 1280, "height": 900}


def test_large_letters_are_tried_on_the_narrowest_telephone_alone(page: Page) -> None:
    show(page, HTML.replace("p { width: 350px;", "p {"))
    found = page_problems(page)
    assert [problem for problem in found if "sideways" in problem] == ["320 px: in large letters, scrolls sideways"]
    assert page.locator("html[data-size=normal]").count() == 1


def test_a_telephone_is_read_when_none_is_narrower_and_in_the_dark_in_any_case(page: Page) -> None:
    show(page, '<html lang="fr"><title>Essai</title><main><h1 style="color: #999">Essai</h1></main></html>')
    found = [problem.split(" — ")[0].split(": ")[:2] for problem in page_problems(page, dark=WIDTHS[1:2])]
    assert [where for where, what in found if what == "color-contrast"] == ["1280 px", "320 px"]
    assert ["390 px", "dark, color-contrast"] in found
    assert any(problem.startswith("390 px: color-contrast") for problem in page_problems(page, WIDTHS[:2]))


def test_letters_are_held_to_the_contrast_of_level_aaa(page: Page) -> None:
    """Five and a half to one is enough for AA, and for large letters at AAA; seven to one is enough for all."""
    large, faint, firm = '<h2 style="color: #6a6a6a">Grand</h2>', '<p style="color: #6a6a6a">Pâle</p>', "<p>Net</p>"
    show(page, f'<html lang="fr"><title>Essai</title><main><h1>Essai</h1>{large}{faint}{firm}</main></html>')
    found = page_problems(page, WIDTHS[:1])
    assert len(found) == 1
    assert "color-contrast" in found[0]
    assert "Pâle" in found[0]
    assert "Grand" not in found[0]


def test_a_context_is_given_again_with_nothing_in_it(open_page: OpenPage) -> None:
    """Neither cookie, nor what a page keeps, nor what it was allowed, nor its being cut off."""
    page = open_page()
    page.goto(AXE_PATH)
    page.evaluate("document.cookie = 'a=1'; localStorage.setItem('a', '1'); sessionStorage.setItem('a', '1')")
    page.context.grant_permissions(["geolocation"])
    page.context.new_page()
    page.context.set_offline(True)
    forget(page.context)
    assert [urlsplit(left.url).path for left in page.context.pages] == [EMPTY_PATH]
    again = page.context.new_page()
    again.goto(AXE_PATH)
    assert again.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]
    assert again.evaluate("navigator.permissions.query({name: 'geolocation'}).then(one => one.state)") != "granted"
