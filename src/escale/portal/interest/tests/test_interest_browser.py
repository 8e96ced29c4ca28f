"""« Je veux apprendre » in a real browser: by keyboard, without JavaScript, on a small telephone, read by axe."""

import pytest
from playwright.sync_api import Page, expect

from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems
from escale.testing.cast import Reception
from escale.workshops.models import Interest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def answer(page: Page, question: str, said: str) -> None:
    page.get_by_role("group", name=question).get_by_role("radio", name=said).press("Space")


@pytest.mark.parametrize("javascript", [True, False])
def test_one_asks_to_learn_with_the_keyboard_alone(open_page: OpenPage, reception: Reception, javascript: bool) -> None:
    page = open_page(width=320, javascript=javascript)
    page.goto("/je-veux-apprendre/")
    answer(page, "J’allume l’appareil", "Avec de l’aide")
    page.get_by_role("button", name="Continuer").press("Enter")
    answer(page, "Je me connecte au wifi.", "Pas encore")
    page.get_by_role("button", name="Continuer").press("Enter")
    page.get_by_role("checkbox", name="Mardi Matin").press("Space")
    page.get_by_role("checkbox", name="Un coin calme").press("Space")
    page.get_by_role("button", name="Continuer").press("Enter")
    page.get_by_label("Votre prénom").fill("Colette")
    page.get_by_label("Votre numéro").fill("06 39")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Il en faut 10.")
    page.get_by_label("Votre numéro").fill("06 39 98 00 51")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("C’est noté")
    asked = Interest.objects.get()
    assert (asked.first_name, asked.level, asked.availability, asked.room_needs) == (
        "Colette",
        "beginner",
        ["tue-morning"],
        ["quiet"],
    )


def test_every_page_is_accessible_and_never_scrolls_sideways(page: Page, reception: Reception) -> None:
    builders.venue(reception.organization, name="Médiathèque")
    root = f"/je-veux-apprendre/{reception.organization.slug}/"
    problems = []
    for address in (
        "",
        "suite/?use=alone",
        "quand/?use=alone&availability=mon-morning",
        "numero/",
        "note/",
        "feuille/",
    ):
        page.goto(root + address)
        problems += [f"{address}: {problem}" for problem in page_problems(page, (1280, 320), dark=[1280])]
    assert problems == []


def test_the_sheet_printed_from_its_page_takes_two_pages(open_page: OpenPage, reception: Reception) -> None:
    for name in ("Médiathèque de La Guerche-de-Bretagne", "Maison des services", "Mairie d’Argentré-du-Plessis"):
        builders.venue(reception.organization, name=name)
    page = open_page()
    page.goto(f"/je-veux-apprendre/{reception.organization.slug}/feuille/")
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 2
