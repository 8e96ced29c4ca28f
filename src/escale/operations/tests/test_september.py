"""September, as an adviser lives it: forty people who want to learn become two cycles of ten sessions, until the certificate.

Everything is done in a browser, from the pasted list to the printed papers; the worker's rounds are run by hand.
"""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, expect

from escale.accounts.models import Membership
from escale.desk.workshops.roll.tests.test_papers import unpacked
from escale.outbox.delivery import deliver_due
from escale.periodic import CATALOGUE
from escale.places.models import Room, Venue
from escale.testing import builders
from escale.testing.browser import OpenPage, overflows
from escale.workshops import roll, waiting_list
from escale.workshops.models import Attendance, Enrollment, EnrollmentState, Group, Interest, Mark

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]

BACK = datetime.fromisoformat("2026-09-01T09:00+02:00")
FIRST_SESSION = datetime.fromisoformat("2026-09-15T09:40+02:00")
LAST_DAY = datetime.fromisoformat("2026-12-01T17:00+01:00")

NAMES = ("Lucienne", "Simone", "Yvette", "André", "Ginette", "Roger", "Khadija", "Jacques", "Paul", "Annick")
BEGINNERS = [("débutante", "mardi matin")] * 10
OTHERS = [("se débrouille", "lundi après-midi")] * 12
LATE = [("débutante", "samedi soir")] * 15
UNKNOWN = [("", "mercredi matin")] * 3
ON_A_LANDLINE = 4
"""Whose number no SMS reaches: Ginette, to be called."""


def the_list() -> str:
    """Forty lines, as they are copied from a spreadsheet."""
    lines = ["Prénom\tNom\tTéléphone\tNiveau\tDisponibilités"]
    for number, (level, free) in enumerate([*BEGINNERS, *OTHERS, *LATE, *UNKNOWN]):
        start = "02 61 91 24" if number == ON_A_LANDLINE else "06 39 98 02"
        family = f"{'ABCD'[number // 10]}ubert"
        lines.append(f"{NAMES[number % 10]}\t{family}\t{start} {number:02}\t{level}\t{free}")
    return "\n".join(lines)


@pytest.fixture
def computers(venue: Venue) -> Room:
    return Room.objects.create(venue=venue, name="salle 2", seats=12, computers=10)


