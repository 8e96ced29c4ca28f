"""The sheets of a workshop: chosen, taken off, used at a session, given to whoever came, read again at home."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.sheets import attaching, giving
from escale.sheets.models import ResourceSheet, SheetKind, SheetUse, UseKind
from escale.testing import builders, pages, rows_sheets
from escale.testing.cast import signed_in
from escale.workshops import links
from escale.workshops.models import Attendance, Enrollment, Mark, Session, Workshop


@pytest.fixture
def workshop(adviser: Membership) -> Workshop:
    return builders.workshop(adviser.organization, title="Joindre un document à un mail", learns="Joindre une photo.")


@pytest.fixture
def enrolled(adviser: Membership, venue: Venue, workshop: Workshop, person: Beneficiary, now: datetime) -> Enrollment:
    """Lucette, in a workshop of this morning."""
    group = builders.group(adviser, venue, subject=workshop, starts_at=now - timedelta(hours=4))
    return builders.enrollment(group, person)


@pytest.fixture
def session(enrolled: Enrollment, now: datetime) -> Session:
    """Its roll is called: she came, Armel too, who has no mobile; Odette didn’t."""
    session = builders.session_of(enrolled.group)
    of = session.organization
    armel = builders.person(of, first_name="Armel", last_name="Huet", phone="")
    odette = builders.person(of, first_name="Odette", last_name="Roy", phone="+33639980077")
    for who, mark in ((enrolled.person, Mark.PRESENT), (armel, Mark.LATE), (odette, Mark.ABSENT)):
        Attendance.objects.create(session=session, person=who, mark=mark, noted_at=now)
    return session


def page_of(workshop: Workshop) -> str:
    return reverse("desk:workshop-sheets", args=[workshop.pk])


def test_a_workshop_takes_the_sheet_proposed_and_its_page_shows_it(
    adviser: Membership, workshop: Workshop, sheet: ResourceSheet
):
    desk = signed_in(adviser)
    assert "Elles vont avec cet atelier" in pages.words(desk.get(page_of(workshop)))
    said = pages.words(desk.post(page_of(workshop), {"fiche": sheet.pk}, follow=True))
    assert "« Joindre un document à un mail » est liée à cet atelier." in said
    shown = pages.words(desk.get(reverse("desk:catalogue-one", args=[workshop.pk])))
    assert "Ses fiches Joindre un document à un mail Fiche pratique" in shown


def test_a_sheet_taken_off_can_be_put_back(adviser: Membership, workshop: Workshop, sheet: ResourceSheet):
    desk, row = signed_in(adviser), attaching.attach(sheet, workshop)
    gone = desk.post(reverse("desk:workshop-sheet-detach", args=[row.pk]), follow=True)
    assert attaching.of_workshop(workshop.pk) == []
    desk.post(pages.undo_of(gone))
    assert attaching.of_workshop(workshop.pk) == [sheet]


def test_a_thirteenth_sheet_is_refused_in_words(adviser: Membership, workshop: Workshop, sheet: ResourceSheet):
    for number in range(attaching.MOST):
        attaching.attach(rows_sheets.sheet(None, title=f"Fiche {number}"), workshop)
    refused = signed_in(adviser).post(page_of(workshop), {"fiche": sheet.pk})
    assert refused.status_code == 422
    assert "Cet atelier a déjà 12 fiches. Retirez-en une d’abord." in pages.words(refused)


def test_sheets_are_looked_for_by_words_tools_too(adviser: Membership, workshop: Workshop, sheet: ResourceSheet):
    rows_sheets.sheet(None, title="Animer un atelier mots de passe", kind=SheetKind.KIT, topics=["securite_numerique"])
    desk = signed_in(adviser)
    found = pages.words(desk.get(page_of(workshop), {"mots": "mot de passe"}))
    assert "Animer un atelier mots de passe" in found
    assert "Ajouter Joindre un document à un mail" not in found
    assert "Aucune fiche ne répond." in pages.words(desk.get(page_of(workshop), {"mots": "tricot"}))


def test_a_sheet_of_another_organization_cannot_be_attached(
    adviser: Membership, workshop: Workshop, outsider: Membership
):
    theirs = rows_sheets.sheet(outsider.organization)
    assert signed_in(adviser).post(page_of(workshop), {"fiche": theirs.pk}).status_code == 404
    assert attaching.of_workshop(workshop.pk) == []


@pytest.mark.usefixtures("clock")
def test_whoever_came_gets_the_sheet_by_sms_and_who_needs_paper_is_named(
    adviser: Membership, session: Session, sheet: ResourceSheet, workshop: Workshop, person: Beneficiary
):
    attaching.attach(sheet, workshop)
    desk, here = signed_in(adviser), reverse("desk:session-sheets", args=[session.pk])
    assert "2 personnes sont venues." in pages.words(desk.get(here))
    said = pages.words(desk.post(here, {"fiche": sheet.pk, "comment": "sms"}, follow=True))
    assert "« Joindre un document à un mail » : 1 SMS part." in said
    assert "Sans SMS possible, à remettre sur papier : Armel H." in said
    assert Message.objects.get(about=giving.ABOUT).person == person


@pytest.mark.usefixtures("clock")
def test_handing_paper_to_all_is_noted_for_each_once(
    adviser: Membership, session: Session, sheet: ResourceSheet, workshop: Workshop
):
    attaching.attach(sheet, workshop)
    desk, here = signed_in(adviser), reverse("desk:session-sheets", args=[session.pk])
    for _ in range(2):
        desk.post(here, {"fiche": sheet.pk, "comment": "given"})
    assert sorted(use.person.first_name for use in SheetUse.objects.all() if use.person) == ["Armel", "Lucette"]


@pytest.mark.usefixtures("clock")
def test_a_tool_is_noted_as_used(adviser: Membership, session: Session, workshop: Workshop):
    kit = rows_sheets.sheet(None, title="Animer", kind=SheetKind.KIT)
    attaching.attach(kit, workshop)
    desk, here = signed_in(adviser), reverse("desk:session-sheets", args=[session.pk])
    page = pages.words(desk.get(here))
    assert "Nous l’avons utilisée : Animer" in page
    assert "Envoyer par SMS à tous" not in page
    desk.post(here, {"fiche": kit.pk, "comment": "taught"})
    assert SheetUse.objects.get().kind == UseKind.TAUGHT


@pytest.mark.usefixtures("clock")
def test_the_roll_leads_to_the_sheets_and_a_workshop_without_any_says_so(adviser: Membership, session: Session):
    desk, here = signed_in(adviser), reverse("desk:session-sheets", args=[session.pk])
    assert here in pages.text(desk.get(reverse("desk:roll", args=[session.pk])))
    assert "Cet atelier n’a pas encore de fiche." in pages.words(desk.get(here))


def test_after_the_session_she_finds_what_to_do_again_at_home(
    client: Client, enrolled: Enrollment, sheet: ResourceSheet, workshop: Workshop, now: datetime
):
    attaching.attach(sheet, workshop)
    attaching.attach(rows_sheets.sheet(None, title="Animer", kind=SheetKind.KIT), workshop)
    page = f"/mon-inscription/{links.secret_of(enrolled)}/"
    with time_machine.travel(now - timedelta(days=1), tick=False):
        assert "Pour refaire chez vous" not in pages.words(client.get(page))
    with time_machine.travel(now, tick=False):
        after = pages.words(client.get(page))
    assert "Pour refaire chez vous Joindre un document à un mail" in after
    assert "Animer" not in after


def test_more_sheets_ask_no_more_questions(adviser: Membership, workshop: Workshop, session: Session, queries):
    desk = signed_in(adviser)
    for here in (page_of(workshop), reverse("desk:session-sheets", args=[session.pk])):
        asked = []
        for number in range(3):
            attaching.attach(rows_sheets.sheet(None, title=f"Fiche {number}"), workshop)
            with queries() as found:
                assert desk.get(here).status_code == 200
            asked.append(len(found))
        assert asked[1] == asked[2], asked
