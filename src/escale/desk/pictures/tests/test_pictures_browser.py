"""What only a browser can tell of signed sheets: axe, widths, a logo and a photo without JavaScript, less ink at once."""

import pytest
from playwright.sync_api import Page, expect

from escale.desk.settings.tests.acting import address
from escale.desk.settings.tests.test_browser import enter
from escale.publishing import identities
from escale.publishing.rendering.tests.sources import image
from escale.testing import publicity
from escale.testing.browser import OpenPage, page_problems
from escale.testing.cast import Reception

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOGO = {"name": "logo.png", "mimeType": "image/png", "buffer": image((300, 150), "navy")}
PHOTO = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": image((900, 600), "green", "JPEG")}


def test_the_pages_are_accessible_and_fit(page: Page, reception: Reception):
    organization = reception.adviser.organization
    kit = publicity.kit(organization)
    identities.change(organization, color="#7a1f5c", partners="Avec le CCAS")
    enter(page, reception)
    found: list[str] = []
    for where in (address("settings-identity"), address("kit-pictures", kit.pk), address("kit-poster", kit.pk)):
        page.goto(where)
        found += [f"{where}: {problem}" for problem in page_problems(page)]
    assert found == []


def test_less_ink_is_seen_at_once(page: Page, reception: Reception):
    kit = publicity.kit(reception.adviser.organization)
    enter(page, reception).goto(address("kit-poster", kit.pk))
    expect(page.locator(".poster .top")).to_have_css("background-color", "rgb(10, 52, 62)")
    page.get_by_label("Moins d’encre").press("Space")
    expect(page.locator(".poster .top")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_a_logo_and_a_photo_are_brought_without_javascript(open_page: OpenPage, reception: Reception):
    kit = publicity.kit(reception.adviser.organization)
    page = enter(open_page(javascript=False), reception)
    page.goto(address("settings-identity"))
    page.get_by_label("Le fichier").set_input_files(LOGO)
    page.get_by_role("button", name="Mettre ce logo").click()
    expect(page.get_by_text("Le logo est sur toutes les feuilles.")).to_be_visible()
    expect(page.locator(".poster .plate img")).to_have_attribute("alt", reception.adviser.organization.name)
    page.goto(address("kit-pictures", kit.pk))
    page.get_by_label("La photo").set_input_files(PHOTO)
    page.get_by_label("Ce qu’on y voit").fill("Deux mains")
    page.get_by_role("button", name="Ajouter et choisir").click()
    expect(page.get_by_text("Sur l’affiche", exact=True)).to_be_visible()
    page.goto(address("kit-poster", kit.pk))
    expect(page.locator(".poster .photo")).to_have_attribute("alt", "Deux mains")


def test_the_pictures_of_the_list_are_as_wide_beside_their_height_as_they_were_taken(page: Page, reception: Reception):
    enter(page, reception).goto(address("pictures"))
    page.get_by_label("La photo").set_input_files(PHOTO)
    page.get_by_label("Ce qu’on y voit").fill("Deux mains")
    page.get_by_role("button", name="Garder cette photo").click()
    page.goto(address("pictures"))
    box = page.get_by_role("img", name="Deux mains").bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(1.5, abs=0.05)
