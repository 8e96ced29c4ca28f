"""What search engines are told: the map of the site in parts, and what isn’t theirs."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from escale.portal.indexing import maps
from escale.testing import builders, rows_pages
from escale.testing.cast import Reception
from escale.workshops.models import Access, Group


def locations(client: Client, address: str) -> list[str]:
    """The addresses a file holds, without the site."""
    tree = ElementTree.fromstring(client.get(address).content)
    return [re.sub(r"^https?://[^/]+", "", found.text or "") for found in tree.iter() if found.tag.endswith("}loc")]


def everything(client: Client) -> list[str]:
    return [path for part in locations(client, "/sitemap.xml") for path in locations(client, part)]


def test_the_map_holds_every_page_worth_finding_and_each_answers(client: Client, reception: Reception) -> None:
    own = rows_pages.adviser_page(reception.adviser)
    workshop = builders.group(reception.adviser, reception.venue)
    cycle = builders.group(
        reception.adviser, reception.venue, sessions=3, starts_at=builders.NEXT_FRIDAY.replace(hour=14)
    )
    listed = everything(client)
    for page in (
        "/",
        "/lieux/",
        "/themes/email/",
        "/communes/vitre-35360/",
        reverse("portal:organization", args=[reception.organization.slug]),
        reverse("portal:venue", args=[reception.venue.slug]),
        reverse("portal:adviser", args=[own.slug]),
        reverse("portal:group", args=[workshop.slug]),
        reverse("portal:cycle", args=[cycle.slug]),
    ):
        assert page in listed
    assert len(listed) == len(set(listed))
    assert {client.get(page).status_code for page in listed if not page.startswith("/themes/")} == {200}


def test_what_is_past_hidden_or_called_off_is_left_out(client: Client, reception: Reception) -> None:
    groups = [
        builders.group(reception.adviser, reception.venue, starts_at=builders.NOW - timedelta(days=7)),
        builders.group(reception.adviser, reception.venue, published=False, starts_at=builders.NOW.replace(day=23)),
        builders.group(
            reception.adviser, reception.venue, access=Access.RESERVED, starts_at=builders.NOW.replace(day=24)
        ),
        builders.group(
            reception.adviser, reception.venue, canceled_at=builders.NOW, starts_at=builders.NOW.replace(day=25)
        ),
    ]
    listed = everything(client)
    assert not [group for group in groups if reverse("portal:group", args=[group.slug]) in listed]


def test_a_row_stays_in_the_file_its_number_gives_it(client, reception: Reception, monkeypatch) -> None:
    monkeypatch.setattr(maps, "MOST", 2)
    for day in (16, 17, 18, 19, 23):
        builders.group(reception.adviser, reception.venue, starts_at=builders.NOW.replace(day=day))
    parts = [part for part in locations(client, "/sitemap.xml") if "activites" in part]
    held = {part: locations(client, part) for part in parts}
    assert all(0 < len(found) <= 2 for found in held.values())
    assert sum(map(len, held.values())) == 5
    first = Group.objects.order_by("pk").first()
    assert first
    assert reverse("portal:group", args=[first.slug]) in held[f"/sitemap-activites-{first.pk // 2}.xml"]


@pytest.mark.parametrize("part", ["activites-99", "rien-0", "pages-1", "activites-99999999999999999999"])
def test_a_file_that_holds_nothing_is_not_found(client: Client, reception: Reception, part: str) -> None:
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_the_map_costs_one_question_a_kind_and_a_file_one(client: Client, reception: Reception, queries) -> None:
    for day in (16, 17, 18):
        builders.group(reception.adviser, reception.venue, starts_at=builders.NOW.replace(day=day))
    client.get("/robots.txt")
    with queries() as index:
        client.get("/sitemap.xml")
    assert len(index) <= len(maps.ROWS), [query["sql"] for query in index.captured_queries]
    part = Group.objects.order_by("pk")[0].pk // maps.MOST
    with queries() as file:
        client.get(f"/sitemap-activites-{part}.xml")
    assert len(file) <= 1, [query["sql"] for query in file.captured_queries]


def test_robots_are_told_where_the_map_is(client: Client, reception: Reception) -> None:
    text = client.get("/robots.txt").text
    assert re.search(r"^Sitemap: https?://.+/sitemap\.xml$", text, re.MULTILINE)
    for closed in ("/equipe/", "/mon-rendez-vous/", "/mon-inscription/", "/mandat/"):
        assert f"Disallow: {closed}\n" in text
