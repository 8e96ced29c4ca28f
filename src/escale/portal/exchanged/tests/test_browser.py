"""The page for other sites in a real browser; and the frame it gives, inside the page of a town."""

from typing import Any

import pytest
from playwright.sync_api import expect

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.portal.exchanged import addresses
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems, press_until_focused
from escale.testing.other_site import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("running_friday")]


def test_the_lines_are_prepared_by_keyboard_and_the_page_is_read_by_axe(
    open_page: OpenPage, adviser: Membership
) -> None:
    page = open_page(width=320)
    page.goto("/reutiliser/")
    press_until_focused(page, "textbox", "Près de quelle commune")
    page.keyboard.type("Vitré 35500")
    press_until_focused(page, "button", "Préparer les lignes")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Les lignes à coller")).to_contain_text("commune=35360")
    assert page_problems(page, dark=(320,)) == []


def test_the_frame_takes_the_height_it_needs_in_the_page_of_a_town(
    open_page: OpenPage, adviser: Membership, venue: Venue, site: Site, live_server: Any
) -> None:
    for _ in range(12):
        builders.group(adviser, venue)
    frame = addresses.snippet(f"{live_server.url}/integrer/activites/?recherche=oui")
    town = site.answers(
        "/", f"<!doctype html><title>Ville</title>{frame}{addresses.LISTENER}".encode(), Content_Type="text/html"
    )
    page = open_page(width=390)
    page.goto(town)
    held = page.frame_locator("#escale")
    expect(held.get_by_role("listitem")).to_have_count(12)
    page.wait_for_function("document.getElementById('escale').height > 1000")
    held.get_by_label("Que voulez-vous apprendre ?").fill("tricot")
    held.get_by_role("button", name="Chercher").click()
    expect(held.get_by_text("Pas d’atelier annoncé")).to_be_visible()
    page.wait_for_function("document.getElementById('escale').height < 600")
