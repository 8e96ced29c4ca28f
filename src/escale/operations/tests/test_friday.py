"""A Friday workshop, as it is lived: announced, full, waited for; a seat given back, held, passed on, taken; the roll called.

The adviser and the public each have their browser; the worker's rounds are run by hand, from the table of `periodic`.
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
from escale.outbox.delivery import deliver_due
from escale.periodic import CATALOGUE, TASKS
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.browser import OpenPage, overflows
from escale.workshops.models import Attendance, Enrollment, EnrollmentState, Group, Mark

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE = "Faire une visio avec sa famille"
TWO_WEEKS_BEFORE = datetime.fromisoformat("2026-11-13T15:10+01:00")
SATURDAY = datetime.fromisoformat("2026-11-14T13:00+01:00")
THAT_FRIDAY = datetime.fromisoformat("2026-11-27T09:35+01:00")

PEOPLE = {
    "Lucette": "+33639980042",
    "Robert": "+33639980043",
    "Colette": "+33639980044",
    "Odile": "+33639980045",
}


@pytest.fixture(autouse=True)
def _messages_in_a_file(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


class Worker:
    """The worker of the instance, one round at a time."""

    def __init__(self, folder: Path) -> None:
        self.sent = folder / "sms" / "sent.jsonl"

    def go_round(self, now: datetime) -> None:
        """What `periodic` would do for the workshops at this moment, then the messages that are due."""
        for name, task in TASKS.items():
            if name.startswith("workshops:"):
                task.run(now=now)
        while deliver_due(now=now, catalogue=CATALOGUE).total:
            pass

    def last_sms(self, first_name: str) -> str:
        lines = [json.loads(line) for line in self.sent.read_text(encoding="utf-8").splitlines()]
        return str([sms["text"] for sms in lines if sms["to"] == PEOPLE[first_name]][-1])

    def link(self, first_name: str) -> str:
        """The address in the last SMS somebody received."""
        found = re.search(r"/i/\S+", self.last_sms(first_name))
        assert found, self.last_sms(first_name)
        return found[0]


def states() -> dict[str, str]:
    return dict(Enrollment.objects.values_list("person__first_name", "state"))


def title_says(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def test_from_the_announcement_to_the_roll(
    open_desk: OpenPage, open_page: OpenPage, adviser: Membership, venue: Venue, tmp_path: Path
) -> None:
    builders.workshop(adviser.organization, title=TITLE)
    worker = Worker(tmp_path)
    with time_machine.travel(TWO_WEEKS_BEFORE, tick=True):
        schedule(open_desk())
        four_people_come(open_page)
        worker.go_round(TWO_WEEKS_BEFORE + timedelta(minutes=3))
        lucette_gives_her_seat_back(open_page, worker)
        worker.go_round(TWO_WEEKS_BEFORE + timedelta(minutes=6))
        colette_is_offered_it(open_page, worker)
        the_team_sees_it_held(open_desk())
    with time_machine.travel(SATURDAY, tick=True):
        worker.go_round(SATURDAY)
        colette_is_too_late(open_page, worker)
        odile_takes_it(open_page, worker)
    with time_machine.travel(THAT_FRIDAY, tick=True):
        call_the_roll(open_desk(width=390))


def schedule(page: Page) -> None:
    page.goto("/equipe/ateliers/")
    page.get_by_role("link", name="Programmer un atelier").first.click()
    page.get_by_label("Quel atelier ?").select_option(label=TITLE)
    page.get_by_label("Quel jour ?").fill("2026-11-27")
    page.get_by_label("Nombre de places").fill("2")
    page.get_by_role("button", name="Programmer l’atelier").click()
    expect(page.get_by_role("status").first).to_contain_text("Il est sur le site.")


def four_people_come(open_page: OpenPage) -> None:
    """They find it on the site and leave a number: two have a seat, two wait, each at her rank."""
    expected = {
        "Lucette": "Votre place est gardée",
        "Robert": "Votre place est gardée",
        "Colette": "vous êtes la prochaine personne de la liste",
        "Odile": "vous êtes en 2e position",
    }
    for first_name, answer in expected.items():
        page = open_page(width=390)
        page.goto("/activites/")
        page.get_by_role("link", name=TITLE, exact=True).click()
        page.get_by_label("Votre prénom").fill(first_name)
        page.get_by_label("Votre numéro de téléphone").fill(f"0{PEOPLE[first_name].removeprefix('+33')}")
        page.locator("#reserver button").click()
        expect(page.get_by_role("main")).to_contain_text(answer)
        page.wait_for_load_state()
        assert not overflows(page)


def lucette_gives_her_seat_back(open_page: OpenPage, worker: Worker) -> None:
    page = open_page(width=390, javascript=False)
    page.goto(worker.link("Lucette"))
    page.get_by_role("button", name="Oui, annuler ma place").click()
    expect(page.get_by_text("C’est annulé.")).to_be_visible()
    assert states() == {
        "Lucette": EnrollmentState.CANCELED_BY_PERSON,
        "Robert": EnrollmentState.ENROLLED,
        "Colette": EnrollmentState.OFFERED,
        "Odile": EnrollmentState.WAITING,
    }


def colette_is_offered_it(open_page: OpenPage, worker: Worker) -> None:
    """She reads it, and puts her telephone down."""
    page = open_page(width=390)
    page.goto(worker.link("Colette"))
    expect(page.get_by_text("Répondez avant demain à 12\u00a0h")).to_be_visible()


def the_team_sees_it_held(page: Page) -> None:
    page.goto(f"/equipe/ateliers/{Group.objects.get().pk}/")
    expect(page.get_by_role("heading", name="1 place gardée")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("réponse avant samedi 14\u00a0novembre à 12\u00a0h")


def colette_is_too_late(open_page: OpenPage, worker: Worker) -> None:
    page = open_page(width=390)
    page.goto(worker.link("Colette"))
    expect(page.get_by_role("button", name="Oui, je prends la place")).to_have_count(0)
    assert states()["Odile"] == EnrollmentState.OFFERED


def odile_takes_it(open_page: OpenPage, worker: Worker) -> None:
    page = open_page(width=390, javascript=False)
    page.goto(worker.link("Odile"))
    page.get_by_role("button", name="Oui, je prends la place").click()
    title_says(page, "Votre place est gardée")


def call_the_roll(page: Page) -> None:
    page.goto("/equipe/")
    page.get_by_role("link", name="Faire l’appel").first.click()
    expect(page.get_by_role("main")).to_contain_text(TITLE)
    page.get_by_role("button", name="Tout le monde est là").click()
    page.get_by_role("group", name="Robert", exact=True).get_by_role("radio", name="Prévenu").press("Space")
    assert not overflows(page)
    page.get_by_role("button", name="Enregistrer l’appel").click()
    expect(page.get_by_role("main")).to_contain_text("Appel enregistré.")
    noted = dict(Attendance.objects.values_list("person__first_name", "mark"))
    assert noted == {"Odile": Mark.PRESENT, "Robert": Mark.EXCUSED}
