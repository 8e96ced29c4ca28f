"""The editor in a real browser, under its policy: a chronicle is written, illustrated, looked at, published."""

import pytest
from playwright.sync_api import Page, expect

from escale.accounts.models import Membership
from escale.media.models import Article
from escale.testing.browser import OpenPage, page_problems
from escale.writing.tests.pictures import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WATCH = """window.refused = [];
document.addEventListener("securitypolicyviolation",
    (event) => window.refused.push(`${event.effectiveDirective} ${event.sample}`));"""
PAUSE = 30_000
"""Milliseconds the editor may take to start on a busy machine."""


def refused(page: Page) -> list[str]:
    """What the policy of the page stopped since it was opened."""
    found: list[str] = page.evaluate("window.refused")
    return found


def test_a_chronicle_is_written_illustrated_looked_at_and_published(open_desk: OpenPage, adviser: Membership) -> None:
    picture(adviser, alt="Deux mains sur un clavier")
    page = open_desk()
    page.add_init_script(WATCH)
    page.goto("/equipe/redaction/chroniques/")
    assert refused(page) == []
    page.goto("/equipe/redaction/chroniques/add/")
    page.get_by_role("textbox", name="Titre").fill("Le jeudi des retraités")
    page.locator(".c-sf-add-button").first.click(timeout=PAUSE)
    page.get_by_role("option", name="Paragraphe").click()
    page.get_by_role("region", name="Paragraphe").get_by_role("textbox").click()
    page.keyboard.type("Ce matin, Odette a envoyé sa photo.")
    page.locator(".c-sf-add-button").last.click()
    page.get_by_role("option", name="Image").last.click()
    block = page.get_by_role("region", name="Image", exact=True)
    block.get_by_role("button", name="Choisir une image").click()
    page.get_by_role("link", name="Deux mains sur un clavier").click(timeout=PAUSE)
    expect(block.get_by_text("Deux mains sur un clavier")).to_be_visible()
    expect(block.locator("img[data-preview]")).to_be_visible()
    page.get_by_role("button", name="Afficher/masquer la prévisualisation").click()
    shown = page.frame_locator("iframe").first
    expect(shown.get_by_role("heading", level=1)).to_have_text("Le jeudi des retraités", timeout=PAUSE)
    assert refused(page) == []
    assert [frame for frame in page.frames if frame != page.main_frame and frame.evaluate("window.refused || []")] == []
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("publié")).to_be_visible(timeout=PAUSE)
    written = Article.objects.get()
    assert written.live
    assert list(written.authors.all()) == [adviser.user]
    assert [block.block_type for block in written.body] == ["paragraph", "picture"]


def test_the_pages_of_the_team_are_read_by_axe_at_every_width(open_desk: OpenPage, adviser: Membership) -> None:
    photo = picture(adviser)
    page, problems = open_desk(), list[str]()
    for address in ("/equipe/chroniques/", "/equipe/images/", f"/equipe/images/{photo.pk}/droits/"):
        page.goto(address)
        problems += [f"{address}: {problem}" for problem in page_problems(page, dark=[1280])]
    assert problems == []
