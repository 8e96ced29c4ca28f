"""The journey in a real browser: with and without JavaScript, at three widths, by keyboard, read by axe."""

import re
from datetime import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from escale.accounts.models import Membership, Organization
from escale.appointments import links
from escale.appointments.models import Appointment, State
from escale.places.models import Venue
from escale.portal.tests import acting
from escale.testing import builders
from escale.testing.browser import (
    HEIGHT,
    WIDTHS,
    OpenPage,
    overflows,
    page_problems,
    press_until_focused,
    stand_on_one_line,
)
from escale.testing.cast import Reception
from escale.workshops.models import Group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _telephone(settings) -> None:
    settings.PUBLIC_PHONE = "+33261910512"


def choose_subject_and_hour(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("Je suis bloqué")).click()
    page.get_by_role("link", name=re.compile("Je veux envoyer un document par mail")).click()
    page.get_by_role("button", name=re.compile(r"Lundi 16\snovembre à\s9\sh\s45")).click()


def give_number(page: Page, phone: str = "06 39 98 00 42") -> None:
    page.get_by_label("Votre numéro").fill(phone)
    page.get_by_label("Votre prénom").fill("Lucette")
    page.get_by_role("button", name="Confirmer mon rendez-vous").click()


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (390, False), (320, True)])
def test_the_journey_ends_with_an_appointment(
    open_page: OpenPage, reception: Reception, width: int, javascript: bool
) -> None:
    page = open_page(width=width, javascript=javascript)
    choose_subject_and_hour(page)
    give_number(page, "06 39 98 00")
    expect(page.get_by_role("alert")).to_contain_text("Nous lisons 8 chiffres")
    expect(page.get_by_label("Votre prénom")).to_have_value("Lucette")
    give_number(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("C’est noté, Lucette")
    page.get_by_role("link", name="Changer ou annuler").click()
    page.get_by_role("button", name="Oui, annuler mon rendez-vous").click()
    expect(page.get_by_text("C’est annulé.")).to_be_visible()
    assert Appointment.objects.get().state == State.EXCUSED


def test_a_word_longer_than_its_column_widens_no_page(
    open_page: OpenPage, adviser: Membership, reception: Reception
) -> None:
    builders.group(adviser, reception.venue, title="Atelier Anticonstitutionnellement")
    Organization.objects.update(name="Centre Anticonstitutionnellement")
    Venue.objects.update(name="Maison Anticonstitutionnellement")
    lists = ["/", "/activites/", "/lieux/", reverse("portal:organization", args=[reception.organization.slug])]
    page, wide = open_page(width=320), []
    for address in [*lists, reverse("portal:group", args=[Group.objects.get().slug])]:
        page.goto(address)
        expect(page.get_by_text("Anticonstitutionnellement").first).to_be_attached()
        if overflows(page):
            wide.append(address)
    assert wide == []


def test_the_journey_passes_by_keyboard_alone(open_page: OpenPage, reception: Reception) -> None:
    page = open_page()
    page.goto(acting.subject_page(reception))
    for role, name in [("link", "Je veux envoyer un document"), ("button", r"Lundi 16\snovembre à\s9\sh\s45")]:
        press_until_focused(page, role, name)
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    press_until_focused(page, "textbox", "Votre numéro")
    page.keyboard.type("06 39 98 00 42")
    press_until_focused(page, "textbox", "Votre prénom")
    page.keyboard.type("Lucette")
    press_until_focused(page, "checkbox", "Je réserve pour")
    page.keyboard.press("Space")
    press_until_focused(page, "textbox", "Le prénom de cette personne")
    page.keyboard.type("Yves")
    press_until_focused(page, "button", "Confirmer mon rendez-vous")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("C’est noté pour Yves")


def test_a_refused_form_puts_the_focus_on_what_to_correct(open_page: OpenPage, reception: Reception) -> None:
    page = open_page()
    choose_subject_and_hour(page)
    give_number(page, "12")
    expect(page.get_by_role("alert")).to_be_focused()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_preference_hides_the_other_half_of_the_day(
    open_page: OpenPage, reception: Reception, javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    page.goto(acting.slots_page(reception.reason))
    morning = page.get_by_role("button", name=re.compile(r"Lundi 16\snovembre à\s9\sh\s45"))
    expect(morning).to_be_visible()
    page.locator("#aprem").check(force=True)
    expect(morning).to_be_hidden()
    page.locator("#matin").check(force=True)
    expect(morning).to_be_visible()


def test_communes_are_suggested_while_one_types(open_page: OpenPage, reception: Reception) -> None:
    page = open_page()
    page.goto("/lieux/")
    page.get_by_label("Votre commune").fill("argentre")
    suggested = page.locator('#communes option[value="Argentré-du-Plessis (35370)"]')
    expect(suggested).to_be_attached()


def test_back_keeps_what_was_typed_and_makes_no_second_appointment(open_page: OpenPage, reception: Reception) -> None:
    page = open_page()
    choose_subject_and_hour(page)
    give_number(page)
    page.wait_for_url("**/c-est-note/**")
    page.go_back()
    expect(page.get_by_label("Votre numéro")).to_have_value("06 39 98 00 42")
    page.get_by_role("button", name="Confirmer mon rendez-vous").click()
    page.wait_for_url("**/c-est-note/**")
    assert Appointment.objects.count() == 1


def test_rdv_service_public_1633_a_double_click_makes_one_appointment(
    open_page: OpenPage, reception: Reception
) -> None:
    page = open_page()
    choose_subject_and_hour(page)
    page.get_by_label("Votre numéro").fill("06 39 98 00 42")
    page.get_by_label("Votre prénom").fill("Lucette")
    page.get_by_role("button", name="Confirmer mon rendez-vous").dblclick()
    expect(page).to_have_url(re.compile("/c-est-note/"))
    assert Appointment.objects.count() == 1


def test_every_page_is_accessible_and_never_scrolls_sideways(page: Page, client, reception: Reception) -> None:
    secret = links.secret_of(acting.booked(client, reception).link_nonce)
    problems = []
    for address in (*public_pages(reception), *secret_pages(secret)):
        page.goto(address)
        problems += [f"{address}: {problem}" for problem in page_problems(page, dark=WIDTHS[1:2])]
    assert problems == []


def test_large_text_on_a_small_telephone_never_scrolls_sideways_nor_hides_a_button(
    open_page: OpenPage, reception: Reception
) -> None:
    page = open_page(width=320)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Affichage").click()
    page.get_by_text("Grande", exact=True).click()
    page.get_by_role("button", name="Garder ces réglages").click()
    expect(page.locator("html")).to_have_attribute("data-size", "grand")
    assert [address for address in public_pages(reception) if page.goto(address) and overflows(page)] == []


def test_the_head_stands_on_one_line_on_the_screen_of_a_computer(open_page: OpenPage, reception: Reception) -> None:
    page = open_page()
    page.goto("/")
    heads = []
    for width in (992, 1104, 1105, 1280):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        heads.append(stand_on_one_line(page, ".site-head > .wrap > *"))
    assert heads == [True] * 4


def public_pages(reception: Reception, at: datetime = acting.MONDAY_9_45) -> list[str]:
    organization, reason = reception.organization.slug, reception.reason
    return [
        "/",
        "/?q=mail&ville=Vitré",
        "/?q=xyzzyx",
        acting.subject_page(reception),
        acting.slots_page(reason),
        acting.slots_page(reason, f"?avis=prise&creneau={reception.venue.pk}-20261116T0800Z"),
        acting.number_page(reason, reception.venue, at),
        reverse("portal:booking-callback", args=[organization]),
        reverse("portal:booking-waiting", args=[organization, reason.pk]),
        "/mon-rendez-vous/",
        "/mon-rendez-vous/inconnu/",
        "/lieux/",
        reverse("portal:venue", args=[reception.venue.slug]),
        "/accessibilite/",
        "/donnees-personnelles/",
        "/mentions-legales/",
        "/cookies/",
        "/code-source/",
        "/mon-espace/",
        "/rien-ici/",
    ]


def secret_pages(secret: str) -> list[str]:
    names = ("appointment", "booking-done", "appointment-move", "appointment-correct", "appointment-stop-sms", "card")
    return [reverse(f"portal:{name}", args=[secret]) for name in names]
