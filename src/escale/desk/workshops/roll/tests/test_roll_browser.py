"""The roll in a real browser: five gestures, and a network that is cut, comes back, or comes back changed."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from escale.testing import builders
from escale.testing.browser import OpenPage, accessibility_problems, page_problems
from escale.testing.cast import signed_in
from escale.workshops import roll
from escale.workshops.models import Attendance, Mark, RollCall, Session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = ("Annick", "Daniel", "Fatima", "Jeanne", "Marcel", "Odile", "Paul", "Suzanne")
OFFLINE = "Pas de réseau."
SAVED = "Appel enregistré."


@pytest.fixture
def session(adviser, venue):
    """This afternoon, since half an hour, with eight people."""
    group = builders.group(
        adviser, venue, title="Faire une visio", seats=10, starts_at=builders.NOW - timedelta(minutes=30)
    )
    for name in NAMES:
        who = builders.person(adviser.organization, first_name=name, last_name="", phone="")
        builders.enrollment(group, who, with_companion=name == "Marcel")
    return builders.session_of(group)


@pytest.fixture
def address(session):
    return reverse("desk:roll", args=[session.pk])


def noted() -> dict[str, Mark]:
    found = Attendance.objects.order_by("pk").select_related("person")
    return {each.person.first_name: Mark(each.mark) for each in found}


def answer(page: Page, name: str, mark: str) -> None:
    page.get_by_role("group", name=name, exact=True).get_by_label(mark, exact=True).press("Space")


def save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer l’appel").click()


def everybody_but(page: Page, **exceptions: str) -> None:
    page.get_by_role("button", name="Tout le monde est là").click()
    # Without JavaScript this is another page: what is answered before it comes would be lost.
    expect(page.locator(".roll :checked")).to_have_count(len(NAMES))
    for name, mark in exceptions.items():
        answer(page, name, mark)


def cut(page: Page) -> None:
    page.context.set_offline(True)


def restore(page: Page) -> None:
    page.context.set_offline(False)


def seen(page: Page, words: str) -> None:
    expect(page.get_by_role("main")).to_contain_text(words, timeout=30_000)


def test_five_gestures_call_the_roll_of_eight_people(open_desk: OpenPage, address: str) -> None:
    page = open_desk(width=390)
    page.goto(address)
    everybody_but(page, Jeanne="Retard", Odile="Absence", Paul="Prévenu")
    expect(page.locator("[data-count]")).to_have_text("6 personnes présentes.1 absence, 1 a prévenu.")
    save(page)
    seen(page, SAVED)
    expected = dict.fromkeys(NAMES, Mark.PRESENT)
    assert noted() == expected | {"Jeanne": Mark.LATE, "Odile": Mark.ABSENT, "Paul": Mark.EXCUSED}


def test_a_roll_saved_without_network_leaves_by_itself_when_it_comes_back(open_desk: OpenPage, address: str) -> None:
    page = open_desk(width=390)
    page.goto(address)
    cut(page)
    everybody_but(page, Odile="Absence")
    page.get_by_role("button", name="Une personne de plus").click()
    page.get_by_role("button", name="Ajouter avec un prénom").click()
    page.keyboard.type("Karim")
    save(page)
    seen(page, OFFLINE)
    assert not Attendance.objects.exists()
    restore(page)
    seen(page, SAVED)
    assert noted() == dict.fromkeys((*NAMES, "Karim"), Mark.PRESENT) | {"Odile": Mark.ABSENT}
    assert (Session.objects.get().unnamed, RollCall.objects.count()) == (1, 1)
    assert page.evaluate("localStorage.length") == 0


def test_a_page_closed_without_network_sends_its_roll_when_it_is_opened_again(
    open_desk: OpenPage, address: str
) -> None:
    page = open_desk()
    page.goto(address)
    cut(page)
    everybody_but(page, Paul="Retard")
    save(page)
    seen(page, OFFLINE)
    again = page.context.new_page()
    page.close()
    restore(again)
    again.goto(address)
    seen(again, SAVED)
    assert noted() == dict.fromkeys(NAMES, Mark.PRESENT) | {"Paul": Mark.LATE}


def test_a_roll_whose_receipt_was_lost_is_written_once(open_desk: OpenPage, address: str) -> None:
    page = open_desk()
    page.goto(address)
    lost: list[Any] = []

    def lose_the_first(route: Any) -> None:
        if lost or route.request.method != "POST":
            route.continue_()
            return
        lost.append(route.fetch())
        route.abort()

    page.route(f"**{address}", lose_the_first)
    everybody_but(page)
    page.get_by_role("button", name="Ajouter avec un prénom").click()
    page.keyboard.type("Karim")
    save(page)
    seen(page, SAVED)
    assert [response.status for response in lost] == [200]
    assert noted() == dict.fromkeys((*NAMES, "Karim"), Mark.PRESENT)
    assert RollCall.objects.count() == 1


def test_what_changes_while_the_roll_waits_is_sent_with_it(open_desk: OpenPage, address: str) -> None:
    page = open_desk()
    page.goto(address)
    cut(page)
    everybody_but(page)
    save(page)
    seen(page, OFFLINE)
    answer(page, "Fatima", "Absence")
    restore(page)
    seen(page, SAVED)
    assert noted()["Fatima"] == Mark.ABSENT


def test_a_session_that_ended_meanwhile_asks_to_sign_in_and_loses_nothing(
    open_desk: OpenPage, address: str, adviser: Any, live_server: Any
) -> None:
    page = open_desk()
    page.goto(address)
    cut(page)
    everybody_but(page, Annick="Absence")
    save(page)
    seen(page, OFFLINE)
    page.context.clear_cookies()
    restore(page)
    seen(page, "Votre connexion a pris fin.")
    assert not Attendance.objects.exists()
    link = page.get_by_role("link", name="Connectez-vous de nouveau")
    assert f"next={address}" in str(link.get_attribute("href"))
    session = signed_in(adviser).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(address)
    seen(page, SAVED)
    assert noted() == dict.fromkeys(NAMES, Mark.PRESENT) | {"Annick": Mark.ABSENT}


def test_a_token_that_changed_meanwhile_is_asked_for_again(open_desk: OpenPage, address: str, live_server: Any) -> None:
    page = open_desk()
    page.goto(address)
    everybody_but(page)
    page.context.add_cookies([{"name": "csrftoken", "value": "y" * 32, "url": live_server.url}])
    save(page)
    seen(page, SAVED)
    assert len(noted()) == len(NAMES)


def test_the_roll_a_colleague_called_meanwhile_is_shown_not_written_over(
    open_desk: OpenPage, address: str, session: Any, colleague: Any
) -> None:
    page = open_desk(width=390)
    page.goto(address)
    cut(page)
    everybody_but(page)
    save(page)
    seen(page, OFFLINE)
    marks = {row.person.pk: Mark.ABSENT if row.name == "Odile" else Mark.PRESENT for row in roll.rows(session)}
    roll.call_roll(session, marks=marks, unnamed=0, by=colleague, now=builders.NOW)
    restore(page)
    seen(page, "Cet appel a été enregistré par Yann Le Goff")
    seen(page, "Odile : absence dans l’appel enregistré, là pour vous.")
    assert accessibility_problems(page) == []
    page.reload()
    seen(page, "Odile")
    assert noted()["Odile"] == Mark.ABSENT
    page.goto(address)
    page.get_by_role("group", name="Odile", exact=True).wait_for()


def test_answers_not_saved_come_back_after_a_reload_and_can_be_dropped(open_desk: OpenPage, address: str) -> None:
    page = open_desk()
    page.goto(address)
    everybody_but(page, Odile="Absence")
    page.reload()
    seen(page, "Voici vos réponses de tout à l’heure.")
    expect(page.get_by_role("group", name="Odile", exact=True).get_by_label("Absence")).to_be_checked()
    page.get_by_role("button", name="Recommencer").click()
    expect(page.locator(".roll :checked")).to_have_count(0)
    assert not Attendance.objects.exists()


def test_the_roll_is_called_with_the_keyboard_alone(open_desk: OpenPage, address: str) -> None:
    page = open_desk()
    page.goto(address)
    page.get_by_role("button", name="Tout le monde est là").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Enregistrer l’appel").focus()
    page.keyboard.press("Enter")
    seen(page, SAVED)
    assert noted()["Annick"] == Mark.LATE


def test_the_roll_works_without_javascript(open_desk: OpenPage, address: str) -> None:
    page = open_desk(javascript=False, width=320)
    page.goto(address)
    everybody_but(page, Odile="Absence")
    page.get_by_role("button", name="Ajouter avec un prénom").click()
    page.get_by_label("Prénom").fill("Karim")
    save(page)
    seen(page, SAVED)
    assert noted() == dict.fromkeys((*NAMES, "Karim"), Mark.PRESENT) | {"Odile": Mark.ABSENT}


def test_the_roll_is_accessible_at_every_width(open_desk: OpenPage, address: str) -> None:
    page = open_desk()
    page.goto(address)
    everybody_but(page, Odile="Absence")
    page.get_by_role("button", name="Ajouter avec un prénom").click()
    page.locator("[data-left] summary").click()
    assert page_problems(page) == []
