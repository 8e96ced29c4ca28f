"""The end of a day, as it is lived: five appointments, a workshop of seven, two people without appointment.

Everything is told in under three minutes at the speed of a hand, nothing is typed twice, and what leaves for the figures and
for the national tool is right to the unit.
"""

import io
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from escale.accounts.models import Membership
from escale.activity import closing
from escale.activity.models import ActivityRecord
from escale.appointments import walk_ins
from escale.appointments.models import WalkInOutcome
from escale.places.models import Venue
from escale.statistics import figures
from escale.statistics.figures import Scope
from escale.testing import builders
from escale.testing.browser import OpenPage
from escale.testing.cast import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]

EVENING = datetime.fromisoformat("2026-11-13T18:10+01:00")
MORNING = datetime.fromisoformat("2026-11-13T09:00+01:00")
WORKSHOP = datetime.fromisoformat("2026-11-13T14:00+01:00")
RECEIVED = ("Jeanne", "Robert", "Nolwenn", "Paul", "Suzanne")
CAME = ("Jeanne", "Marcel", "Odile", "Fatima")
"""Those of the workshop who gave their name; Jeanne was received in the morning too."""
THREE_MINUTES = 180.0
TAP, SIGN, PAGE = 1.2, 0.25, 4.0
"""Seconds a person takes: to aim and press (KLM: pointing 1.1 s, pressing 0.1 s), to type a sign, to look at a new page."""


@dataclass
class Hand:
    """What a person does, with the time it takes her."""

    page: Page
    seconds: float = 0

    def look_at(self, address: str) -> None:
        self.page.goto(address)
        self.seconds += PAGE

    def press(self, what: Locator, *, leads_to: str = "") -> None:
        """Press something; when it leads to another page, wait for its words and look at it."""
        # The words of a page come before its style sheet, which moves what is to be pressed.
        self.page.wait_for_load_state()
        what.click(force=True)
        self.seconds += TAP
        if leads_to:
            expect(self.page.get_by_role("main")).to_contain_text(leads_to)
            self.seconds += PAGE

    def type(self, where: Locator, words: str) -> None:
        where.fill(words)
        self.seconds += TAP + SIGN * len(words)


@pytest.fixture
def friday(adviser: Membership, venue: Venue) -> Membership:
    """Five appointments nobody has told yet, a workshop of four enrolled, two numbers of the queue called and finished."""
    organization = adviser.organization
    reason = builders.reason(organization, name="Mails et documents")
    people = {name: builders.person(organization, first_name=name, last_name="", phone="") for name in RECEIVED + CAME}
    before = MORNING - timedelta(days=3)
    for rank, name in enumerate(RECEIVED):
        at = MORNING + timedelta(minutes=45 * rank)
        builders.appointment(adviser, people[name], reason, at=venue, starts_at=at, now=before)
    group = builders.group(adviser, venue, title="Reconnaître une arnaque par SMS", starts_at=WORKSHOP)
    for name in CAME:
        builders.enrollment(group, people[name])
    for minutes, name in ((5, "Denise"), (10, "Ahmed")):
        came = builders.walk_in(venue, first_name=name, now=MORNING + timedelta(hours=4))
        called = walk_ins.call(
            came, adviser=adviser.user, where="bureau 4", now=MORNING + timedelta(hours=4, minutes=10)
        )
        ended = MORNING + timedelta(hours=4, minutes=10 + minutes)
        closing.finish_walk_in(called, WalkInOutcome.SETTLED, by=adviser, now=ended)
    return adviser


@pytest.fixture
def evening(friday: Membership, open_page: OpenPage, live_server: Any) -> Any:
    """Her telephone, on the evening of that day."""
    with time_machine.travel(EVENING, tick=True):
        page = open_page(width=390)
        session = signed_in(friday).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        yield Hand(page)


def card(page: Page, name: str) -> Locator:
    return page.locator("section.card").filter(has=page.get_by_role("heading", name=name))


def test_a_day_is_told_in_three_minutes_and_counted_to_the_unit(evening: Hand, friday: Membership) -> None:
    hand, page = evening, evening.page
    hand.look_at("/equipe/comptes-rendus/jour/2026-11-13/")

    for name in RECEIVED:
        hand.press(card(page, name).get_by_role("button", name="Est là"), leads_to=f"{name}")
    expect(page.locator(".stickybar")).to_contain_text("6 comptes rendus prêts, 1 appel à faire.")

    hand.press(page.get_by_role("link", name="Faire l’appel"), leads_to="Sans donner leur nom")
    hand.press(page.get_by_role("button", name="Tout le monde est là"))
    for _ in range(3):
        hand.press(page.get_by_role("button", name="Une personne de plus"))
    hand.press(page.get_by_role("button", name="Enregistrer l’appel"), leads_to="Appel enregistré.")
    hand.press(page.get_by_role("link", name="Compte rendu", exact=True), leads_to="7 comptes rendus prêts")

    hand.press(card(page, "Jeanne").get_by_text("fait sans aide"))
    hand.press(card(page, "Robert").get_by_text("Atelier", exact=True))
    hand.press(card(page, "Nolwenn").get_by_text("Autre…"))
    hand.press(card(page, "Nolwenn").get_by_text("Démarche", exact=True))
    hand.press(card(page, "Reconnaître").get_by_text("Autre…"))
    hand.press(card(page, "Reconnaître").get_by_text("Sécurité, mot de passe"))
    hand.press(card(page, "2 personnes sans rendez-vous").get_by_text("Autre…"))
    hand.press(card(page, "2 personnes sans rendez-vous").get_by_text("Sécurité, mot de passe"))
    hand.press(card(page, "Paul").get_by_text("Posture, matériel, note"))
    hand.type(card(page, "Paul").get_by_label("Note"), "Apporter le câble la fois prochaine.")
    hand.press(page.get_by_role("button", name="Enregistrer la journée"), leads_to="C’est enregistré")

    assert hand.seconds < THREE_MINUTES
    assert not ActivityRecord.objects.to_complete().exists()
    _figures_are_right(friday)
    _file_is_right(friday)


def _figures_are_right(adviser: Membership) -> None:
    """8 activities, 14 participations, 8 people with a file (Jeanne came twice), 5 without a name."""
    today = EVENING.date()
    read = figures.read(Scope(organization=adviser.organization, since=today, until=today), now=EVENING)
    totals = read.totals
    assert (totals.activities, totals.individual, totals.collective) == (8, 7, 1)
    assert (totals.participations, totals.people, totals.new_people, totals.unnamed) == (14, 8, 8, 5)
    assert totals.minutes == 5 * 45 + 120 + 15


def _file_is_right(adviser: Membership) -> None:
    """One line an accompaniment, those of the workshop numbered, the note once."""
    asked = {"content": "own", "first": "2026-11-13", "last": "2026-11-13"}
    answer = signed_in(adviser).post(reverse("desk:exchange-take"), asked)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    headings = next(row for row in rows if row[0] == "Date")
    lines = [dict(zip(headings, row, strict=True)) for row in rows[rows.index(headings) + 1 :]]
    assert len(lines) == 14
    shared = [str(line["Participants"]) for line in lines if "/" in str(line["Participants"])]
    assert sorted(shared) == [f"{rank}/7" for rank in range(1, 8)]
    assert [line["Notes supplémentaires"] for line in lines if line["Notes supplémentaires"]] == [
        "Apporter le câble la fois prochaine."
    ]
    named = [str(line["Bénéficiaire"]) for line in lines if line["Bénéficiaire"] in {*RECEIVED, *CAME}]
    assert Counter(named) == Counter([*RECEIVED, *CAME])
