"""What reads every page sees what is wrong with one: at one width only, or in the dark only."""

import pytest
from playwright.sync_api import Page

from escale.testing.browser import WIDTHS, page_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HTML = """<!doctype html><html lang="fr"><title>Essai</title><meta name="color-scheme" content="light dark">
<style>html { color: light-dark(#000, #fff); background: light-dark(#fff, #000) }
p { width: 350px; margin: 0; color: light-dark(#000, #444); background: light-dark(#fff, #000) }
@media (min-width: 1000px) { img { display: none } }</style>
<main><h1>Essai</h1><p>Ceci se lit le jour.</p><img src="data:,"></main></html>"""


def test_each_problem_is_told_at_the_width_and_in_the_light_it_shows(page: Page) -> None:
    page.set_content(HTML)
    found = [problem.split(" — ")[0].split(": ")[:2] for problem in page_problems(page, dark=WIDTHS[:1])]
    assert found == [
        ["1280 px", "dark, color-contrast"],
        ["390 px", "image-alt"],
        ["320 px", "image-alt"],
        ["320 px", "scrolls sideways"],
    ]
    assert page.viewport_size == {"width": 1280, "height": 900}


def test_contrast_is_read_once_for_all_telephones(page: Page) -> None:
    page.set_content('<html lang="fr"><title>Essai</title><main><h1 style="color: #999">Essai</h1></main></html>')
    found = [problem.split(": ")[:2] for problem in page_problems(page, dark=WIDTHS[1:2])]
    assert [where for where, what in found if what == "color-contrast"] == ["1280 px", "320 px"]
    assert ["390 px", "dark, color-contrast"] in found


def test_letters_are_held_to_the_contrast_of_level_aaa(page: Page) -> None:
    """Five and a half to one is enough for AA, and for large letters at AAA; seven to one is enough for all."""
    large, faint, firm = '<h2 style="color: #6a6a6a">Grand</h2>', '<p style="color: #6a6a6a">Pâle</p>', "<p>Net</p>"
    page.set_content(f'<html lang="fr"><title>Essai</title><main><h1>Essai</h1>{large}{faint}{firm}</main></html>')
    found = page_problems(page, WIDTHS[:1])
    assert len(found) == 1
    assert "color-contrast" in found[0]
    assert "Pâle" in found[0]
    assert "Grand" not in found[0]
