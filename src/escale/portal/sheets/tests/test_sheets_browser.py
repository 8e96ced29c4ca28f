"""Sheets in a real browser: by axe, at two widths, on paper; one’s device chosen and an answer given without JavaScript."""

import pytest
from playwright.sync_api import expect

from escale.accounts.models import Membership
from escale.sheets import collecting, starters
from escale.sheets.models import ResourceSheet
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scam(adviser: Membership) -> ResourceSheet:
    """One of the sheets that come with Escale, with steps said for four devices; it opens a public collection."""
    starters.load(now=builders.NOW)
    sheet = ResourceSheet.objects.get(starter="reconnaitre-une-arnaque")
    first = collecting.make(adviser.organization, title="Premiers pas", sentence="", is_public=True, now=builders.NOW)
    collecting.put(sheet, first)
    return sheet


def test_the_pages_are_accessible_and_fit_their_width(
    open_page: OpenPage, open_as: OpenPage, adviser: Membership, scam: ResourceSheet
) -> None:
    public, team = open_page(), open_as(adviser)
    page = f"/fiches/{scam.slug}/"
    for address in ("/fiches/", page, f"{page}imprimer/", "/fiches/collections/premiers-pas/"):
        public.goto(address)
        assert page_problems(public, (1280, 320), dark=(1280,)) == [], address
    for address in ("/equipe/ressources/", f"/equipe/ressources/{scam.pk}/", "/equipe/ressources/ajouter/"):
        team.goto(address)
        assert page_problems(team, (1280, 320)) == [], address


def test_one_chooses_her_device_and_says_it_helped_without_javascript(open_page: OpenPage, scam: ResourceSheet) -> None:
    page = open_page(javascript=False, width=320)
    page.goto(f"/fiches/{scam.slug}/")
    page.get_by_role("link", name="iPhone ou iPad").click()
    expect(page.get_by_text("Touchez 2 fois le nom")).to_be_visible()
    expect(page.get_by_text("Posez la flèche sur le nom")).to_have_count(0)
    page.get_by_role("button", name="Oui").click()
    expect(page.get_by_text("Votre réponse est notée")).to_be_visible()
    scam.refresh_from_db()
    assert (scam.liked, scam.not_liked) == (1, 0)
