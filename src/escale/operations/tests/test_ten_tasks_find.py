"""What five people come for on the search, each by the keys alone and on a screen of 320 pixels, without help."""

from collections.abc import Iterator
from datetime import time, timedelta

import pytest
import time_machine
from playwright.sync_api import Page, expect

from escale.accounts.models import Membership
from escale.appointments.models import CallbackRequest
from escale.places.models import Venue
from escale.publishing.models import AdviserPage
from escale.testing import builders
from escale.testing.browser import OpenPage, overflows, press_until_focused
from escale.testing.cast import Reception

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOW = builders.NOW
PHOTOS = "Mes photos : du téléphone à l’ordinateur"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def narrow(open_page: OpenPage) -> Page:
    return open_page(width=320)


def look_for(page: Page, words: str, *, commune: str = "") -> None:
    """From the home page, by keyboard."""
    page.goto("/")
    press_until_focused(page, "combobox", "Que voulez-vous apprendre ou faire")
    page.keyboard.type(words)
    if commune:
        press_until_focused(page, "combobox", "Votre commune")
        page.keyboard.press("Control+a")
        page.keyboard.type(commune)
    page.keyboard.press("Enter")
    page.wait_for_url("**/activites/**")
    assert not overflows(page)


def press(page: Page, role: str, name: str) -> None:
    press_until_focused(page, role, name)
    page.keyboard.press("Enter")


def test_a_workshop_on_photos_near_la_guerche(narrow: Page, adviser: Membership, reception: Reception) -> None:
    far = builders.venue(adviser.organization, name="Médiathèque de La Guerche", commune="35125")
    Venue.objects.filter(pk=far.pk).update(latitude=47.9412, longitude=-1.2307)
    subject = builders.workshop(adviser.organization, title=PHOTOS, promise="vous rangez vos photos")
    builders.group(adviser, far, subject=subject, slug="photos", starts_at=NOW + timedelta(days=6))
    look_for(narrow, "mes fotos", commune="la guerche")
    expect(narrow.get_by_role("heading", level=1)).to_contain_text("La Guerche-de-Bretagne")
    expect(narrow.get_by_role("main")).to_contain_text("Médiathèque de La Guerche")
    press(narrow, "link", "^Réserver ma place : Mes photos")
    expect(narrow.get_by_role("heading", level=1)).to_contain_text("Mes photos")


def test_the_next_appointment_in_the_morning(narrow: Page, adviser: Membership, reception: Reception) -> None:
    builders.permanence(
        adviser, reception.venue, weekdays=(5,), start=time(14), end=time(17), reasons=(reception.reason,)
    )
    look_for(narrow, "un rendez-vous le matin")
    expect(narrow.get_by_role("main")).to_contain_text("Nous avons compris « le matin ».")
    expect(narrow.get_by_role("main")).to_contain_text("à 9 h, 9 h 45, 10 h 30 ou 11 h 15")
    press(narrow, "link", "^Choisir une heure")
    expect(narrow.get_by_role("heading", level=1)).to_be_visible()


def test_the_list_is_printed_for_a_neighbour(narrow: Page, reception: Reception) -> None:
    look_for(narrow, "mail", commune="Vitré")
    press(narrow, "link", "Imprimer la liste")
    narrow.wait_for_url("**/activites/imprimer/**")
    expect(narrow.get_by_role("main")).to_contain_text("Téléphone : 02 61 91 05 13")
    narrow.evaluate("window.print = () => { document.title = 'imprimé'; }")
    press(narrow, "button", "Imprimer")
    expect(narrow).to_have_title("imprimé")
    assert not overflows(narrow)
    narrow.emulate_media(media="print")
    expect(narrow.get_by_role("button", name="Imprimer")).to_be_hidden()
    expect(narrow.get_by_text("Lundi 16 novembre")).to_be_visible()


def test_who_speaks_english_is_found(narrow: Page, adviser: Membership, reception: Reception) -> None:
    AdviserPage.objects.create(
        organization=adviser.organization,
        adviser=adviser.user,
        slug="maelle",
        helps_with="Les mails",
        languages="anglais",
        changed_at=NOW,
        published_at=NOW,
    )
    look_for(narrow, "speak english")
    press(narrow, "link", "Maëlle vous reçoit en anglais")
    expect(narrow.get_by_role("heading", level=1)).to_contain_text("Maëlle")


def test_somebody_asks_to_be_called(narrow: Page, reception: Reception) -> None:
    look_for(narrow, "je préfère parler au téléphone")
    press(narrow, "link", "Me faire rappeler")
    press_until_focused(narrow, "textbox", "Votre numéro")
    narrow.keyboard.type("06 39 98 00 42")
    press_until_focused(narrow, "textbox", "Votre prénom")
    narrow.keyboard.type("Lucette")
    press(narrow, "button", "rappel|appel")
    narrow.wait_for_url("**/rappel/note/**")
    assert CallbackRequest.objects.get().first_name == "Lucette"
