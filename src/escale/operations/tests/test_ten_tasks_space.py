"""Three tasks of people, each without help of a mouse, on a screen of 320 pixels: what they do, key by key."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from escale.appointments import links
from escale.appointments.models import Appointment, State
from escale.myspace import links as space_links
from escale.myspace.models import SpaceCode
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.browser import OpenPage, overflows, page_problems, press_until_focused
from escale.testing.cast import Reception
from escale.workshops.models import Enrollment

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("running_friday"),
]
SMALL = 320


@pytest.fixture(autouse=True)
def _telephone(settings) -> None:
    settings.PUBLIC_PHONE = "+33261910512"


@pytest.fixture
def lucette(reception: Reception) -> Beneficiary:
    return builders.person(reception.organization)


@pytest.fixture
def planned(lucette: Beneficiary, reception: Reception, now: datetime) -> Appointment:
    """Lucette's, on Friday 20 November at 9 h 30."""
    return builders.appointment(
        reception.adviser, lucette, reception.reason, at=reception.venue, starts_at=builders.NEXT_FRIDAY, now=now
    )


def press(page: Page, role: str, name: str) -> None:
    """Reach a control by keyboard, and press it."""
    press_until_focused(page, role, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert not overflows(page)


def write(page: Page, name: str, text: str) -> None:
    press_until_focused(page, "textbox", name)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def digits() -> str:
    """The six digits of the last SMS."""
    return space_links.digits_of(SpaceCode.objects.order_by("-pk")[0])


def open_space(page: Page) -> None:
    """From the home page to one's own space, by number, code and first name."""
    page.goto("/mon-espace/")
    write(page, "Votre numéro de portable", "06 39 98 00 42")
    press(page, "button", "Recevoir un code par SMS")
    write(page, "Les 6 chiffres", digits())
    press(page, "button", "Continuer")
    write(page, "Votre prénom", "lucette")
    press(page, "button", "Ouvrir mon espace")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Lucette")


def test_cancel_from_an_sms(open_page: OpenPage, planned: Appointment) -> None:
    page = open_page(width=SMALL)
    page.goto(f"/m/{links.secret_of(planned.link_nonce)}")
    press(page, "link", "^Annuler$")
    press(page, "button", "Oui, annuler mon rendez-vous")
    expect(page.get_by_text("C’est annulé.")).to_be_visible()
    planned.refresh_from_db()
    assert planned.state == State.EXCUSED


def test_change_phone(open_page: OpenPage, planned: Appointment, lucette: Beneficiary) -> None:
    page = open_page(width=SMALL, javascript=False)
    open_space(page)
    press(page, "link", "Mes informations")
    press(page, "link", "Changer de numéro")
    write(page, "Votre nouveau numéro", "06 39 98 00 99")
    press(page, "button", "Recevoir un code sur ce numéro")
    write(page, "Les 6 chiffres", digits())
    press(page, "button", "Changer de numéro")
    expect(page.get_by_text(re.compile("Nous écrivons maintenant à votre nouveau numéro"))).to_be_visible()
    lucette.refresh_from_db()
    planned.refresh_from_db()
    assert (lucette.phone, planned.contact_phone) == ("+33639980099", "+33639980099")
    press(page, "button", "C’est fini")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre espace est fermé")


def test_enroll_my_mother(open_page: OpenPage, reception: Reception) -> None:
    group = builders.group(reception.adviser, reception.venue, title="Trier ses photos")
    page = open_page(width=SMALL)
    page.goto(f"/ateliers/{group.slug}/")
    write(page, "Votre prénom", "Claire")
    write(page, "Votre numéro de téléphone", "06 39 98 00 77")
    press_until_focused(page, "checkbox", "Je réserve pour")
    page.keyboard.press("Space")
    write(page, "Le prénom de la personne qui vient", "Lucette")
    press(page, "button", "Réserver")
    expect(page.get_by_role("heading", level=1)).to_contain_text("La place est gardée pour Lucette")
    assert Enrollment.objects.get().helper_name == "Claire"
    press(page, "button", "Voir tout ce qui est prévu pour moi")
    write(page, "Les 6 chiffres", digits())
    press(page, "button", "Continuer")
    write(page, "Votre prénom", "Claire")
    press(page, "button", "Ouvrir mon espace")
    expect(page.get_by_role("heading", name="Trier ses photos")).to_be_visible()


def test_every_page_of_the_space_is_accessible(page: Page, planned: Appointment, lucette: Beneficiary) -> None:
    builders.person(builders.organization("CCAS de Fougères"))
    open_space(page)
    inside = "/mon-espace/mes-informations/"
    problems = []
    for address in (
        "/mon-espace/",
        inside,
        f"{inside}numero/",
        f"{inside}{lucette.pk}/corriger/",
        f"{inside}{lucette.pk}/effacer/",
        "/mon-espace/proches/",
        "/mon-espace/messages/",
        "/mon-espace/appris/",
    ):
        page.goto(address)
        problems += [f"{address}: {problem}" for problem in page_problems(page, dark=(390,))]
    assert problems == []
