"""Workshops in a real browser: with and without JavaScript, at three widths, by keyboard, read by axe."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from escale.portal.workshops.tests import acting
from escale.portal.workshops.tests.acting import page_of
from escale.testing import builders
from escale.testing.browser import WIDTHS, OpenPage, page_problems, press_until_focused
from escale.workshops.models import Enrollment, EnrollmentState, Group, Mode, Session, SkippedDay

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VISIO = "/ateliers/faire-une-visio/"


@pytest.fixture(autouse=True)
def _telephone(settings) -> None:
    settings.PUBLIC_PHONE = "+33261910512"


def give(page: Page, phone: str) -> None:
    page.get_by_label("Votre prénom").fill("Lucette")
    page.get_by_label("Votre numéro de téléphone").fill(phone)
    page.get_by_role("button", name="Réserver ma place").click()


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (390, False), (320, True)])
def test_from_the_list_to_a_seat_and_back(open_page: OpenPage, visio: Group, width: int, javascript: bool) -> None:
    page = open_page(width=width, javascript=javascript)
    page.goto("/activites/")
    page.get_by_role("link", name="Faire une visio avec sa famille", exact=True).click()
    give(page, "06 39 98 00")
    expect(page.get_by_role("alert")).to_contain_text("Nous lisons 8 chiffres")
    expect(page.get_by_label("Votre prénom")).to_have_value("Lucette")
    give(page, "06 39 98 00 42")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Votre place est gardée, Lucette")
    page.get_by_role("button", name="Oui, annuler ma place").click()
    expect(page.get_by_text("C’est annulé.")).to_be_visible()
    assert Enrollment.objects.get().state == EnrollmentState.CANCELED_BY_PERSON


def test_a_seat_is_taken_for_somebody_else_by_keyboard_alone(open_page: OpenPage, visio: Group) -> None:
    page = open_page()
    page.goto(VISIO)
    press_until_focused(page, "textbox", "Votre prénom")
    page.keyboard.type("Lucette")
    press_until_focused(page, "textbox", "Votre numéro de téléphone")
    page.keyboard.type("06 39 98 00 42")
    press_until_focused(page, "radio", "Seul")
    page.keyboard.press("ArrowRight")
    press_until_focused(page, "checkbox", "Je réserve pour")
    page.keyboard.press("Space")
    press_until_focused(page, "textbox", "Le prénom de la personne qui vient")
    page.keyboard.type("Yves")
    press_until_focused(page, "button", "Réserver ma place")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("La place est gardée pour Yves")
    assert Enrollment.objects.get().seats == 2


def test_an_offer_is_answered_without_javascript(open_page: OpenPage, visio: Group) -> None:
    offered = builders.enrollment(visio, builders.person(visio.organization), state=EnrollmentState.OFFERED)
    page = open_page(javascript=False, width=390)
    page.goto(page_of(offered))
    page.get_by_role("button", name="Oui, je prends la place").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Votre place est gardée")


def test_a_double_click_takes_one_seat(open_page: OpenPage, visio: Group) -> None:
    page = open_page()
    page.goto(VISIO)
    page.get_by_label("Votre prénom").fill("Lucette")
    page.get_by_label("Votre numéro de téléphone").fill("06 39 98 00 42")
    page.get_by_role("button", name="Réserver ma place").dblclick()
    expect(page).to_have_url(re.compile("mon-inscription"))
    assert Enrollment.objects.count() == 1


def test_every_page_is_accessible_and_never_scrolls_sideways(page: Page, visio: Group, cycle: Group) -> None:
    problems = []
    for address in every_page(visio, cycle):
        page.goto(address)
        problems += [f"{address}: {problem}" for problem in page_problems(page, dark=WIDTHS[1:2])]
    assert problems == []


def every_page(visio: Group, cycle: Group) -> list[str]:
    """A page of each kind: open, full, called off; enrolled, offered, waiting, gone; the list, found and not."""
    SkippedDay.objects.create(cycle=cycle.cycle, on="2026-12-25", why="Noël")
    adviser, venue = cycle.organization.memberships.get(), builders.session_of(cycle).venue
    full = builders.group(adviser, venue, slug="complet", seats=1, starts_at=builders.NEXT_FRIDAY.replace(day=27))
    acting.fill(full, waiting=2)
    off = builders.group(adviser, venue, slug="annule", starts_at=builders.NEXT_FRIDAY.replace(day=28))
    Group.objects.filter(pk=off.pk).update(canceled_at=builders.NOW, canceled_why="La salle est inondée.")
    held = builders.group(adviser, venue, slug="a-revoir", starts_at=builders.NOW - timedelta(days=5))
    Session.objects.filter(group=held).update(mode=Mode.ONLINE, replay_link="https://video.example.org/1")
    states = [EnrollmentState.ENROLLED, EnrollmentState.OFFERED, EnrollmentState.WAITING]
    enrolled = [builders.enrollment(cycle, state=state) for state in states]
    left = builders.enrollment(full, state=EnrollmentState.CANCELED_BY_PERSON, left_at=builders.NOW)
    return [
        "/activites/",
        "/activites/?q=visio&commune=35360&theme=reseaux_sociaux",
        "/activites/?q=xyzzyx&commune=Vitré",
        "/a-distance/",
        VISIO,
        "/cycles/debuter/",
        "/ateliers/complet/",
        "/ateliers/annule/",
        *[page_of(one) for one in [*enrolled, left]],
    ]
