"""A prescriber books for somebody who has a landline, without JavaScript; her adviser notes she came; both pages say so."""

from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from escale.accounts.models import Membership
from escale.directory import lacking, links
from escale.directory.models import Lacking, Prescriber, ReceivedReferral, ReferralState, Refusal
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems
from escale.testing.cast import Reception

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def prescriber(reception: Reception) -> Prescriber:
    return builders.prescriber(reception.adviser, builders.partner(reception.adviser))


@pytest.fixture
def home(prescriber: Prescriber) -> str:
    return f"/vous-orientez/{links.secret_of(prescriber)}/"


@pytest.mark.parametrize("javascript", [True, False])
def test_she_books_for_somebody_then_reads_that_she_came(
    running_friday: None, open_page: OpenPage, open_desk: OpenPage, home: str, reception: Reception, javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    page.goto(home)
    page.get_by_role("link", name=reception.reason.name).press("Enter")
    page.get_by_role("button", name="Lundi 16\u00a0novembre à 9\u00a0h", exact=False).first.press("Enter")
    page.get_by_label("Son prénom", exact=True).fill("Lucette")
    page.get_by_label("Son numéro", exact=True).fill("02 99 00 00 10")
    page.get_by_label("Ce qu’elle veut faire").fill("Apprendre à envoyer un mail")
    page.get_by_text("Elle l’a dit devant moi").click()
    page.get_by_label("Elle est d’accord").check()
    page.get_by_role("button", name="Prendre ce rendez-vous").press("Enter")
    expect(page.get_by_text("Attendue lundi 16\u00a0novembre à 9\u00a0h")).to_be_visible()

    desk = open_desk(javascript=javascript)
    received = ReceivedReferral.objects.get()
    desk.goto(f"/equipe/partenaires/recues/{received.pk}/")
    desk.get_by_label("Un mot pour la personne").fill("Elle revient mardi.")
    desk.get_by_role("button", name="Garder ce mot").press("Enter")
    expect(desk.get_by_text("le lira sur sa page")).to_be_visible()

    page.goto(f"{home}{received.pk}/")
    expect(page.get_by_text("Elle revient mardi.")).to_be_visible()


def test_every_page_is_accessible_and_never_scrolls_sideways(
    running_friday: None,
    open_page: OpenPage,
    open_desk: OpenPage,
    home: str,
    prescriber: Prescriber,
    adviser: Membership,
    reception: Reception,
) -> None:
    one = _something_everywhere(prescriber, adviser)
    public = open_page()
    hour = f"motif={reception.reason.pk}&creneau={reception.venue.pk}-20261120T0800Z"
    addresses = (
        home,
        f"{home}heure/?motif={reception.reason.pk}",
        f"{home}personne/?{hour}",
        f"{home}rappel/",
        f"{home}{one.pk}/",
    )
    for address in addresses:
        public.goto(address)
        assert page_problems(public) == [], address
    desk = open_desk()
    for name in ("prescripteurs/", "recues/", f"recues/{one.pk}/", "chiffres/", "besoins-sans-reponse/"):
        desk.goto(f"/equipe/partenaires/{name}")
        assert page_problems(desk) == [], name


def _something_everywhere(prescriber: Prescriber, adviser: Membership) -> ReceivedReferral:
    """Long words, several partners, answers of every kind."""
    now = builders.NOW
    for name in ("France services de Vitré", "Résidence Habitat Jeunes du pays de Vitré et des communes voisines"):
        partner = builders.partner(adviser, name=name)
        answered = {"answered_at": now + timedelta(days=2)}
        builders.referral(adviser, partner, state=ReferralState.ACCEPTED, **answered)
        builders.referral(adviser, partner, state=ReferralState.REFUSED, refusal=Refusal.PAPERS, **answered)
        builders.received_referral(adviser, partner)
    for words, why in (("Payer une facture d’énergie", Lacking.TOO_LONG), ("x" * 120, Lacking.NOBODY)):
        lacking.note(words, lacking=why, commune="35360", on=now.date(), by=adviser, now=now, submission=uuid4())
    one = builders.received_referral(adviser, prescriber.partner)
    ReceivedReferral.objects.filter(pk=one.pk).update(
        prescriber=prescriber, note_back="Elle est venue. Elle revient mardi, avec sa fille.", words="w" * 200
    )
    return one
