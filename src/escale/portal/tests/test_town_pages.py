"""“Le numérique à Vitré”: what comes next around a commune, where to go, the communes beside."""

import pytest
from django.test import Client
from django.urls import reverse

from escale.places import communes
from escale.portal.tests import found
from escale.portal.tests.acting import text_of
from escale.portal.towns import page
from escale.testing import builders
from escale.testing.cast import Reception

VITRE = "/communes/vitre-35360/"


def test_it_says_what_comes_next_and_where_to_go(client: Client, reception: Reception) -> None:
    group = builders.group(reception.adviser, reception.venue)
    shown = text_of(client.get(VITRE))
    for said in (
        "<h1>Le numérique à Vitré</h1>",
        "1 lieu à moins de 25 km. Le plus proche : Centre social.",
        group.title,
        "4 heures libres",
        reverse("portal:venue", args=[reception.venue.slug]),
    ):
        assert said in shown


def test_a_commune_beside_shows_how_far_one_goes(client: Client, reception: Reception) -> None:
    shown = text_of(client.get("/communes/balaze-35015/"))
    assert "Le plus proche : Centre social, à Vitré." in shown
    assert '<a class="tap" href="/communes/vitre-35360/">Vitré</a>' in shown


def test_far_from_everything_it_says_so_and_search_engines_leave_it(client: Client, reception: Reception) -> None:
    response = client.get("/communes/marseille-13055/")
    assert "Nous n’avons pas encore de lieu à moins de 25 km." in text_of(response)
    assert found.meta(response, "robots") == "noindex"
    assert found.meta(client.get(VITRE), "robots") == ""


def test_its_number_finds_it_whatever_its_name_has_become(client: Client, reception: Reception) -> None:
    assert client.get("/communes/ancien-nom-35360/").headers["Location"] == VITRE


@pytest.mark.parametrize("slug", ["vitre", "vitre-99999", "35360-vitre", "-"])
def test_what_is_no_commune_is_not_found(client: Client, reception: Reception, slug: str) -> None:
    assert client.get(f"/communes/{slug}/").status_code == 404


@pytest.mark.parametrize("code", ["2A004", "97411", "75101"])
def test_every_commune_has_an_address_that_finds_it_again(code: str) -> None:
    commune = communes.by_code(code)
    assert commune
    assert page.commune_of(page.slug_of(commune)) == commune


def test_the_site_of_a_network_shows_its_places_only(client: Client, reception: Reception) -> None:
    with found.site_of(builders.organization("Ailleurs")) as domain:
        assert "Centre social" not in client.get(VITRE, headers={"host": domain}).text


def test_it_asks_no_more_with_three_places_than_its_six_nearest_cost(client: Client, reception, queries) -> None:
    def cost() -> int:
        with queries() as seen:
            client.get(VITRE)
        return len(seen)

    client.get(VITRE)
    alone = cost()
    for number in range(2):
        builders.venue(reception.organization, name=f"Annexe {number}")
    # Each of the nearest places is asked its subjects: one question.
    assert cost() <= alone + 2
