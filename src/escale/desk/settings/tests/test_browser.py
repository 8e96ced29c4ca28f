"""What only a browser can tell of the settings: live previews, buttons that write, axe, widths, no JavaScript."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from escale.accounts.models import Organization
from escale.agenda.models import Permanence
from escale.appointments.models import BookableBy, Reason
from escale.desk.settings.tests.acting import address
from escale.testing import builders
from escale.testing.browser import WIDTHS, OpenPage, accessibility_problems, overflows
from escale.testing.cast import Reception, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "settings",
    "settings-venues",
    "settings-venue-add",
    "settings-reasons",
    "settings-reason-add",
    "permanences",
    "permanence-add",
    "settings-absences",
    "settings-online",
    "settings-online-poster",
    "settings-texts",
    "setup-venues",
    "setup-hours",
    "setup-reasons",
)


def enter(page: Page, reception: Reception) -> Page:
    """Sign Maëlle in, without the sign-in pages."""
    client: Client = signed_in(reception.adviser)
    page.goto("/affichage/")  # A cookie belongs to a host, which the page then knows.
    secret, host = client.cookies["sessionid"].value, urlsplit(page.url).hostname or ""
    page.context.add_cookies([{"name": "sessionid", "value": secret, "domain": host, "path": "/"}])
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_accessible_and_fits(open_page: OpenPage, reception: Reception, width: int):
    builders.room(reception.venue)
    page = enter(open_page(width=width), reception)
    found: list[str] = []
    for name in PAGES:
        page.goto(address(name))
        expect(page).to_have_url(re.compile(f"{address(name)}$"))
        found += [f"{name}: {problem}" for problem in accessibility_problems(page)]
        found += [f"{name}: scrolls sideways"] if overflows(page) else []
    assert found == []


def test_dates_appear_while_the_sentence_is_said(page: Page, reception: Reception):
    enter(page, reception)
    page.goto(address("permanence-add"))
    page.get_by_text("mardi", exact=True).click()
    expect(page.get_by_role("heading", name="dates")).to_be_visible()
    page.get_by_label("Rythme").select_option(label="le premier du mois")
    expect(page.get_by_role("button", name="Enregistrer les")).to_be_visible()
    page.get_by_text(reception.reason.name, exact=True).click()
    page.get_by_role("button", name="Enregistrer les").click()
    expect(page.get_by_text("La permanence est ouverte.")).to_be_visible()
    opened = Permanence.objects.latest("pk")
    assert (opened.rule, opened.reasons.get()) == ("FREQ=MONTHLY;BYDAY=1TU", reception.reason)


def test_a_permanence_is_opened_without_javascript(open_page: OpenPage, reception: Reception):
    page = enter(open_page(javascript=False), reception)
    page.goto(address("permanence-add"))
    page.get_by_label("jeudi").check(force=True)
    page.get_by_role("button", name="Voir les dates").click()
    page.get_by_role("button", name="Enregistrer les").click()
    expect(page.get_by_text("La permanence est ouverte.")).to_be_visible()


def test_a_reason_is_made_ready_and_the_booking_opened(page: Page, reception: Reception):
    Reason.objects.update(bookable_by=BookableBy.STAFF, offered_online=False)
    Organization.objects.update(online_booking_opened_at=None)
    enter(page, reception)
    page.goto(address("settings-online"))
    page.get_by_role("button", name="Ouvrir à tous").click()
    page.get_by_role("button", name="Proposer en ligne").click()
    expect(page.get_by_text("Le public verra 1 motif et")).to_be_visible()
    page.get_by_role("button", name="Ouvrir au public").click()
    expect(page.get_by_text("Ouverte au public")).to_be_visible()
    assert list(Reason.objects.open_to_public()) == [reception.reason]


def test_a_placeholder_is_inserted_counted_and_seen_on_the_telephone(page: Page, reception: Reception):
    enter(page, reception)
    page.goto(address("settings-texts"))
    page.get_by_label("Texte : Rappel", exact=True).fill("Bonjour ")
    page.get_by_role("button", name="Ajouter prénom dans le texte « Rappel »").click()
    expect(page.locator("#count_reminder")).to_have_text("15 signes avec un exemple : 1 SMS")
    expect(page.get_by_text("Bonjour Lucette", exact=True)).to_be_visible()


def test_communes_are_suggested_while_one_types(page: Page, reception: Reception):
    enter(page, reception)
    page.goto(address("settings-venue-add"))
    page.get_by_label("Commune").press_sequentially("fougè", delay=20)
    expect(page.locator("#communes option").first).to_have_attribute("value", "Fougères (35300)")


def test_the_outcome_of_the_first_settings_follows_the_sentence(page: Page, reception: Reception):
    Permanence.objects.all().delete()
    enter(page, reception)
    page.goto(address("setup-hours"))
    page.get_by_label("Je reçois").select_option(label="le mardi")
    expect(page.get_by_text("4 personnes par semaine sur rendez-vous")).to_be_visible()
