"""A programme in a browser: from a quarter to published workshops, with the keyboard, with the mouse, without JavaScript."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.programme.models import Programme, ProgrammeSlot
from escale.programme.tests import planned
from escale.testing.browser import OpenPage, page_problems, press_until_focused
from escale.workshops.models import Group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOME = "/equipe/programme/"
SCAN, FAKE = "Scanner et envoyer un document", "Reconnaître un faux SMS, un faux mail"


@pytest.fixture
def asked(adviser: Membership, venue: Venue) -> None:
    planned.question(adviser, SCAN, times=17)
    planned.question(adviser, FAKE, times=14)


@pytest.fixture
def draft(asked: None, adviser: Membership, venue: Venue) -> Programme:
    made = planned.programme(adviser)
    for day in (8, 15, 22):
        planned.slot(made, adviser, venue, on=date(2027, 1, day))
    return made


def titles() -> list[str]:
    return list(ProgrammeSlot.objects.by_date().values_list("title", flat=True))


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_quarter_to_published_workshops(open_desk: OpenPage, asked: None, javascript: bool) -> None:
    page = open_desk(javascript=javascript)
    page.goto(HOME)
    page.get_by_role("link", name="Préparer un trimestre").click()
    page.get_by_text("vendredi", exact=True).click()
    page.get_by_role("button", name="Voir les dates").click()
    expect(page.get_by_text("pas d’atelier les 26\u00a0février et 5\u00a0mars")).to_be_visible()

    page.get_by_label(f"Placer : {SCAN}").click()
    page.get_by_role("button", name="Vendredi 22\u00a0janvier").first.click()
    expect(page.get_by_text(f"« {SCAN} » : vendredi 22\u00a0janvier.")).to_be_visible()
    page.get_by_role("button", name="Défaire").click()
    expect(page.get_by_text("C’est défait.")).to_be_visible()
    page.get_by_role("link", name="Proposer le reste").click()
    page.get_by_role("button", name="Placer les lignes cochées").click()
    expect(page.get_by_text("2\u00a0vendredis sur 10")).to_be_visible()

    page.get_by_role("button", name="Relire, puis préparer le kit").click()
    page.get_by_role("button", name="Tout ajouter au catalogue").click()
    page.get_by_role("button", name="Publier le programme").click()
    expect(page.get_by_text("2\u00a0ateliers sont publiés.")).to_be_visible()
    assert Group.objects.published().count() == 2
    page.get_by_role("link", name="Voir la page publique").click()
    expect(page.get_by_role("link", name=SCAN, exact=True)).to_be_visible()


def test_a_question_is_placed_on_a_friday_with_the_keyboard_alone(open_desk: OpenPage, draft: Programme) -> None:
    page = open_desk()
    page.goto(f"{HOME}{draft.pk}/")
    page.get_by_label(f"Placer : {SCAN}").focus()
    page.keyboard.press("Enter")
    press_until_focused(page, "button", "Vendredi 15")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"« {SCAN} » : vendredi 15\u00a0janvier.")).to_be_visible()
    assert titles() == ["", SCAN, ""]


def test_a_question_is_dragged_on_a_friday_and_its_theme_on_another(open_desk: OpenPage, draft: Programme) -> None:
    page = open_desk()
    page.goto(f"{HOME}{draft.pk}/")
    slots = ProgrammeSlot.objects.by_date()
    page.locator("[data-need]", has_text=FAKE).locator("h3").drag_to(page.locator(f"#date-{slots[0].pk}"))
    expect(page.get_by_text(f"« {FAKE} » : vendredi 8\u00a0janvier.")).to_be_visible()
    page.locator(f"#date-{slots[0].pk}").locator(".d").drag_to(page.locator(f"#date-{slots[2].pk}"))
    expect(page.get_by_text(f"« {FAKE} » : vendredi 22\u00a0janvier.")).to_be_visible()
    assert titles() == ["", "", FAKE]


def test_the_pages_are_accessible_and_never_scroll_sideways(open_desk: OpenPage, draft: Programme) -> None:
    page: Page = open_desk()
    slot = ProgrammeSlot.objects.by_date()[0]
    board = f"{HOME}{draft.pk}/"
    for address in (
        *(HOME, f"{HOME}ajouter/", board, f"{board}proposer/", f"{board}relire/", f"{board}copier/", f"{board}serie/"),
        *(f"{HOME}dates/{slot.pk}/", f"{HOME}dates/{slot.pk}/modifier/"),
    ):
        page.goto(address)
        assert page_problems(page) == [], address
