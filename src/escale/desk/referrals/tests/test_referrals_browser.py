"""Somebody is sent to a partner in a real browser, keyboard alone, without JavaScript; the partner answers from its page."""

import pytest
from playwright.sync_api import expect

from escale.accounts.models import Membership
from escale.directory import answering
from escale.directory.links import secret_of
from escale.directory.models import Outcome, Partner, Referral, ReferralState, Refusal
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/equipe/orientations/"


def test_sent_answered_and_closed_with_the_keyboard_and_without_javascript(
    open_desk: OpenPage, open_page: OpenPage, nolwenn: Beneficiary, partner: Partner, other: Partner
) -> None:
    page = open_desk(javascript=False)
    page.goto(f"{LIST}nouvelle/?personne={nolwenn.pk}&besoin=prime d’activité")
    page.get_by_role("radio", name="France services de Vitré").press("Space")
    number = page.get_by_role("region", name="Ce qui est transmis").get_by_text("06 39 98 00 37").filter(visible=True)
    expect(number).to_have_count(1)
    page.get_by_label("Transmettre aussi son numéro").press("Space")
    expect(number).to_have_count(0)
    page.get_by_label("2. Son besoin, en une phrase").fill("Demander la prime d’activité.")
    page.get_by_label("Nolwenn est d’accord").press("Space")
    page.get_by_role("button", name="Envoyer à France services de Vitré").press("Enter")
    expect(page.get_by_role("heading", name="Nolwenn T., vers France services de Vitré", level=1)).to_be_visible()

    theirs = open_page(javascript=False)
    theirs.goto(f"/orientation/{secret_of(Referral.objects.get())}/")
    expect(theirs.get_by_text("Demander la prime d’activité.")).to_be_visible()
    expect(theirs.get_by_text("Il manque des pièces")).to_be_hidden()
    theirs.get_by_label("Non, je ne peux pas").press("Space")
    theirs.get_by_label("Il manque des pièces").press("Space")
    theirs.get_by_role("button", name="Envoyer ma réponse").press("Enter")
    expect(theirs.get_by_text("Merci, votre réponse est partie.").first).to_be_attached()
    expect(theirs.get_by_text("Nolwenn")).to_have_count(0)

    page.reload()
    expect(page.get_by_text("Refusée : il manque des pièces")).to_be_visible()
    page.get_by_role("link", name="Orienter vers quelqu’un d’autre").press("Enter")
    expect(page.get_by_role("radio", name="Mission locale")).to_be_visible()


def test_every_page_is_accessible_and_never_scrolls_sideways(
    open_desk: OpenPage, adviser: Membership, nolwenn: Beneficiary, partner: Partner, other: Partner
) -> None:
    sent = builders.referral(adviser, partner, nolwenn, words="x" * 200, need="caf")
    refused = builders.referral(adviser, other, nolwenn)
    answering.answer_by_partner(
        refused, ReferralState.REFUSED, revision=0, refusal=Refusal.FULL, note="n" * 200, now=builders.NOW
    )
    accepted = builders.referral(adviser, partner, nolwenn, outcome=Outcome.UNDER_WAY)
    answering.answer_by_partner(accepted, ReferralState.ACCEPTED, revision=0, now=builders.NOW)
    page = open_desk()
    problems: list[str] = []
    addresses = [f"{LIST}?voir=toutes", f"{LIST}nouvelle/", f"{LIST}nouvelle/?personne={nolwenn.pk}&besoin=caf"]
    addresses += [f"{LIST}{refused.pk}/", f"{LIST}{sent.pk}/", f"{LIST}{sent.pk}/bon/"]
    addresses += [f"/orientation/{secret_of(each)}/" for each in (sent, accepted, refused)]
    for address in addresses:
        page.goto(address)
        problems += [f"{address}: {problem}" for problem in page_problems(page, (1280, 320), dark=[1280])]
    assert problems == []
