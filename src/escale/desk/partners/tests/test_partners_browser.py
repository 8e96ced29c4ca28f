"""The list and its map in a real browser: the keyboard alone, and without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import expect

from escale.testing import builders
from escale.testing.browser import page_problems
from escale.testing.rows_meetings import of_meetings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PARTNERS = "/equipe/partenaires/"
ROUND = [
    ("CLIC du Pays de Vitré", 48.121, -1.203),
    ("Mission locale", 48.127, -1.198),
    ("Maison de Balazé", 48.168, -1.191),
]


@pytest.fixture
def partner(reception: Any, now: Any) -> Any:
    for name, latitude, longitude in ROUND:
        builders.partner(reception.adviser, name=name, needs=("domicile",), latitude=latitude, longitude=longitude)
    return of_meetings(reception)["partner"]


def test_found_by_what_one_types_then_opened_from_the_map_with_the_keyboard(open_desk: Any, partner: Any) -> None:
    page = open_desk()
    page.goto(PARTNERS)
    expect(page.get_by_role("button", name="2, ", exact=False).first).to_be_visible()
    assert page_problems(page) == []
    page.get_by_role("searchbox", name="La personne a besoin de").fill("remplir un dosier")
    expect(page.get_by_role("link", name="Mission locale", exact=True)).to_have_count(0)
    pin = page.get_by_role("button", name=f"1, {partner.name}")
    pin.press("Enter")
    page.locator(".leaflet-popup").get_by_role("link", name=partner.name).press("Enter")
    expect(page.get_by_role("heading", level=1, name=partner.name)).to_be_visible()
    assert page_problems(page) == []


def test_without_javascript_the_drawing_stays_and_everything_is_done(open_desk: Any, partner: Any) -> None:
    page = open_desk(javascript=False)
    page.goto(PARTNERS)
    expect(page.get_by_role("img", name="Plan des partenaires")).to_be_visible()
    page.get_by_role("searchbox", name="La personne a besoin de").press("Enter")
    page.get_by_role("link", name="Ajouter un partenaire").press("Enter")
    page.get_by_label("Son nom").fill("Maison de l’habitat")
    page.get_by_role("button", name="Enregistrer").press("Enter")
    expect(page.get_by_role("heading", level=1, name="Maison de l’habitat")).to_be_visible()


def test_the_pages_one_writes_on_are_accessible_and_hold_their_width(open_desk: Any, partner: Any) -> None:
    page = open_desk()
    for address in (
        f"{partner.pk}/modifier/",
        "rencontres/noter/",
        "rencontres/",
        "actions/ajouter/",
        f"{partner.pk}/contacts/ajouter/",
    ):
        page.goto(PARTNERS + address)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page_problems(page) == [], address
