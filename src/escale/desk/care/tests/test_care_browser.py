"""After a hard conversation, with the keyboard alone and without JavaScript; every page accessible, wide and narrow."""

from uuid import UUID

import pytest
from playwright.sync_api import expect

from escale.accounts.models import Membership
from escale.community import help_numbers, notes, peers
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CARE, NOTES = "/equipe/apres-un-echange/", "/equipe/mes-notes/"


def test_a_note_is_left_and_a_peer_asked_and_every_page_is_accessible(
    open_desk: OpenPage, adviser: Membership, colleague: Membership
) -> None:
    peers.ask(colleague, adviser, submission=UUID(int=1), now=builders.NOW)
    help_numbers.add(adviser.organization, number="02 61 91 05 80", label="Hélène " * 8, words="Jusqu’à 20 h. " * 11)
    notes.write("x" * 300, author=adviser.user, submission=UUID(int=2), now=builders.NOW)
    page = open_desk(javascript=False)
    page.goto(CARE)
    page.get_by_role("button", name="On s’appelle").press("Enter")
    page.get_by_label("Avec qui parler").select_option(label="Yann Le Goff")
    page.get_by_role("button", name="Demander à se parler").press("Enter")
    expect(page.get_by_text("Yann est au courant")).to_be_visible()
    page.get_by_role("textbox", name="Une note pour vous").fill("Lourd, mais je n’étais pas seule.")
    page.get_by_role("button", name="Garder cette note").press("Enter")
    expect(page.get_by_text("Lourd, mais je n’étais pas seule.")).to_be_visible()
    page = open_desk()
    problems: list[str] = []
    pk = notes.of(adviser.user)[0].pk
    for address in (CARE, f"{CARE}numeros/", NOTES, f"{NOTES}{pk}/", f"{NOTES}imprimer/"):
        page.goto(address)
        problems += [f"{address}: {problem}" for problem in page_problems(page, (1280, 320), dark=[1280])]
    assert problems == []
