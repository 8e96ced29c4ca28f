"""What only a browser can tell of the pages about calendars: axe, widths, no JavaScript, the reading that ends by itself."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from escale.agenda.models import ExternalCalendar
from escale.desk.settings.tests.acting import address
from escale.operations.demo import calendars
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems
from escale.testing.cast import Reception, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "calendars",
    "calendar-add",
    "calendar-add-address",
    "calendar-add-file",
    "calendar-add-caldav",
    "calendar-feed",
)
FILE = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\n{hours}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def enter(page: Page, reception: Reception) -> Page:
    """Sign Maëlle in, without the sign-in pages."""
    client: Client = signed_in(reception.adviser)
    page.goto("/affichage/")  # A cookie belongs to a host, which the page then knows.
    secret, host = client.cookies["sessionid"].value, urlsplit(page.url).hostname or ""
    page.context.add_cookies([{"name": "sessionid", "value": secret, "domain": host, "path": "/"}])
    return page


def test_every_page_is_accessible_and_fits(page: Page, reception: Reception) -> None:
    calendars.fill(reception.adviser, zone=ZoneInfo("Europe/Paris"), now=timezone.now())
    enter(page, reception)
    found: list[str] = []
    for name in PAGES:
        page.goto(address(name))
        expect(page).to_have_url(re.compile(f"{address(name)}$"))
        found += [f"{name}: {problem}" for problem in page_problems(page)]
    assert found == []


def test_complaint_4114_a_calendar_is_added_settled_and_removed_without_javascript(
    open_page: OpenPage, reception: Reception, person: Beneficiary
) -> None:
    starts_at = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=3)
    builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=starts_at, now=timezone.now()
    )
    hours = f"DTSTART:{starts_at:%Y%m%dT%H%M%SZ}\r\nDURATION:PT1H\r\nSUMMARY:Dentiste"
    page = enter(open_page(javascript=False), reception)
    page.goto(address("calendars"))
    page.get_by_role("link", name="Ajouter un agenda").first.click()
    page.get_by_role("link", name="J’ai un fichier").click()
    page.get_by_label("Son nom, pour vous").fill("Perso")
    given = {"name": "perso.ics", "mimeType": "text/calendar", "buffer": FILE.format(hours=hours).encode()}
    page.get_by_label("Fichier", exact=True).set_input_files(given)
    page.get_by_role("button", name="Ajouter cet agenda").click()
    expect(page.get_by_text("1 évènement.")).to_be_visible()
    expect(page.get_by_role("heading", name="À régler")).to_be_visible()
    page.get_by_role("button", name="Garder les deux").click()
    expect(page.get_by_role("heading", name="À régler")).to_have_count(0)
    page.get_by_role("link", name="Corriger : Perso").click()
    page.get_by_role("button", name="Retirer Perso").click()
    expect(page.get_by_text("Ses heures sont de nouveau libres.")).to_be_visible()


def test_the_end_of_a_reading_shows_by_itself(page: Page, reception: Reception) -> None:
    enter(page, reception)
    page.goto(address("calendar-add-address"))
    page.get_by_label("Son nom, pour vous").fill("Mairie")
    page.get_by_label("Adresse de l’agenda").fill("https://agenda.example.org/a.ics")
    page.get_by_role("button", name="Ajouter cet agenda").click()
    expect(page.get_by_text("Lecture en cours.")).to_be_visible()
    now = timezone.now()
    ExternalCalendar.objects.update(last_read_at=now, next_read_at=now + timedelta(minutes=15), event_count=42)
    expect(page.get_by_text("42 évènements.")).to_be_visible()
    expect(page.get_by_text("Lecture en cours.")).to_have_count(0)


def test_the_address_of_ones_own_agenda_is_made_renewed_and_closed_without_javascript(
    open_page: OpenPage, reception: Reception
) -> None:
    page = enter(open_page(javascript=False), reception)
    page.goto(address("calendar-feed"))
    page.get_by_role("button", name="Créer mon adresse").click()
    former = page.locator("#url").inner_text()
    page.get_by_label("Avec les prénoms").check()
    page.get_by_role("button", name="Enregistrer ces choix").click()
    expect(page.get_by_label("Avec les prénoms")).to_be_checked()
    page.get_by_role("button", name="Changer l’adresse").click()
    expect(page.locator("#url")).not_to_have_text(former)
    page.get_by_role("button", name="Fermer l’adresse").click()
    expect(page.get_by_role("button", name="Créer mon adresse")).to_be_visible()