@pytest.fixture(autouse=True)
def _messages_in_a_file(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def run_the_worker(now: datetime, folder: Path) -> dict[str, str]:
    """Deliver what is due; the last SMS of each number."""
    while deliver_due(now=now, catalogue=CATALOGUE).total:
        pass
    sent = (folder / "sms" / "sent.jsonl").read_text(encoding="utf-8").splitlines()
    return {sms["to"]: sms["text"] for sms in map(json.loads, sent)}


def link_in(sms: str) -> str:
    found = re.search(r"/i/\S+", sms)
    assert found, sms
    return found[0]


def said(page: Page, words: str) -> None:
    expect(page.get_by_role("main")).to_contain_text(words.replace(" :", "\u00a0:"))


def file_behind(page: Page, address: str) -> bytes:
    """A file behind a link of the page."""
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


@pytest.mark.usefixtures("computers")
def test_from_forty_people_to_a_certificate(
    open_desk: OpenPage, open_page: OpenPage, adviser: Membership, venue: Venue, tmp_path: Path
) -> None:
    with time_machine.travel(BACK, tick=True):
        page = open_desk()
        import_the_list(page)
        ask_by_telephone(page)
        form_two_groups(page)
        texts = run_the_worker(BACK + timedelta(minutes=2), tmp_path)
        people_answer(page, open_page, texts)
    with time_machine.travel(FIRST_SESSION, tick=True):
        call_the_first_roll(open_desk(width=390))
        print_the_roll_sheet(open_desk())
    the_weeks_go_by(adviser)
    with time_machine.travel(LAST_DAY, tick=True):
        print_the_certificates(open_desk())


def import_the_list(page: Page) -> None:
    page.goto("/equipe/ateliers/")
    page.get_by_role("link", name="Je veux apprendre").click()
    page.get_by_role("link", name="Importer une liste").first.click()
    page.get_by_label("Collez la liste ici").fill(the_list())
    page.get_by_role("button", name="Relire la liste").click()
    said(page, "40\u00a0personnes à ajouter")
    page.get_by_role("button", name="Importer").click()
    said(page, "40\u00a0personnes ajoutées.")


def ask_by_telephone(page: Page) -> None:
    """Three people said no level: they are called, and asked three questions."""
    for left in (3, 2, 1):
        page.goto("/equipe/ateliers/je-veux-apprendre/?voir=a-situer")
        expect(page.get_by_role("link", name="Poser les questions")).to_have_count(left)
        page.get_by_role("link", name="Poser les questions").first.click()
        for question in ("allumez l’appareil", "horaire", "envoyez un mail"):
            page.get_by_role("group", name=question).get_by_role("radio", name="Pas encore").press("Space")
        page.get_by_role("button", name="Enregistrer son niveau").click()
        said(page, "découvre")
    assert not Interest.objects.filter(level="").exists()


def form_two_groups(page: Page) -> None:
    page.goto("/equipe/ateliers/")
    page.get_by_role("link", name="Former les groupes").click()
    page.get_by_label("Mardi, 9 h 30 à 11 h 30").check()
    page.get_by_label("Lundi, 14 h à 16 h").check()
    page.get_by_role("button", name="Proposer des groupes").click()
    page.get_by_label("Personnes par groupe").select_option("8 à 10")
    page.get_by_role("button", name="Proposer à nouveau").click()
    said(page, "2\u00a0cycles, 20\u00a0personnes.")
    said(page, "20\u00a0personnes sans groupe")
    page.get_by_role("link", name="Relire l’invitation").click()
    said(page, "10\u00a0séances, du 15\u00a0septembre au 1er\u00a0décembre.")
    page.get_by_role("button", name="Créer les cycles et inviter").click()
    said(page, "2\u00a0cycles créés, 20\u00a0personnes invitées.")


def people_answer(page: Page, open_page: OpenPage, texts: dict[str, str]) -> None:
    """Lucienne says yes by her link, Simone no, Ginette by telephone; the others say yes in the days that follow."""
    lucienne = open_page(width=390)
    lucienne.goto(link_in(texts["+33639980200"]))
    lucienne.get_by_role("button", name="Oui, je prends la place").click()
    expect(lucienne.get_by_role("heading", level=1)).to_contain_text("Votre place est gardée")

    simone = open_page(width=390, javascript=False)
    simone.goto(link_in(texts["+33639980201"]))
    simone.get_by_role("button", name="Non merci").click()
    said(simone, "Merci de nous l’avoir dit.")

    page.reload()
    page.get_by_role("button", name="A dit oui : Ginette A.").click()
    said(page, "2\u00a0oui, 1\u00a0non")
    for waits in Enrollment.objects.filter(state=EnrollmentState.OFFERED).order_by("pk"):
        waiting_list.accept(waits, now=datetime.fromisoformat("2026-09-02T10:00+02:00"))


def tuesday() -> Group:
    """The cycle of those who begin."""
    return Group.objects.get(level="beginner")


def call_the_first_roll(page: Page) -> None:
    page.goto("/equipe/")
    page.get_by_role("link", name="Faire l’appel").first.click()
    page.get_by_role("button", name="Tout le monde est là").click()
    page.get_by_role("group", name="Roger A.").get_by_role("radio", name="Absence").press("Space")
    assert not overflows(page)
    page.get_by_role("button", name="Enregistrer l’appel").click()
    said(page, "Appel enregistré.")
    called = Attendance.objects.filter(session__group=tuesday(), session__number=1)
    assert sorted(called.values_list("mark", flat=True)) == [Mark.ABSENT, *[Mark.PRESENT] * 8]


def print_the_roll_sheet(page: Page) -> None:
    page.goto(f"/equipe/ateliers/{tuesday().pk}/")
    expect(page.get_by_role("row", name="Roger A. Découvre Absence")).to_be_visible()
    page.get_by_role("link", name="Feuille d’émargement").click()
    expect(page.get_by_role("columnheader")).to_have_count(11)
    link = page.get_by_role("link", name="Fichier PDF").get_attribute("href") or ""
    assert_tagged(file_behind(page, link))


def assert_tagged(file: bytes) -> None:
    said = unpacked(file)
    assert [mark for mark in (b"/Marked true", b"/Lang (fr)", b"/StructTreeRoot") if mark not in said] == []


def the_weeks_go_by(adviser: Membership) -> None:
    """Lucienne comes each Tuesday; the roll is called the same way."""
    group = tuesday()
    for number in range(2, 11):
        session = builders.session_of(group, number=number)
        marks = dict.fromkeys((row.person.pk for row in roll.rows(session)), Mark.PRESENT)
        roll.call_roll(session, marks=marks, unnamed=0, by=adviser, now=session.ends_at)


def print_the_certificates(page: Page) -> None:
    page.goto("/equipe/ateliers/?vue=passes")
    page.get_by_role("link", name="Débuter avec l’ordinateur").click()
    page.get_by_role("link", name="Attestations de participation").click()
    lucienne = page.get_by_role("article").filter(has_text="Lucienne Aubert")
    expect(lucienne).to_contain_text("a suivi 10\u00a0séances sur 10, soit 20\u00a0heures")
    expect(page.get_by_role("article").filter(has_text="Roger Aubert")).to_contain_text("9\u00a0séances")
    link = page.get_by_role("link", name="Fichier PDF").get_attribute("href") or ""
    assert_tagged(file_behind(page, link))
