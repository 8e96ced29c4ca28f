"""A sheet given by SMS from her appointment: proposed to Maëlle, sent, received, read on Lucette’s telephone."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from escale.appointments.models import Appointment
from escale.outbox.delivery import deliver_due
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.periodic import CATALOGUE
from escale.sheets import giving, starters
from escale.sheets.models import SheetUse, UseKind
from escale.testing import builders
from escale.testing.browser import OpenPage, overflows, page_problems
from escale.testing.cast import Reception

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SMALL = 320


@pytest.fixture
def appointment(reception: Reception, person: Beneficiary, now: datetime) -> Appointment:
    starters.load(now=now)
    taken = builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=now - timedelta(hours=1)
    )
    Appointment.objects.filter(pk=taken.pk).update(subject="Envoyer la photo d’une facture par mail")
    return taken


@pytest.mark.parametrize("javascript", [True, False])
def test_give_a_sheet_by_sms_from_her_appointment(
    open_desk: OpenPage, open_page: OpenPage, appointment: Appointment, now: datetime, javascript: bool
) -> None:
    desk = open_desk(javascript=javascript)
    desk.goto(f"/equipe/rendez-vous/{appointment.pk}/")
    expect(desk.get_by_role("heading", name="Une fiche à emporter")).to_be_visible()
    desk.get_by_role("button", name=re.compile("Envoyer par SMS.*Joindre un document à un mail")).click()
    expect(desk.get_by_text(re.compile("part par SMS au 06.39.98.00.42"))).to_be_visible()
    assert SheetUse.objects.get().kind == UseKind.SMS
    deliver_due(now=now + timedelta(minutes=1), catalogue=CATALOGUE)
    sent = Message.objects.get(about=giving.ABOUT)
    address = re.search(r"/fiches/\S+", sent.text)
    assert address is not None
    telephone = open_page(width=SMALL, javascript=javascript)
    telephone.goto(address[0])
    expect(telephone.get_by_role("heading", level=1)).to_have_text("Joindre un document à un mail")
    expect(telephone.get_by_text("Cherchez le bouton pour joindre.")).to_be_visible()
    assert not overflows(telephone)


def test_pages_that_give_and_attach_are_accessible(
    open_desk: OpenPage, appointment: Appointment, reception: Reception, now: datetime
) -> None:
    workshop = builders.workshop(reception.organization, title="Joindre un document à un mail")
    group = builders.group(reception.adviser, reception.venue, subject=workshop, starts_at=now - timedelta(hours=9))
    page, problems = open_desk(), []
    for address in (
        f"/equipe/rendez-vous/{appointment.pk}/",
        f"/equipe/rendez-vous/{appointment.pk}/fiches/",
        f"/equipe/personnes/{appointment.person_id}/fiches/?mots=photo",
        f"/equipe/ateliers/catalogue/{workshop.pk}/fiches/",
        f"/equipe/ateliers/seances/{builders.session_of(group).pk}/fiches/",
    ):
        page.goto(address)
        problems += [f"{address}: {problem}" for problem in page_problems(page, dark=(390,))]
    assert problems == []
