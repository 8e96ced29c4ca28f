"""The agenda by keyboard and by mouse, in a real browser; moving an appointment with neither mouse nor JavaScript."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from escale.appointments.models import Appointment, AppointmentChange
from escale.outbox.models import Message
from escale.testing import builders
from escale.testing.browser import accessibility_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
WEEK = date(2026, 11, 16)


@pytest.fixture
def others(reception, coming):
    """Monday at 10 h 30 and Wednesday at 9 h 45."""
    made = []
    for number, starts_at in enumerate((MONDAY_9 + timedelta(minutes=90), MONDAY_9 + timedelta(days=2, minutes=45))):
        who = builders.person(reception.organization, first_name=f"Anne{number}", phone=f"+3363998010{number}")
        made.append(
            builders.appointment(reception.adviser, who, reception.reason, at=reception.venue, starts_at=starts_at)
        )
    return made


def week(page: Page) -> None:
    page.goto(reverse("desk:agenda-week", args=[WEEK]))
    ready(page)


def ready(page: Page) -> None:
    """The keys act."""
    expect(page.locator("[data-key=n]").first).to_have_attribute("aria-keyshortcuts", re.compile("."))


def item(page: Page, appointment: Appointment):
    return page.locator(f"[data-item=appointment][data-pk='{appointment.pk}']")


def drag(page: Page, appointment: Appointment, *, hours: float = 0, days: int = 0, edge: bool = False) -> None:
    """Take an appointment, by its bottom edge or not, and carry it without letting go."""
    box = item(page, appointment).bounding_box()
    assert box
    quarter = page.locator(f"li:has([data-pk='{appointment.pk}'])").bounding_box()["height"] / 3  # type: ignore[index]
    column = page.locator("section[data-day]").first.bounding_box()
    assert column
    x, y = box["x"] + box["width"] / 2, box["y"] + (box["height"] - 2 if edge else box["height"] / 2)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 3, y + 8, steps=3)
    page.mouse.move(x + days * column["width"], y + hours * 4 * quarter, steps=8)


class TestKeyboard:
    def test_arrows_go_up_and_down_a_day_and_across_to_the_nearest_hour(self, open_desk, coming, others):
        page = open_desk()
        week(page)
        same_day, wednesday = others
        item(page, coming).focus()
        while page.evaluate("document.activeElement.dataset.pk") != str(same_day.pk):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        expect(item(page, same_day)).not_to_be_focused()
        item(page, wednesday).focus()
        page.keyboard.press("ArrowLeft")
        assert page.evaluate("document.activeElement.closest('section').dataset.day") == "2026-11-17"
        page.keyboard.press("ArrowRight")
        expect(item(page, wednesday)).to_be_focused()

    def test_enter_opens_and_m_moves(self, open_desk, coming):
        page = open_desk()
        week(page)
        item(page, coming).press("Enter")
        expect(page).to_have_url(re.compile(reverse("desk:appointment", args=[coming.pk]) + "$"))
        week(page)
        item(page, coming).press("m")
        expect(page.get_by_role("button", name="Déplacer ce rendez-vous")).to_be_visible()

    def test_letters_lead_elsewhere_and_can_be_switched_off(self, open_desk, coming):
        page = open_desk()
        week(page)
        page.keyboard.press("s")
        expect(page.get_by_role("heading", level=1)).to_contain_text("23")
        ready(page)
        page.keyboard.press("p")
        expect(page.get_by_role("heading", level=1)).to_contain_text("16")
        week(page)
        page.keyboard.press("?")
        panel = page.get_by_role("dialog", name="Au clavier")
        expect(panel).to_be_visible()
        assert accessibility_problems(page) == []
        panel.get_by_label("Les touches d’une lettre agissent").uncheck()
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        address = page.url
        page.keyboard.press("n")
        page.wait_for_timeout(300)
        assert page.url == address
        page.reload()
        page.keyboard.press("?")
        expect(panel).to_be_hidden()
        page.get_by_role("button", name="Au clavier").click()
        expect(panel).to_be_visible()

    def test_in_a_field_letters_are_letters(self, open_desk, coming):
        page = open_desk()
        page.goto(reverse("desk:agenda-list"))
        field = page.locator("input[name=q]")
        field.focus()
        page.keyboard.type("nmt?")
        expect(field).to_have_value("nmt?")

    def test_without_javascript_the_keys_are_still_told(self, open_desk, coming):
        page = open_desk(javascript=False)
        page.goto(reverse("desk:agenda-week", args=[WEEK]))
        page.get_by_role("button", name="Au clavier").click()
        expect(page.get_by_text("la chose d’avant, d’après, le même jour")).to_be_visible()


class TestMouse:
    def test_dragging_writes_nothing_and_opens_the_page_that_asks(self, open_desk, coming):
        page = open_desk()
        week(page)
        drag(page, coming, hours=1.5, days=1)
        expect(page.locator(".ghost")).to_have_text("10 h 30")
        page.mouse.up()
        expect(page.get_by_role("heading", name="Avant de confirmer")).to_be_visible()
        expect(page.locator("#apercu")).to_contain_text("mardi 17 novembre à 10 h 30")
        expect(page.locator("#apercu")).to_contain_text("Votre rendez-vous change")
        assert Appointment.objects.get().starts_at == MONDAY_9
        page.get_by_label("Raison, pour l’équipe").fill("formation")
        page.get_by_role("button", name="Déplacer ce rendez-vous").click()
        expect(page.get_by_role("status")).to_contain_text("C’est changé")
        assert Appointment.objects.get().starts_at == MONDAY_9 + timedelta(days=1, minutes=90)
        assert "/equipe/agenda/semaine/" in page.url
        page.get_by_role("button", name="Annuler le déplacement").click()
        expect(page.get_by_role("status")).to_contain_text("Le déplacement est annulé")
        assert Appointment.objects.get().starts_at == MONDAY_9

    def test_the_bottom_edge_changes_the_length_by_quarters(self, open_desk, coming):
        page = open_desk()
        week(page)
        drag(page, coming, hours=0.5, edge=True)
        expect(page.locator(".ghost")).to_have_text("9 h, 75 min")
        page.mouse.up()
        expect(page.locator("#id_minutes")).to_have_value("75")
        assert Appointment.objects.get().minutes == 45

    def test_what_stands_in_the_way_is_said_on_the_page_the_drag_opens(self, open_desk, coming, others):
        page = open_desk()
        week(page)
        drag(page, coming, hours=1.5)
        page.mouse.up()
        expect(page.locator("#apercu")).to_contain_text("a déjà un rendez-vous avec Anne0 B.")
        expect(page.get_by_role("button", name="Déplacer quand même")).to_be_visible()
        assert AppointmentChange.objects.count() == 0

    def test_escape_leaves_everything_in_place(self, open_desk, coming):
        page = open_desk()
        week(page)
        address = page.url
        drag(page, coming, hours=2)
        expect(page.locator(".ghost")).to_be_visible()
        page.keyboard.press("Escape")
        page.mouse.up()
        expect(page.locator(".ghost")).to_have_count(0)
        expect(page.locator("#annonce")).to_have_text("Déplacement abandonné : rien n’a changé.")
        assert page.url == address


class TestMoving:
    def test_an_appointment_is_moved_by_keyboard_alone(self, open_desk, coming):
        page = open_desk()
        week(page)
        item(page, coming).focus()
        page.keyboard.press("m")
        first = page.get_by_role("radio").first
        expect(first).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("C’est changé")
        assert Appointment.objects.get().starts_at == MONDAY_9 + timedelta(minutes=45)

    def test_rdv_service_public_2198_a_move_by_the_adviser_leaves_a_trace_in_words(self, open_desk, coming):
        """Moved without JavaScript, with a search for a free hour, a reason, and what was sent; read where one looks."""
        page = open_desk(javascript=False, width=390)
        page.goto(reverse("desk:move", args=[coming.pk]))
        page.locator("label.btn", has_text="9 h 45").first.click()
        page.get_by_label("Raison, pour l’équipe").fill("formation")
        page.get_by_role("button", name="Voir ce qui gêne et le message").click()
        expect(page.locator("#apercu")).to_contain_text("lundi 16 novembre à 9 h 45")
        page.get_by_role("button", name="Déplacer ce rendez-vous").click()
        expect(page.get_by_role("status").first).to_contain_text("C’est changé")
        for address in (reverse("desk:appointment", args=[coming.pk]), reverse("desk:person", args=[coming.person_id])):
            page.goto(address)
            expect(page.locator(".log")).to_contain_text(
                "Maëlle a déplacé le rendez-vous du lundi 16 à 9 h au même jour à 9 h 45. Raison : formation."
            )
            expect(page.locator(".log")).to_contain_text("SMS prévu")

    def test_rdv_service_public_1633_a_move_sent_twice_moves_and_tells_once(self, open_desk, coming):
        """The page is found again with “Back” and sent once more: one move, one message."""
        page = open_desk(javascript=False)
        for _ in range(2):
            page.goto(reverse("desk:move", args=[coming.pk]))
            page.get_by_text("Une autre heure", exact=False).first.click()
            page.get_by_label("Jour", exact=True).fill("2026-11-17")
            page.get_by_label("Heure", exact=True).fill("09:00")
            page.get_by_role("button", name="Déplacer ce rendez-vous").click()
        expect(page.get_by_role("status").first).to_contain_text("Rien n’a changé")
        assert AppointmentChange.objects.count() == 1
        assert Message.objects.filter(kind="change").count() == 1
