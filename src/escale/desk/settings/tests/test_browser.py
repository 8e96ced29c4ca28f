"""What only a browser can tell of the settings: live previews, buttons that write, axe, widths, no JavaScript."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from playwright.sync_api import Page, expect

from escale.accounts.models import Organization
from escale.agenda.models import Permanence
from escale.appointments.models import BookableBy, Reason
from escale.desk.settings.tests.acting import address
from escale.people.models import Beneficiary
from escale.scheduling.recurrence import Parity
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems
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


def test_every_page_is_accessible_and_fits(page: Page, reception: Reception):
    builders.room(reception.venue)
    enter(page, reception)
    found: list[str] = []
    for name in PAGES:
        page.goto(address(name))
        expect(page).to_have_url(re.compile(f"{address(name)}$"))
        found += [f"{name}: {problem}" for problem in page_problems(page)]
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


@pytest.fixture
def friday_runs(now: datetime) -> Iterator[None]:
    """Friday 13 November 2026, and the clock runs: a browser waits."""
    with time_machine.travel(now, tick=True):
        yield


@pytest.fixture
def one_permanence(friday_runs: None, reception: Reception) -> Permanence:
    return Permanence.objects.get()


def test_the_pages_of_a_permanence_are_accessible_and_fit(page: Page, reception: Reception, one_permanence: Permanence):
    enter(page, reception)
    change = address("permanence-change", one_permanence.pk)
    addresses = [
        address("permanence", one_permanence.pk),
        address("permanence-week"),
        address("permanence-settle", one_permanence.pk),
        change,
        f"{change}?scope=one",
    ]
    found: list[str] = []
    for each in addresses:
        page.goto(each)
        found += [f"{each}: {problem}" for problem in page_problems(page)]
    assert found == []


def test_a_permanence_outside_school_holidays_is_opened_by_keyboard(
    page: Page, reception: Reception, friday_runs: None
):
    enter(page, reception)
    page.goto(address("permanence-add"))
    page.get_by_label("jeudi").focus()
    page.keyboard.press("Space")
    page.get_by_label("Rythme").focus()
    page.keyboard.type("semaines p")
    page.get_by_label("Pas pendant les vacances scolaires").focus()
    page.keyboard.press("Space")
    save = page.get_by_role("button", name="Enregistrer les")
    expect(save).to_be_visible()
    expect(page.get_by_text("Vacances de Noël").first).to_be_visible()
    save.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("La permanence est ouverte.")).to_be_visible()
    opened = Permanence.objects.latest("pk")
    assert opened.skips_school_holidays
    assert opened.recurrence.parity == Parity.EVEN


def test_a_permanence_outside_school_holidays_is_opened_without_javascript(
    open_page: OpenPage, reception: Reception, friday_runs: None
):
    page = enter(open_page(javascript=False), reception)
    page.goto(address("permanence-add"))
    page.get_by_label("jeudi").check(force=True)
    page.get_by_label("Pas pendant les vacances scolaires").check()
    page.get_by_role("button", name="Voir les dates").click()
    page.get_by_role("button", name="Remettre : 24 et 31 décembre").click()
    expect(page.get_by_text("Remise").first).to_be_visible()
    page.get_by_role("button", name="Enregistrer les").click()
    expect(page.get_by_text("La permanence est ouverte.")).to_be_visible()
    opened = Permanence.objects.latest("pk")
    assert opened.skips_school_holidays
    assert opened.occurrences.changed().count() == 2


def test_one_date_changes_without_javascript_with_its_appointment(
    open_page: OpenPage, reception: Reception, one_permanence: Permanence, person: Beneficiary
):
    """The oldest wish of RDV Service Public's users (#1080), with no script at all."""
    tuesday = one_permanence.occurrences.get(original_on=date(2026, 11, 24))
    taken = builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=tuesday.starts_at
    )
    page = enter(open_page(javascript=False), reception)
    page.goto(address("permanence", one_permanence.pk))
    page.get_by_role("link", name="Changer : mardi 24 novembre").click()
    page.locator("[name=start_time]").select_option(value="10:00")
    page.get_by_role("button", name="Voir les dates").click()
    page.get_by_label("Reculer à 10 h", exact=True).check(force=True)
    page.get_by_role("button", name="Enregistrer cette date").click()
    expect(page.get_by_text("Annuler ce changement")).to_be_visible()
    taken.refresh_from_db()
    tuesday.refresh_from_db()
    assert taken.starts_at == tuesday.starts_at
    assert tuesday.changed_at
