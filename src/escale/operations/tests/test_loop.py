"""The chronicle's own loop: what people ask becomes the programme, the programme every channel, and what works is seen.

Everything is done in a browser, from the sixtieth question noted to the page that says what works; the worker's rounds are
run by hand.
"""

import csv
import io
import zipfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from playwright.sync_api import Page, expect

import escale.questions.tests as questions_tests
from escale.accounts.models import Membership
from escale.outbox.delivery import deliver_due
from escale.people.models import Acquisition
from escale.periodic import CATALOGUE
from escale.places.models import Venue
from escale.programme.models import ProgrammeSlot
from escale.publishing.models import ChannelKind, TrackedLink
from escale.questions import noting
from escale.questions.models import RecurringQuestion
from escale.testing.browser import OpenPage
from escale.workshops.models import Enrollment, Group

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NOVEMBER = datetime.fromisoformat("2026-11-13T15:10+01:00")
FRIDAYS = ["8/1", "15/1", "22/1", "29/1", "5/2", "12/2", "19/2", "12/3", "19/3", "26/3"]
"""Those of zone B from January to March: the holidays of winter take 26 February and 5 March."""


def sixty_questions() -> list[str]:
    """Five wordings of each of the twelve questions said the most, as people say them."""
    path = Path(questions_tests.__file__).parent / "data" / "wordings.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    usual = [question for question, _ in Counter(row["question"] for row in rows).most_common(12)]
    return [text for question in usual for text in [row["wording"] for row in rows if row["question"] == question][:5]]


