"""The three questions, the mandate, two acts, stop, a third act refused, in a real browser, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from escale.accounts.models import Membership
from escale.desk.mandates.forms import USUAL_ACTS
from escale.mandates import links
from escale.mandates.models import JournalEntry, JournalKind, Mandate
from escale.people.models import Beneficiary
from escale.testing.browser import OpenPage, page_problems
from escale.testing.rows_mandates import signed, unsigned

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def answer(page: Page, question: str, said: str) -> None:
    page.get_by_role("group", name=re.compile(question)).last.get_by_role("radio", name=said).check(force=True)


def write(page: Page) -> None:
    page.get_by_role("link", name="Faire à sa place").press("Enter")
    answer(page, "Y a-t-il une urgence", "Oui")
    answer(page, "Quelqu’un d’habilité", "Non")
    answer(page, "Peut-elle le faire avec vous", "Non")
    page.get_by_label("Ce qui arrive sinon").fill("Coupure annoncée lundi.")
    page.get_by_label("Qui, et quand").fill("France services : fermée jusqu’à lundi.")
    page.get_by_label("Ce que vous avez essayé").fill("Le site demande 9 écrans.")
    page.get_by_role("button", name="Voir la réponse").press("Enter")
    expect(page.get_by_text("Exception possible")).to_be_visible()
    page.get_by_label("Quelle démarche, exactement").fill("Demander un délai de paiement")
    page.get_by_label("Auprès de quel service").fill("Le fournisseur d’énergie")
    page.get_by_label("De quoi s’agit-il").select_option("argent")
    for act in USUAL_ACTS[:2]:
        page.get_by_label(act).check()
    page.get_by_label("C’est trop urgent pour apprendre d’abord").check()
    answer(page, "Où est-elle pendant l’acte", "À côté de moi")
    answer(page, "Jusqu’à quand", "Ce rendez-vous")
    for question in (
        "Elle est majeure",
        "Elle n’est ni sous",
        "Elle redit avec",
        "Elle sait qu’elle",
        "Elle reste avec",
    ):
        group = page.get_by_role("group", name=re.compile(question))
        group.last.get_by_role("radio", name="Oui").check(force=True)
    answer(page, "Comment elle dit oui", "À l’écran")
    page.get_by_role("button", name="Écrire le mandat").press("Enter")
    expect(page.get_by_role("heading", name="2. Son accord")).to_be_visible()


def do(page: Page, act: str) -> None:
    page.get_by_label(act, exact=True).check()
    page.get_by_label("Numéro de reçu").fill("DEL-118")
    page.get_by_role("button", name="Écrire cet acte").press("Enter")


@pytest.mark.parametrize("javascript", [True, False])
def test_written_signed_done_twice_stopped_then_refused(
    open_desk: OpenPage, person: Beneficiary, javascript: bool
) -> None:
    page = open_desk(javascript=javascript)
    page.goto(f"/equipe/personnes/{person.pk}/")
    write(page)
    page.get_by_label("Elle écrit son prénom").fill("Lucette")
    if javascript:
        expect(page.locator("canvas")).to_be_visible()
        box = page.locator("canvas").bounding_box()
        assert box
        page.mouse.move(box["x"] + 20, box["y"] + 30)
        page.mouse.down()
        page.mouse.move(box["x"] + 90, box["y"] + 60)
        page.mouse.up()
    page.get_by_label("Elle a lu, ou vous lui avez lu").check()
    page.get_by_role("button", name="Commencer les actes").press("Enter")
    mandate = Mandate.objects.get()
    assert mandate.signature.startswith("M") is javascript
    for act in USUAL_ACTS[:2]:
        do(page, act)
        expect(page.get_by_text("L’acte est écrit dans le journal")).to_be_visible()
    left_open = page.context.new_page()
    left_open.goto(page.url)
    page.get_by_role("button", name="Lucette dit stop").press("Enter")
    expect(page.get_by_text("Tout est arrêté")).to_be_visible()
    do(left_open, USUAL_ACTS[0])
    expect(left_open.get_by_text("Elle a dit stop")).to_be_visible()
    kinds = JournalEntry.objects.in_chain().values_list("kind", flat=True)
    done, stopped, refused = JournalKind.MANDATE_ACT, JournalKind.MANDATE_REVOKED, JournalKind.ACT_REFUSED_REVOKED
    assert list(kinds)[-4:] == [done, done, stopped, refused]
    assert page.get_by_role("link", name="La preuve (PDF)").is_visible()


def test_the_pages_are_accessible_and_never_scroll_sideways(
    open_desk: OpenPage, adviser: Membership, person: Beneficiary
) -> None:
    mandate = signed(adviser, person)
    to_sign = unsigned(adviser, person, formality="x" * 160)
    page = open_desk()
    desk = "/equipe/mandats/"
    addresses = [f"{desk}{mandate.pk}/", f"{desk}{to_sign.pk}/", f"{desk}{to_sign.pk}/corriger/", desk]
    public = [f"/mandat/{links.secret_of(mandate)}/", f"/ce-que-nous-faisons/{adviser.organization.slug}/"]
    problems: list[str] = []
    for address in [*addresses, "/equipe/reglages/cadre/", *public]:
        page.goto(address)
        problems += [f"{address}: {problem}" for problem in page_problems(page, (1280, 320), dark=[1280])]
    assert problems == []
