"""The agenda in a real browser: by keyboard, without JavaScript, on a telephone, on paper."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from escale.agenda import absences
from escale.testing import builders
from escale.testing.browser import WIDTHS, accessibility_problems, page_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
WEEK = "/equipe/agenda/semaine/2026-11-16/"


@pytest.fixture
def busy_week(reception, person):
    """A week with an appointment, an overlap, an absence of a whole day, and free hours."""
    for minutes in (0, 15, 90):
        builders.appointment(
            reception.adviser,
            person,
            reception.reason,
            at=reception.venue,
            starts_at=MONDAY_9 + timedelta(minutes=minutes),
        )
    absences.declare(
        builders.resource_of(reception.adviser),
        starts_at=datetime(2026, 11, 18, 23, tzinfo=UTC),
        ends_at=datetime(2026, 11, 19, 23, tzinfo=UTC),
        label="Formation",
    )
    return reception


def test_tab_goes_from_one_thing_to_the_next_in_the_order_of_hours(open_desk, busy_week):
    page = open_desk()
    page.goto(WEEK)
    page.locator("[data-item]").first.focus()
    starts = []
    for _ in range(4):
        page.keyboard.press("Tab")
        starts.append(page.evaluate("document.activeElement.dataset.start || document.activeElement.dataset.item"))
    assert starts == ["2026-11-16T09:00", "2026-11-16T09:15", "2026-11-16T10:30", "free"]


def test_without_javascript_one_goes_from_week_to_day_to_a_person_received(open_desk, busy_week):
    page = open_desk(javascript=False)
    page.goto(WEEK)
    page.get_by_role("link", name="Semaine suivante").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du 23 au 27 novembre")
    page.get_by_role("link", name="Semaine précédente").click()
    page.get_by_role("heading", name="Lundi 16").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lundi 16 novembre")
    page.locator('[data-item="appointment"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lundi 16 novembre à 9 h")


def test_without_javascript_somebody_elses_agenda_is_chosen(open_desk, colleague, busy_week):
    page = open_desk(javascript=False)
    page.goto(WEEK)
    page.get_by_text("Mon agenda").first.click()
    page.get_by_text("Yann Le Goff").first.click()
    page.get_by_role("button", name="Voir").click()
    expect(page.get_by_text("Agenda de Yann Le Goff").first).to_be_visible()
    assert page.url.endswith(f"{WEEK}?qui={colleague.user_id}&lieu=")


def test_what_overlaps_is_drawn_side_by_side(open_desk, busy_week):
    page = open_desk()
    page.goto(WEEK)
    first, second, *_ = [each.bounding_box() for each in page.locator('[data-item="appointment"]').all()]
    assert first["x"] + first["width"] <= second["x"]


def test_on_a_telephone_the_days_are_stacked(open_desk, busy_week):
    page = open_desk(width=390)
    page.goto(WEEK)
    days = [each.bounding_box() for each in page.locator("[data-day]").all()]
    assert all(above["y"] + above["height"] <= below["y"] + 1 for above, below in pairwise(days))


def test_every_page_is_accessible_and_holds_its_width(open_desk, colleague, busy_week, person):
    builders.permanence(colleague, busy_week.venue, reasons=(busy_week.reason,))
    made = person.appointments.order_by("starts_at")[0]
    page = open_desk()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    for address in (
        WEEK,
        f"{WEEK}?qui=equipe",
        "/equipe/agenda/jour/2026-11-16/?qui=equipe",
        "/equipe/agenda/semaine/2026-11-09/",
        "/equipe/agenda/mois/2026-11-16/",
        "/equipe/agenda/liste/",
        "/equipe/agenda/liste/?q=zzz",
        reverse("desk:appointment", args=[made.pk]),
    ):
        page.goto(address)
        if page.locator(".chooser").count():
            page.locator(".chooser summary").click()
        problems += [f"{address}: {problem}" for problem in page_problems(page, WIDTHS[:2], dark=WIDTHS[:2])]
    assert problems == []


@pytest.mark.parametrize("address", [WEEK, f"{WEEK}?qui=equipe", "/equipe/agenda/mois/2026-11-16/"])
def test_a_week_or_a_month_prints_on_one_sheet(open_desk, busy_week, address):
    page = open_desk()
    page.goto(address)
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 1


def test_a_session_is_dragged_to_another_hour_and_its_page_asks_to_confirm(open_desk, reception):
    builders.group(reception.adviser, reception.venue, starts_at=datetime(2026, 11, 18, 13, tzinfo=UTC))
    page = open_desk()
    page.goto(WEEK)
    session = page.locator('[data-item="session"]')
    session.scroll_into_view_if_needed()
    box = session.bounding_box()
    hour = box["height"] / 2
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 20, box["y"] + 10 + hour / 2)
    page.mouse.move(box["x"] + 20, box["y"] + 10 + hour)
    page.mouse.up()
    expect(page.get_by_role("heading", level=1)).to_have_text("Déplacer ou changer cette séance")
    expect(page.locator("[name=on]")).to_have_value("2026-11-18")
    expect(page.locator("[name=start]")).to_have_value("15:00")
    expect(page.locator("[name=end]")).to_have_value("17:00")
    assert accessibility_problems(page) == []
    page.get_by_role("button", name="Enregistrer la séance").click()
    page.wait_for_url("**/agenda/semaine/2026-11-18/**")
    expect(page.locator('[data-item="session"]')).to_have_attribute("data-start", "2026-11-18T15:00")
