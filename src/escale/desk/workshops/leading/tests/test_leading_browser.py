"""Sessions an absence meets, in a real browser: without JavaScript, on a telephone, accessible."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from escale.testing import builders
from escale.testing.browser import accessibility_problems, overflows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def group(reception, colleague, person):
    made = builders.group(reception.adviser, reception.venue, starts_at=datetime(2026, 11, 18, 13, tzinfo=UTC))
    builders.enrollment(made, person)
    return made


@pytest.mark.parametrize("javascript", [True, False])
def test_an_absence_hands_its_session_over_then_it_is_taken_back(open_desk, group, javascript):
    page = open_desk(javascript=javascript)
    page.goto(reverse("desk:settings-absence-declare"))
    page.get_by_label("Du", exact=True).fill("2026-11-18")
    page.get_by_role("button", name="Voir, puis enregistrer").click()
    expect(page.get_by_role("heading", name="1 séance à régler")).to_be_visible()
    assert not javascript or accessibility_problems(page) == []
    page.get_by_text("Décider plus tard").click()
    page.get_by_role("button", name="Enregistrer et régler").click()
    page.wait_for_url("**/absences/")
    page.get_by_role("link", name="Confier à…").click()
    page.get_by_label("Confier à Yann").check()
    assert not javascript or accessibility_problems(page) == []
    page.get_by_role("button", name="Confier la séance").click()
    group.refresh_from_db()
    page.get_by_role("button", name="Rendre à Maëlle").click()
    expect(page.get_by_text("revient à Maëlle.")).to_be_visible()


def test_the_day_of_a_colleague_fits_a_telephone(open_desk, reception, group):
    page = open_desk(width=390)
    page.goto(reverse("desk:replace", query={"adviser": reception.adviser.pk, "du": "2026-11-18", "au": ""}))
    expect(page.get_by_role("heading", name="1 séance")).to_be_visible()
    assert not overflows(page)
    assert accessibility_problems(page) == []
