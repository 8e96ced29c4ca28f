"""The site of a network in a browser: its colours by day and by night; joining by keyboard, without JavaScript."""

import pytest
from playwright.sync_api import expect

from escale.accounts.models import Membership, Network, Organization
from escale.networks import blocks, charters, joining, links, sites
from escale.networks.sites import Words
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems, press_until_focused
from escale.testing.builders import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def network(organization: Organization, adviser: Membership, venue: Venue) -> Network:
    made = Network.objects.create(name="Numérique du pays de Vitré", slug="pays-de-vitre", created_at=NOW)
    made.organizations.add(organization)
    sites.open_site(made, now=NOW)
    sites.change_colors(made, color="#6b2149", ground="#3d1029")
    sites.change_words(
        made,
        Words(
            title="Le numérique en pays de Vitré",
            sentence="Près de chez vous, gratuitement.",
            welcome="Bienvenue.",
            phone="+33261910520",
            phone_hours="",
            email="reseau@example.org",
        ),
    )
    blocks.add(made, title="Ce mois-ci", text="Des photos.", group=builders.group(adviser, venue))
    return made


def test_the_first_page_in_the_colours_of_the_network_is_read_by_everyone(
    running_friday: None, open_page: OpenPage, network: Network
) -> None:
    page = open_page()
    page.goto("/reseaux/pays-de-vitre/")
    expect(page.get_by_role("heading", level=1, name="Le numérique en pays de Vitré")).to_be_visible()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.search > .btn')).backgroundColor")
        == "rgb(107, 33, 73)"
    )
    assert page_problems(page, dark=(1280,)) == []


def test_an_organization_joins_by_keyboard_on_a_narrow_screen_without_javascript(
    running_friday: None, open_page: OpenPage, network: Network, coordinator: Membership
) -> None:
    charters.publish(network, "Accueillir tout le monde.", by=coordinator.user, now=NOW)
    invitation = joining.invite(
        network, email="elodie@example.org", organization_name="Médiathèque", words="", by=coordinator, now=NOW
    )
    page = open_page(javascript=False, width=320)
    page.goto(f"/rejoindre-un-reseau/{links.secret_of(invitation)}/")
    press_until_focused(page, "link", "Lire la charte, et continuer")
    page.keyboard.press("Enter")
    press_until_focused(page, "checkbox", "J’ai lu cette charte, et ma structure s’y engage.")
    page.keyboard.press("Space")
    press_until_focused(page, "button", "Continuer : ma structure")
    page.keyboard.press("Enter")
    press_until_focused(page, "textbox", "Votre commune")
    page.keyboard.type("Vitré")
    press_until_focused(page, "textbox", "Votre prénom")
    page.keyboard.type("Élodie")
    page.keyboard.press("Enter")
    page.wait_for_url("**/premiers-pas/**")
    assert network.organizations.filter(name="Médiathèque").exists()
