"""One of the ten tasks of people: to know how to come by wheelchair, at 320 px, with a keyboard and no mouse."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from escale.testing import builders, rows_pages
from escale.testing.browser import OpenPage, overflows, page_problems, press_until_focused
from escale.testing.cast import Reception
from escale.topics import Topic
from escale.workshops.models import WorkshopTopic

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("running_friday"),
]

WHEELCHAIR = "En fauteuil : entrée de plain-pied, porte automatique.\nPas d’ascenseur vers l’étage : dites-le."


@pytest.fixture
def place(reception: Reception) -> Reception:
    reception.venue.accessibility = WHEELCHAIR
    reception.venue.transport = "En voiture : 2 places adaptées devant l’entrée."
    reception.venue.save()
    return reception


def venue_page(place: Reception) -> str:
    return reverse("portal:venue", args=[place.venue.slug])


def follow(page: Page, name: str) -> None:
    """Reach a link by the keyboard, and open it."""
    press_until_focused(page, "link", name)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def test_know_how_to_come_by_wheelchair(open_page: OpenPage, place: Reception) -> None:
    page = open_page(width=320)
    page.goto("/")
    follow(page, "Je cherche un lieu")
    follow(page, "Centre social")
    access = page.get_by_role("region", name="Accès et confort")
    expect(access.get_by_text("entrée de plain-pied, porte automatique.")).to_be_visible()
    expect(page.get_by_text("2 places adaptées devant l’entrée.")).to_be_visible()
    assert not overflows(page)


def test_without_scripts_nor_style_sheets_the_page_reads_from_top_to_bottom(
    open_page: OpenPage, place: Reception
) -> None:
    page = open_page(width=320, javascript=False)
    page.route(re.compile(r"\.css$"), lambda route: route.abort())
    page.goto(venue_page(place))
    text = page.locator("main").inner_text()
    said = ["Centre social", "Ce qu’on peut y faire", "Quand on vous reçoit", "Comment venir", "En fauteuil", "13 rue"]
    positions = [text.index(words) for words in said]
    assert positions == sorted(positions)


def test_pages_worth_finding_are_read_by_everyone_at_any_width_in_any_light(
    open_page: OpenPage, place: Reception
) -> None:
    own = rows_pages.adviser_page(place.adviser)
    rows_pages.venue_photo(place.adviser, place.venue)
    group = builders.group(place.adviser, place.venue)
    WorkshopTopic.objects.create(workshop=group.workshop, topic=Topic.EMAIL)
    page = open_page()
    problems = {}
    for address in (
        reverse("portal:organization", args=[place.organization.slug]),
        reverse("portal:adviser", args=[own.slug]),
        venue_page(place),
        "/themes/",
        "/themes/email/",
        "/communes/vitre-35360/",
    ):
        page.goto(address)
        problems[address] = page_problems(page, (1280, 320), dark=(1280,))
    assert not {address: found for address, found in problems.items() if found}
