"""The page of an organization: who it is, what it offers, where, who welcomes."""

import pytest
from django.test import Client
from django.urls import reverse

from escale.portal.tests import found
from escale.portal.tests.acting import text_of
from escale.testing import builders, rows_pages
from escale.testing.cast import Reception


def page_of(reception: Reception) -> str:
    return reverse("portal:organization", args=[reception.organization.slug])


def test_it_says_who_where_when_and_how_to_call(client: Client, reception: Reception) -> None:
    reception.organization.presentation = "On vous accueille\navec un café."
    reception.organization.save()
    group = builders.group(reception.adviser, reception.venue)
    page = text_of(client.get(page_of(reception)))
    for said in (
        "<h1>Centre social de Vitré</h1>",
        "On vous accueille<br>avec un café.",
        group.title,
        "4 heures libres",
        "13 rue Notre-Dame",
        "02 61 91 05 12",
        "Du lundi au vendredi, de 9 h à 17 h.",
        f'href="/activites/?structure={reception.organization.slug}"',
    ):
        assert said in page


def test_one_that_is_not_open_to_the_public_has_no_page(client: Client, reception: Reception) -> None:
    closed = builders.organization("Ailleurs", open_online=False)
    assert client.get(reverse("portal:organization", args=[closed.slug])).status_code == 404


def test_only_advisers_who_show_a_page_are_named(client: Client, reception: Reception) -> None:
    builders.member(reception.organization, first_name="Yann")
    own = rows_pages.adviser_page(reception.adviser)
    page = text_of(client.get(page_of(reception)))
    assert f'href="{reverse("portal:adviser", args=[own.slug])}"' in page
    assert "Yann" not in page


def test_it_describes_itself_to_programs_and_says_where_it_stands(client: Client, reception: Reception) -> None:
    response = client.get(page_of(reception))
    organization, trail = found.described(response)
    assert organization["@type"] == "Organization"
    assert [place["name"] for place in organization["location"]] == ["Centre social"]
    assert [row["name"] for row in trail["itemListElement"]] == ["Accueil", "Lieux", "Centre social de Vitré"]
    assert found.meta(response, "og:image").endswith(f"/apercus/structure/{reception.organization.slug}.png")
    assert "Centre social de Vitré à Vitré" in found.meta(response, "description").replace("\u00a0", " ")


def test_the_site_of_a_network_shows_its_own_organizations_only(client: Client, reception: Reception) -> None:
    other = builders.organization("Ailleurs")
    with found.site_of(reception.organization) as domain:
        assert client.get(page_of(reception), headers={"host": domain}).status_code == 200
        away = reverse("portal:organization", args=[other.slug])
        assert client.get(away, headers={"host": domain}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_many_questions_for_one_and_three_of_everything(
    client: Client, reception: Reception, queries, count: int
) -> None:
    rows_pages.adviser_page(reception.adviser)
    builders.group(reception.adviser, reception.venue)
    for number in range(count - 1):
        colleague = builders.member(reception.organization, first_name=f"Collègue {number}")
        rows_pages.adviser_page(colleague)
        builders.group(colleague, reception.venue)
        rows_pages.venue_photo(reception.adviser, builders.venue(reception.organization, name=f"Annexe {number}"))
    client.get("/robots.txt")
    with queries() as seen:
        assert client.get(page_of(reception)).status_code == 200
    # One more subject is asked of each place: at most six of them.
    assert len(seen) <= 24 + count - 1, [query["sql"] for query in seen.captured_queries]
