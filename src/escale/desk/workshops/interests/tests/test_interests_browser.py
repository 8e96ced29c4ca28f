"""Forty people imported at the desk in a real browser, corrected in place, then asked by telephone; read by axe."""

import pytest
from playwright.sync_api import expect

from escale.accounts.models import Organization
from escale.desk.workshops.interests.tests.test_interests_desk import FORTY, IMPORT, LIST
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems
from escale.workshops.models import Interest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False])
def test_forty_people_are_imported_corrected_and_undone(open_desk: OpenPage, javascript: bool) -> None:
    page = open_desk(javascript=javascript)
    page.goto(IMPORT)
    page.get_by_label("Collez la liste ici").fill(f"{FORTY}\nMadeleine 06 39")
    page.get_by_role("button", name="Relire la liste").click()
    expect(page.get_by_text("40\u00a0personnes à ajouter, 1\u00a0ligne à corriger.")).to_be_visible()
    page.get_by_role("button", name="Relire, puis importer").click()
    expect(page.get_by_role("alert")).to_contain_text("Rien n’a été importé")
    page.get_by_label("Ligne 41").fill("Madeleine 06 39 98 77 77")
    page.get_by_role("button", name="Relire, puis importer").click()
    expect(page.get_by_text("41\u00a0personnes ajoutées.")).to_be_visible()
    assert Interest.objects.count() == 41
    page.get_by_role("button", name="Défaire cet import").click()
    expect(page.get_by_text("41\u00a0personnes retirées.")).to_be_visible()


def test_the_questions_are_asked_by_telephone_with_the_keyboard_alone(
    open_desk: OpenPage, organization: Organization
) -> None:
    builders.interest(organization)
    page = open_desk(javascript=False, width=390)
    page.goto(f"{LIST}?voir=a-situer")
    page.get_by_role("link", name="Poser les questions").press("Enter")
    for question in ("allumez l’appareil", "horaire", "envoyez un mail"):
        page.get_by_role("group", name=question).get_by_role("radio", name="Oui, sans aide").press("Space")
    page.get_by_role("button", name="Continuer avec huit questions").press("Enter")
    page.get_by_role("group", name="message trompeur").get_by_role("radio", name="Pas encore").press("Space")
    page.get_by_role("button", name="Enregistrer son niveau").press("Enter")
    expect(page.get_by_text("Colette\u00a0: se débrouille.")).to_be_visible()


def test_every_page_is_accessible_and_never_scrolls_sideways(open_desk: OpenPage, organization: Organization) -> None:
    pk = builders.interest(organization, level="beginner", answers={"use": "alone"}, positioned_at=builders.NOW).pk
    builders.interest(organization, first_name="Raymond", last_name="de La Guerche-de-Bretagne" * 2)
    page = open_desk()
    problems: list[str] = []

    def look(where: str) -> None:
        problems.extend(f"{where}: {problem}" for problem in page_problems(page, (1280, 320), dark=[1280]))

    for address in (LIST, f"{LIST}?voir=sorties", f"{LIST}ajouter/", f"{LIST}{pk}/", f"{LIST}{pk}/questions/", IMPORT):
        page.goto(address)
        look(address)
    page.get_by_label("Collez la liste ici").fill("Lucienne 06 39 98 00 11 débutante\nSimone 06 39")
    with page.expect_navigation():
        page.get_by_role("button", name="Relire la liste").click()
    look("preview")
    assert problems == []
