"""The list in the page of another site: a frame anybody may hold, bare HTML, no cookie, whole addresses."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.testing import builders, pages
from escale.testing.builders import NOW
from escale.workshops.models import Group

FRAME, FRAGMENT = "/integrer/activites/", "/integrer/activites.html"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def visio(adviser: Membership, venue: Venue) -> Group:
    return builders.group(adviser, venue, slug="faire-une-visio", title="Faire une visio")


def test_anybody_may_hold_the_frame_and_no_other_page(client: Client, visio: Group) -> None:
    held = client.get(FRAME)
    assert "frame-ancestors *" in held.headers["Content-Security-Policy"]
    assert "default-src 'self'" in held.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in held.headers
    for page in ("/activites/", FRAGMENT, "/"):
        response = client.get(page)
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"], page
        assert response.headers["X-Frame-Options"] == "DENY", page


@pytest.mark.parametrize("address", [FRAME, FRAGMENT])
def test_it_says_what_when_where_and_leads_to_our_pages_whole(client: Client, visio: Group, address: str) -> None:
    response = client.get(address)
    page = pages.text(response)
    assert f'<a href="{settings.BASE_URL}/ateliers/faire-une-visio/" target="_top">Faire une visio</a>' in page
    assert "Vendredi 20 novembre</time>, de 9 h 30 à 11 h 30" in page
    assert "Centre social. Reste" in page
    assert not response.cookies
    assert "public" in response.headers["Cache-Control"]


def test_the_fragment_is_bare_and_read_from_any_site(client: Client, visio: Group) -> None:
    response = client.get(FRAGMENT)
    page = response.content.decode()
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "<html" not in page
    assert "style" not in page
    assert "<script" not in page


def test_filters_are_those_of_the_list_and_one_structure_shows_its_own(
    client: Client, visio: Group, outsider: Membership
) -> None:
    theirs = builders.group(outsider, builders.venue(outsider.organization), title="Le pied à l’étrier")
    both = pages.text(client.get(FRAGMENT))
    assert ("Faire une visio" in both, theirs.title in both) == (True, True)
    ours = pages.text(client.get(FRAGMENT, {"structure": visio.organization.slug}))
    assert ("Faire une visio" in ours, theirs.title in ours) == (True, False)
    assert f"/activites/?structure={visio.organization.slug}" in ours
    for feed in ("/activites.json", "/activites.rss", "/activites.ics", "/activites/"):
        said = client.get(feed, {"structure": visio.organization.slug}).content.decode()
        assert ("Faire une visio" in said, theirs.title in said) == (True, False), feed
    assert "Pas d’atelier annoncé" in pages.text(client.get(FRAGMENT, {"du": "2027-06-01"}))
    assert "Faire une visio" in pages.text(client.get(FRAGMENT, {"structure": "<script>"}))


def test_the_code_of_the_site_is_carried(client: Client, visio: Group) -> None:
    assert f"{settings.BASE_URL}/ateliers/faire-une-visio/?r=bcdfg" in client.get(f"{FRAME}?r=bcdfg").content.decode()


def test_with_many_it_shows_the_first_and_says_how_many_more(client: Client, adviser: Membership, venue: Venue) -> None:
    for number in range(22):
        builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=number))
    page = pages.text(client.get(FRAME))
    assert page.count("<li>") == 20
    assert "Voir 2 autres dates" in page


def test_with_nothing_it_leads_to_an_appointment(client: Client, adviser: Membership) -> None:
    page = pages.text(client.get(FRAME))
    assert "Pas d’atelier annoncé" in page
    assert f'href="{settings.BASE_URL}/rendez-vous/"' in page
