"""The team's page of the queue in a real browser: keyboard alone, with and without JavaScript."""

from datetime import time
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, expect

from escale.agenda.models import Reception
from escale.appointments import kiosk_links
from escale.appointments.models import WalkIn, WalkInOutcome, WalkInState
from escale.testing import builders
from escale.testing.browser import page_problems
from escale.testing.builders import NOW
from escale.testing.cast import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_queue(open_page: Any, live_server: Any, adviser: Any, venue: Any) -> Any:
    """Maëlle, signed in, in front of her queue: Robert came first, Denise after him."""
    builders.permanence(adviser, venue, start=time(14), end=time(17), reception=Reception.WALK_IN)
    kiosk_links.make(venue, by=adviser, now=NOW)
    for name in ("Robert", "Denise"):
        builders.walk_in(venue, first_name=name)

    def opened(**how: Any) -> Page:
        page: Page = open_page(**how)
        session = signed_in(adviser).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.goto("/equipe/accueil/")
        return page

    with time_machine.travel(NOW, tick=True):
        yield opened


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_is_called_received_and_noted_with_the_keyboard_alone(open_queue: Any, javascript: bool) -> None:
    page = open_queue(javascript=javascript)
    page.get_by_label("Où aller").press("End")
    page.keyboard.type("bureau 4")
    page.keyboard.press("Enter")
    expect(page.get_by_text("L’écran appelle Robert, numéro A\u00a01.")).to_be_visible()
    page.wait_for_load_state()  # An address that ends at her row takes the focus there once the page is whole.
    page.get_by_role("button", name="Est là : Robert").press("Enter")
    expect(page.get_by_text("Robert\u00a0: est là.")).to_be_visible()
    page.wait_for_load_state()
    page.get_by_role("group", name="Terminé avec Robert").get_by_role("button", name="Orienté").press("Enter")
    expect(page.get_by_text("Robert\u00a0: c’est terminé.")).to_be_visible()
    robert = WalkIn.objects.get(first_name="Robert")
    assert (robert.state, robert.outcome, robert.where) == (WalkInState.DONE, WalkInOutcome.REFERRED, "bureau 4")


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_is_added_and_called_before_the_others(open_queue: Any, javascript: bool) -> None:
    page = open_queue(javascript=javascript)
    page.get_by_label("Prénom").fill("Marcel")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Marcel a le numéro A\u00a03.")).to_be_visible()
    page.wait_for_load_state()
    page.get_by_role("button", name="Appeler : Marcel").press("Enter")
    expect(page.get_by_text("L’écran appelle Marcel, numéro A\u00a03.")).to_be_visible()


def test_the_list_reads_itself_again_and_leaves_what_is_typed(open_queue: Any, venue: Any) -> None:
    page = open_queue()
    page.get_by_label("Prénom").fill("Mar")
    builders.walk_in(venue, first_name="Paulette")
    expect(page.get_by_role("heading", name="Paulette")).to_be_visible()
    expect(page.get_by_label("Prénom")).to_have_value("Mar")
    expect(page.get_by_label("Prénom")).to_be_focused()


def test_the_page_is_accessible_and_holds_its_width(open_queue: Any) -> None:
    page = open_queue()
    page.get_by_role("button", name="Appeler : Robert").click()
    expect(page.get_by_text("L’écran appelle Robert")).to_be_visible()
    assert page_problems(page) == []
