"""Three hundred places brought, somebody sent to one of them, what came back; then somebody a partner sends.

Everything is done in a browser; the worker's rounds are run by hand.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from playwright.sync_api import Page, expect

from escale.accounts.models import Membership
from escale.directory.importing import working
from escale.directory.models import Outcome, Partner, ReceivedReferral, Referral, ReferralState
from escale.operations.demo import places_file
from escale.outbox.delivery import deliver_due
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.periodic import CATALOGUE
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems
from escale.testing.cast import Reception

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NOVEMBER = datetime.fromisoformat("2026-11-13T15:10+01:00")
ADDRESS = re.compile(r"https?://[^/\s]+(/\S+)")


@pytest.fixture(autouse=True)
def _messages_in_a_file(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def run_the_worker() -> None:
    while deliver_due(now=NOVEMBER + timedelta(minutes=10), catalogue=CATALOGUE).total:
        pass


def said(page: Page, words: str) -> None:
    expect(page.get_by_role("main")).to_contain_text(words)


def mailed_to(address: str) -> str:
    """The path of the page that the last mail to this address leads to."""
    run_the_worker()
    letter = [each for each in mail.outbox if each.to == [address]][-1]
    found = ADDRESS.search(str(letter.body))
    assert found
    return found[1]


def test_from_a_national_list_to_what_became_of_somebody(
    open_desk: OpenPage, open_page: OpenPage, adviser: Membership, person: Beneficiary
) -> None:
    with time_machine.travel(NOVEMBER, tick=True):
        page = open_desk()
        bring_the_list(page)
        refer(page, person)
        referral = Referral.objects.select_related("partner").get()
        answer_as_the_partner(open_page(width=390), mailed_to(referral.sent_to), person)
        note_what_happened(page, mailed_to(adviser.user.email))
        read_the_figures(page, referral.partner)
        referral.refresh_from_db()
        assert (referral.state, referral.outcome) == (ReferralState.DONE, Outcome.SOLVED)


def bring_the_list(page: Page) -> None:
    page.goto("/equipe/partenaires/importer/")
    content = places_file.csv_file(places_file.rows())
    page.get_by_label("Le fichier").set_input_files({"name": "lieux.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Relire la liste").click()
    expect(page.get_by_role("heading", name="lieux.csv")).to_be_visible()
    working.advance(now=NOVEMBER)
    page.get_by_role("button", name="Ajouter 296\u00a0partenaires").click()
    expect(page.get_by_text("En cours d’écriture").or_(page.get_by_text("Importée", exact=True))).to_be_visible()
    working.advance(now=NOVEMBER)
    page.get_by_role("link", name="Voir les partenaires").click()
    said(page, "296\u00a0partenaires")


def refer(page: Page, person: Beneficiary) -> None:
    """Found by what is needed, whatever its spelling; sent by mail, with her consent."""
    page.goto(f"/equipe/orientations/nouvelle/?personne={person.pk}")
    page.get_by_label("La personne a besoin de").fill("remplir un dosier")
    page.get_by_role("button", name="Chercher").click()
    said(page, "Compris")
    written_to = Partner.objects.exclude(email="")
    names = set(written_to.values_list("name", flat=True))
    choices = page.get_by_role("group", name="1. Vers qui").get_by_role("radio")
    for choice in choices.all():
        if written_to.filter(pk=int(str(choice.get_attribute("value")))).exists():
            choice.check(force=True)
            break
    page.get_by_label("2. Son besoin").fill("Faire une demande de retraite en ligne")
    page.get_by_label("Par mail, avec une page secrète").check(force=True)
    page.get_by_label(f"{person.first_name} est d’accord").check()
    page.get_by_role("button", name=re.compile("^Envoyer")).click()
    said(page, "Sans réponse")
    assert Referral.objects.select_related("partner").get().partner.name in names


def answer_as_the_partner(page: Page, path: str, person: Beneficiary) -> None:
    """Without an account: yes, then she came. Once over, her page names nobody."""
    page.goto(path)
    said(page, "Faire une demande de retraite en ligne")
    assert page_problems(page) == []
    page.get_by_label("Oui, je la reçois").check(force=True)
    page.get_by_role("button", name="Envoyer ma réponse").click()
    said(page, "votre réponse est partie")
    page.get_by_label("Venue, c’est fait").check(force=True)
    page.get_by_label("Un mot pour").fill("Dossier déposé ensemble.")
    page.get_by_role("button", name="Enregistrer").click()
    said(page, "Merci, votre réponse est partie")
    assert person.first_name not in page.content()


def note_what_happened(page: Page, path: str) -> None:
    page.goto(path)
    said(page, "Dossier déposé ensemble.")
    page.get_by_label("C’est réglé").check(force=True)
    page.get_by_role("button", name="Enregistrer ce qui s’est passé").click()
    said(page, "C’est réglé")


def read_the_figures(page: Page, partner: Partner) -> None:
    page.goto("/equipe/partenaires/chiffres/")
    line = page.get_by_role("row", name=partner.name)
    expect(line.get_by_role("cell").nth(0)).to_have_text("1")
    expect(line.get_by_role("cell").nth(1)).to_have_text("1")


def test_a_partner_books_for_somebody_without_mail_nor_mobile(
    open_page: OpenPage, open_desk: OpenPage, reception: Reception
) -> None:
    partner = builders.partner(reception.adviser, name="CLIC du Pays de Vitré")
    with time_machine.travel(NOVEMBER, tick=True):
        desk = open_desk()
        path = open_a_page_for(desk, partner)
        page = open_page(width=390)
        book_for_lucette(page, path)
        received = ReceivedReferral.objects.select_related("appointment", "person").get()
        assert received.person
        assert received.appointment
        assert (received.person.phone, received.person.email) == ("+33261910042", "")
        assert Message.objects.filter(person=received.person, channel="call").exists()
    with time_machine.travel(received.appointment.ends_at, tick=True):
        desk = open_desk()
        desk.goto(f"/equipe/rendez-vous/{received.appointment.pk}/")
        said(desk, "Élodie Marchand")
        desk.goto(f"/equipe/jour/{received.appointment.local_start:%Y-%m-%d}/")
        desk.get_by_role("group", name="présence").get_by_role("button").first.click()
        expect(desk.get_by_role("link", name="Orienter")).to_be_visible()
        page.goto(path)
        said(page, "Venue")
        assert page_problems(page) == []


def open_a_page_for(desk: Page, partner: Partner) -> str:
    desk.goto("/equipe/partenaires/prescripteurs/")
    desk.get_by_label("Son service").select_option(str(partner.pk))
    desk.get_by_label("Prénom et nom").fill("Élodie Marchand")
    desk.get_by_label("Son adresse mail").fill("elodie@example.org")
    desk.get_by_role("button", name="Donner une page").click()
    desk.get_by_role("button", name=re.compile("par mail")).first.click()
    return mailed_to("elodie@example.org")


def book_for_lucette(page: Page, path: str) -> None:
    """With the keyboard alone, and a landline."""
    page.goto(path)
    page.locator("a.door").first.press("Enter")
    page.locator("ul.slots").first.locator("a, button").first.press("Enter")
    expect(page.get_by_role("heading", name="Qui vient")).to_be_visible()
    page.get_by_label("Son prénom", exact=True).fill("Lucette")
    page.get_by_label("Son numéro", exact=True).fill("02 61 91 00 42")
    page.get_by_label("Ce qu’elle veut faire").fill("Apprendre à envoyer un mail")
    page.get_by_label("Elle l’a dit devant moi").check(force=True)
    page.get_by_role("checkbox", name="Elle est d’accord").check()
    page.get_by_role("button", name="Prendre ce rendez-vous").press("Enter")
    said(page, "C’est noté pour Lucette")
