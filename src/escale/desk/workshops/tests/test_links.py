"""No page of the workshops leads anybody to a page that is closed to her, or that doesn't exist."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from escale.testing.world import VISITORS, World

LISTS = ("workshops", "interests", "groups-answers", "groups", "catalogue", "catalogue-library", "my-day")
OF_GROUP = ("group", "group-enroll", "group-change", "skill-checks", "cycle-report", "satisfaction")
LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')


def pages(world: World) -> list[str]:
    """The pages somebody begins from; those closed to her are passed over."""
    rows = world.rows
    groups = [
        reverse(f"desk:{name}", args=[rows[group].pk, *(["debut"] if name == "skill-checks" else [])])
        for name in OF_GROUP
        for group in ("group", "cycle")
    ]
    past = reverse("desk:workshops", query={"vue": "passes"})
    one = [
        reverse("desk:catalogue-one", args=[rows["workshop"].pk]),
        reverse("desk:interest", args=[rows["interest"].pk]),
    ]
    roll = [reverse("desk:roll", args=[rows["cycle_session"].pk]), reverse("desk:person", args=[rows["person"].pk])]
    return [*(reverse(f"desk:{name}") for name in LISTS), past, *groups, *one, *roll]


def links_of(browser: Client, address: str) -> set[str]:
    response = browser.get(address, follow=True)
    if response.status_code != 200:
        return set()
    main = response.content.decode().partition("<main")[2].replace("&amp;", "&")
    return set(LINK.findall(main))


@pytest.mark.parametrize("visitor", [visitor for visitor in VISITORS[2:] if visitor != "outsider"])
def test_every_link_opens(world: World, visitor: str) -> None:
    browser = world.browser(visitor)
    found = {link: address for address in pages(world) for link in links_of(browser, address)}
    assert len(found) > 20
    closed = {link: address for link, address in found.items() if browser.get(link).status_code >= 400}
    assert closed == {}