@pytest.fixture(autouse=True)
def _messages_in_a_file(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def run_the_worker() -> None:
    while deliver_due(now=NOVEMBER + timedelta(minutes=10), catalogue=CATALOGUE).total:
        pass


def said(page: Page, words: str) -> None:
    expect(page.get_by_role("main")).to_contain_text(words)


def test_from_questions_to_what_brings_people(
    open_desk: OpenPage, open_page: OpenPage, adviser: Membership, venue: Venue
) -> None:
    first, *others = sixty_questions()
    for text in others:
        noting.note(text, on=NOVEMBER.date(), by=adviser, now=NOVEMBER)
    with time_machine.travel(NOVEMBER, tick=True):
        page = open_desk()
        note(page, first)
        group(page)
        make_the_programme(page)
        fill_it(page)
        publish(page)
        take_the_channels(page)
        kit = open_the_kit(page)
        send_to_colleagues(page, kit)
        people_come(open_page)
        see_what_works(page)


def note(page: Page, text: str) -> None:
    page.goto("/equipe/questions/")
    page.get_by_label("Une question vient de revenir").fill(text)
    page.get_by_role("button", name="Noter").click()
    said(page, "C’est noté")
    said(page, "60\u00a0phrases notées")


def group(page: Page) -> None:
    """Every proposal is accepted; whoever proposes them never decides."""
    assert not RecurringQuestion.objects.exists()
    while page.get_by_role("button", name="Oui, regrouper").count():
        page.get_by_role("button", name="Oui, regrouper").first.click()
        said(page, "dans «")
    assert RecurringQuestion.objects.standing().count() >= len(FRIDAYS)


def make_the_programme(page: Page) -> None:
    page.get_by_role("link", name="Aller au programme").click()
    page.get_by_role("link", name="Préparer un trimestre").click()
    page.get_by_label("Vendredi").check()
    page.get_by_role("button", name="Voir les dates").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Programme de janvier à mars")
    said(page, "pas d’atelier les 26\u00a0février et 5\u00a0mars")
    free = ProgrammeSlot.objects.filter(off_because="").by_date()
    assert [f"{slot.on:%-d/%-m}" for slot in free] == FRIDAYS


def fill_it(page: Page) -> None:
    """The first one with the keyboard, the others as they are proposed."""
    menu = page.get_by_label("Placer\u00a0:").first
    menu.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Vendredi 8\u00a0janvier").first.press("Enter")
    said(page, "1\u00a0vendredi sur\u00a010")
    page.get_by_role("link", name="Proposer le reste").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(9)
    page.get_by_role("button", name="Placer les lignes cochées").click()
    said(page, "10\u00a0vendredis sur\u00a010")


def publish(page: Page) -> None:
    page.get_by_role("button", name="Relire, puis préparer le kit").click()
    if page.get_by_role("button", name="Tout ajouter au catalogue").count():
        page.get_by_role("button", name="Tout ajouter au catalogue").click()
    page.get_by_role("button", name="Publier le programme").click()
    assert Group.objects.published().count() == len(FRIDAYS)


def take_the_channels(page: Page) -> None:
    page.goto("/equipe/communication/canaux/")
    page.get_by_role("button", name="Ajouter 13").click()
    page.get_by_role("link", name="Collègues").click()
    page.get_by_label("Son mail").fill("collegues@example.org")
    page.get_by_role("button", name="Enregistrer").click()


def open_the_kit(page: Page) -> str:
    """Of the first workshop: seven channels and more, the poster, everything in one file."""
    page.goto("/equipe/communication/")
    page.get_by_role("button", name="Faire connaître").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Faire connaître")
    expect(page.locator("tr[id^=canal-]")).to_have_count(13)
    poster = page.request.get(page.get_by_role("link", name="Imprimer l’affiche").get_attribute("href") or "")
    assert poster.body().startswith(b"%PDF")
    everything = page.request.get(page.get_by_role("link", name="Tout télécharger").get_attribute("href") or "")
    names = zipfile.ZipFile(io.BytesIO(everything.body())).namelist()
    assert sum(name.endswith(".pdf") for name in names) >= 3
    assert sum(name.endswith(".png") for name in names) >= 2
    assert sum(name.endswith(".txt") for name in names) >= 7
    return page.url


def send_to_colleagues(page: Page, kit: str) -> None:
    page.goto(kit)
    page.get_by_role("link", name="Envoyer\u00a0: Collègues").click()
    page.get_by_role("button", name="Envoyer ce mail").click()
    run_the_worker()
    assert "collegues@example.org" in [to for message in mail.outbox for to in message.to]


def people_come(open_page: OpenPage) -> None:
    """Lucette by the code of the poster, Marcel by that of the flyer, Odette by the newspaper: she says so."""
    for kind, name, number in ((ChannelKind.POSTERS, "Lucette", 1), (ChannelKind.FLYERS, "Marcel", 2)):
        link = TrackedLink.objects.get(channel__kind=kind)
        person = open_page(width=390)
        person.goto(f"/r/{link.code}")
        enroll(person, name, number)
    person = open_page(width=390)
    person.goto(TrackedLink.objects.get(channel__kind=ChannelKind.POSTERS).path)
    enroll(person, "Odette", 3)
    person.get_by_label("Le journal").check()
    person.get_by_role("button", name="Envoyer ma réponse").click()
    said(person, "Merci de votre réponse")
    assert Counter(Enrollment.objects.values_list("acquisition", flat=True).order_by("pk")) == {
        Acquisition.POSTER: 1,
        Acquisition.FLYER: 1,
        Acquisition.NEWSPAPER: 1,
    }


def enroll(person: Page, name: str, number: int) -> None:
    person.get_by_label("Prénom", exact=False).first.fill(name)
    person.get_by_label("téléphone", exact=False).first.fill(f"06 39 98 03 0{number}")
    person.get_by_role("button", name="Réserver ma place").click()
    expect(person.get_by_role("heading", level=1)).to_contain_text("place")


def see_what_works(page: Page) -> None:
    page.goto("/equipe/communication/")
    page.get_by_role("link", name="Ce qui fait venir").click()
    numbers = page.get_by_role("list", name="Les nombres").get_by_role("listitem")
    for at, words in enumerate(("2 visites", "2 inscriptions", "3 personnes")):
        expect(numbers.nth(at)).to_contain_text(words.replace(" ", ""))
    table = page.get_by_role("region", name="Canal par canal")
    few = "trop peu pour conclure"
    for way, *told in (
        ("Une affiche", "1", "1", f"1{few}"),
        ("Un papier reçu chez moi", "1", "1", f"1{few}"),
        ("Le journal", "0", "0", f"1{few}"),
    ):
        cells = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name=way)).get_by_role("cell")
        for at, words in enumerate(told):
            expect(cells.nth(at)).to_have_text(words)
