"""Replacing an absent adviser in a real browser, by keyboard alone, without JavaScript."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from escale.accounts.models import Membership
from escale.agenda.models import Absence
from escale.appointments.models import Appointment
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.browser import page_problems
from escale.testing.cast import Reception

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
FARTHEST = 80
"""No more presses of Tab than that lead anywhere on the page."""


@pytest.fixture
def taken(reception: Reception, colleague: Membership, person: Beneficiary) -> Appointment:
    builders.resource_of(colleague)
    return builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus."""
    target = page.locator(selector).first
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def test_by_keyboard_and_without_javascript_a_colleague_takes_the_whole_day(
    taken: Appointment, colleague: Membership, open_as: Callable[..., Page]
) -> None:
    page = open_as(colleague, javascript=False)
    page.goto(reverse("desk:replace"))
    tab_to(page, "[name=adviser]")
    page.keyboard.type("Ma")
    tab_to(page, "[name=du]")
    page.keyboard.type("11162026")
    tab_to(page, "main button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Maëlle n’est pas là lundi 16 novembre")
    tab_to(page, "[name=colleague]")
    page.keyboard.type("Ya")
    tab_to(page, "button[value=entrust]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Yann est libre pour tout.")
    tab_to(page, "button[value=save]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("C’est réglé pour Maëlle")).to_be_visible()
    taken.refresh_from_db()
    assert taken.adviser == colleague.user
    assert Absence.objects.get().adviser.adviser_id != colleague.user_id


def test_the_page_is_sound_at_every_width(
    taken: Appointment, reception: Reception, colleague: Membership, open_as: Callable[..., Page]
) -> None:
    page = open_as(colleague)
    page.goto(reverse("desk:replace", query={"adviser": reception.adviser.pk, "du": "2026-11-16", "au": ""}))
    assert page_problems(page) == []
