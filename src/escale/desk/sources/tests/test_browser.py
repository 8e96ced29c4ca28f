"""Sources in a real browser: added by keyboard alone at 320 px, without JavaScript, read by axe."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from escale.offers import keeping, refreshing
from escale.offers.models import Source, SourceKind
from escale.offers.tests.conftest import agenda, event
from escale.testing.browser import OpenPage, page_problems, press_until_focused
from escale.testing.cast import Reception
from escale.testing.other_site import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADD = "/equipe/communication/offres-d-ailleurs/ajouter/"


def test_a_source_is_seen_then_added_by_keyboard_alone(open_desk: OpenPage, site: Site, now: datetime) -> None:
    page = open_desk(width=320, javascript=False)
    page.goto(ADD)
    press_until_focused(page, "textbox", "Son adresse")
    page.keyboard.type(site.answers("/agenda", agenda(event())))
    press_until_focused(page, "textbox", "Son nom")
    page.keyboard.type("Médiathèque")
    press_until_focused(page, "button", "Voir ce qu’elle contient")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ce que contient Médiathèque")
    expect(page.get_by_text("Ranger ses photos")).to_be_visible()
    press_until_focused(page, "button", "Ajouter cette source")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Médiathèque est ajouté.")).to_be_visible()
    assert Source.objects.get().kind == SourceKind.OPENAGENDA


def test_every_page_is_read_by_axe_at_every_width(
    open_desk: OpenPage, reception: Reception, site: Site, now: datetime
) -> None:
    answer = agenda(event(), event("Jardiner", uid=2, keywords={"fr": ["Jardinage"]}))
    source = keeping.add(
        reception.organization, kind=SourceKind.OPENAGENDA, name="Médiathèque", url=site.answers("/agenda", answer),
        around="", within_km=40, words={}, now=now,
    )  # fmt: skip
    refreshing.read_due(now=now)
    page = open_desk()
    home = ADD.removesuffix("ajouter/")
    for address in (home, ADD, f"{home}{source.pk}/", f"{home}{source.pk}/mots/"):
        page.goto(address)
        assert page_problems(page, dark=(320,)) == [], address
