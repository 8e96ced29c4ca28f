"""Forming groups in a browser: forty people, two groups, two cycles of ten, invitations, answers."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from escale.accounts.models import Membership
from escale.places.models import Room, Venue
from escale.testing import builders
from escale.testing.browser import WIDTHS, OpenPage, accessibility_problems, page_problems
from escale.workshops.models import Enrollment, EnrollmentState, Interest, Session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOARD = "/equipe/ateliers/groupes/"
NAMES = ("Lucienne", "Simone", "Yvette", "André", "Ginette", "Roger", "Khadija", "Jacques", "Paul", "Annick")


@pytest.fixture
def forty(adviser: Membership, venue: Venue) -> list[Interest]:
    """Twenty beginners free on Tuesday morning, ten others on Monday afternoon, ten who fit nowhere."""
    Room.objects.create(venue=venue, name="salle 2", seats=14, computers=9)
    return [
        builders.interest(
            adviser.organization,
            first_name=NAMES[number % 10],
            last_name=f"{chr(65 + number // 10)}ubert",
            phone=f"+336399802{number:02d}" if number % 10 else f"+332619106{number:02d}",
            level="beginner" if number < 20 else "intermediate" if number < 30 else "",
            availability=["tue-morning"] if number < 20 else ["mon-afternoon"] if number < 30 else ["thu-evening"],
            note="place près de l’écran" if number == 3 else "",
            created_at=builders.NOW - timedelta(days=80 - number),
        )
        for number in range(40)
    ]


def begin(page: Page) -> None:
    page.goto(BOARD)
    page.get_by_label("Mardi, 9 h 30 à 11 h 30").check()
    page.get_by_label("Lundi, 14 h à 16 h").check()
    page.get_by_role("button", name="Proposer des groupes").click()
    expect(page.get_by_role("heading", name="Débuter avec l’ordinateur")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_from_forty_people_to_two_cycles_and_their_answers(
    open_desk: OpenPage, forty: list[Interest], javascript: bool
) -> None:
    page = open_desk(javascript=javascript)
    begin(page)
    page.get_by_label("Personnes par groupe").select_option("8 à 10")
    page.get_by_role("button", name="Proposer à nouveau").click()
    expect(page.get_by_text("2\u00a0cycles, 18\u00a0personnes.")).to_be_visible()
    expect(page.get_by_role("heading", name="22\u00a0personnes sans groupe")).to_be_visible()

    page.get_by_label("Déplacer : Lucienne A.").click()
    page.get_by_role("button", name="Sans groupe").first.click()
    expect(page.get_by_text("Lucienne A. n’a plus de groupe.")).to_be_visible()
    page.get_by_role("button", name="Défaire").click()
    expect(page.get_by_text("C’est défait.")).to_be_visible()

    page.get_by_role("link", name="Relire l’invitation").click()
    expect(page.get_by_text("10\u00a0séances").first).to_be_visible()
    page.get_by_role("button", name="Créer les cycles et inviter").click()
    expect(page.get_by_text("2\u00a0cycles créés, 18\u00a0personnes invitées.")).to_be_visible()
    assert Session.objects.count() == 20

    page.get_by_role("button", name="A dit oui").first.click()
    expect(page.get_by_text("C’est noté").first).to_be_visible()
    page.get_by_role("button", name="A dit non").first.click()
    expect(page.get_by_text("de nouveau sur la liste")).to_be_visible()
    states = Enrollment.objects.values_list("state", flat=True)
    assert sorted(states).count(EnrollmentState.ENROLLED) == 1


def test_somebody_is_dragged_into_another_group(open_desk: OpenPage, forty: list[Interest]) -> None:
    page = open_desk()
    begin(page)
    page.locator("li[data-person]", has_text="Lucienne A.").drag_to(
        page.locator("section[data-group]", has_text="Se perfectionner").locator("h2")
    )
    expect(page.get_by_text("Lucienne A. rejoint")).to_be_visible()
    assert Interest.objects.get(pk=forty[0].pk).placed_by_hand


def test_somebody_is_moved_with_the_keyboard_alone(open_desk: OpenPage, forty: list[Interest]) -> None:
    page = open_desk()
    begin(page)
    page.get_by_label("Déplacer : Lucienne A.").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Lucienne A. rejoint")).to_be_visible()


def test_the_pages_are_accessible_and_never_scroll_sideways(open_desk: OpenPage, forty: list[Interest]) -> None:
    page = open_desk()
    page.goto(BOARD)
    assert accessibility_problems(page) == []
    begin(page)
    for address in (BOARD, f"{BOARD}ajouter/", f"{BOARD}inviter/"):
        page.goto(address)
        assert page_problems(page, dark=WIDTHS[:1]) == [], address
    page.goto(BOARD)
    with page.expect_navigation():
        page.get_by_role("button", name="Créer les cycles et inviter").click()
    assert page_problems(page) == []
    for address in (f"{BOARD}reponses/", f"{BOARD}ajouter/", BOARD):
        page.goto(address)
        assert page_problems(page) == [], address
