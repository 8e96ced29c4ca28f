"""The tablet and the screen in a real browser: keyboard alone, no JavaScript, nothing wrong for axe."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from escale.agenda import permanences, resources
from escale.agenda.models import Reception
from escale.agenda.terms import Terms
from escale.appointments import kiosk_links, walk_ins
from escale.appointments.models import WalkIn
from escale.scheduling.recurrence import Recurrence
from escale.testing import builders
from escale.testing.browser import WIDTHS, page_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def start(adviser, organization, now) -> str:
    """A tablet of a place that is open now, whatever the hour: its clock says it is about noon."""
    offset = (12 - now.hour) % 24
    zone = f"Etc/GMT-{offset}" if offset <= 12 else f"Etc/GMT+{24 - offset}"
    venue = builders.venue(organization, zone=zone)
    local = now.astimezone(venue.zone)
    made = permanences.open_permanence(
        Terms(
            venue=venue,
            recurrence=Recurrence.once(local.date()),
            start_time=(local - timedelta(hours=2)).time(),
            end_time=(local + timedelta(hours=5)).time(),
            reception=Reception.WALK_IN,
            skips_public_holidays=False,
        ),
        organization=organization,
        adviser=resources.for_adviser(adviser.user),
        now=now,
    )
    builders.reason(organization).permanences.add(made)
    link = kiosk_links.make(venue, by=adviser, now=now)
    return f"/borne/{kiosk_links.secret_of(link)}/"


def at_the_keyboard(page: Page, start: str) -> None:
    """Take a number with Tab, Space and Enter only."""
    page.goto(start)
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "id_first_name":
            break
    page.keyboard.type("Lucette")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_number_is_taken_with_the_keyboard_alone_then_the_tablet_is_for_the_next(
    open_page: Any, start: str, javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    at_the_keyboard(page, start)
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci Lucette. Votre numéro\u00a0:")
    expect(page.get_by_text("A\u00a01", exact=True)).to_be_visible()
    assert WalkIn.objects.get().reason is not None
    page.get_by_role("button", name="Terminé, à la personne suivante").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Quel est votre prénom")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Quel est votre prénom")
    expect(page.get_by_text("Lucette")).to_have_count(0)
    expect(page.get_by_label("Mon prénom, ou un surnom")).to_have_value("")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_ticket_clears_itself(open_page: Any, start: str, javascript: bool, monkeypatch: Any) -> None:
    monkeypatch.setattr(walk_ins, "STAYS_ON_SCREEN", timedelta(seconds=2))
    page = open_page(javascript=javascript)
    at_the_keyboard(page, start)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Quel est votre prénom")
    expect(page.get_by_text("Lucette")).to_have_count(0)


def test_the_screen_calls_by_itself(open_page: Any, start: str, adviser: Any, now: datetime) -> None:
    page = open_page(width=1920)
    link = kiosk_links.find(start.split("/")[2])
    assert link is not None
    robert = builders.walk_in(link.venue, now=now)
    page.goto(f"{start}ecran/")
    expect(page.get_by_role("list")).to_contain_text("Robert")
    walk_ins.call(robert, adviser=adviser.user, where="bureau 4", now=datetime.now(UTC))
    expect(page.get_by_role("status")).to_contain_text("Robert")
    expect(page.get_by_role("status")).to_contain_text("Maëlle vous attend.")


def test_nothing_is_wrong_for_axe_and_nothing_overflows(page: Page, start: str) -> None:
    problems = {}
    page.goto(start)
    problems["tablet"] = page_problems(page, dark=WIDTHS[:2])
    page.get_by_role("button", name="Prendre mon numéro").click()
    expect(page.get_by_role("alert")).to_be_visible()
    problems["error"] = page_problems(page, dark=WIDTHS[:2])
    page.get_by_label("Mon prénom, ou un surnom").fill("Lucette")
    page.get_by_role("button", name="Prendre mon numéro").click()
    expect(page.get_by_text("Merci Lucette")).to_be_visible()
    problems["ticket"] = page_problems(page, dark=WIDTHS[:2])
    page.goto(f"{start}ecran/")
    problems["screen"] = page_problems(page, dark=WIDTHS[:2])
    assert problems == {name: [] for name in problems}
