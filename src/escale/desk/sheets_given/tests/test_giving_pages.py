"""Giving a sheet at the desk: proposed with the appointment, sent, printed, handed over, taken back."""

from datetime import datetime

import pytest
from django.urls import reverse

from escale.accounts.models import Membership
from escale.appointments.models import Appointment
from escale.outbox.delivery import deliver_due
from escale.outbox.models import Message, OptOut
from escale.people.models import Beneficiary
from escale.periodic import CATALOGUE
from escale.sheets import giving
from escale.sheets.models import ResourceSheet, SheetKind, SheetUse, UseKind
from escale.testing import builders, pages, rows_sheets
from escale.testing.cast import Reception, signed_in

pytestmark = pytest.mark.usefixtures("clock")


def address(appointment: Appointment) -> str:
    return reverse("desk:appointment-sheets", args=[appointment.pk])


def test_the_page_of_an_appointment_proposes_the_sheet_that_goes_with_it(
    adviser: Membership, appointment: Appointment, sheet: ResourceSheet
):
    rows_sheets.sheet(None, title="Trouver son chemin avec le téléphone", sentence="", topics=["transports_mobilite"])
    page = pages.words(signed_in(adviser).get(reverse("desk:appointment", args=[appointment.pk])))
    assert "Une fiche à emporter" in page
    assert "Envoyer par SMS : Joindre un document à un mail" in page
    assert "Trouver son chemin" not in page


def test_one_press_sends_it_and_the_page_then_says_so(
    adviser: Membership, appointment: Appointment, sheet: ResourceSheet
):
    sent = signed_in(adviser).post(address(appointment), {"fiche": sheet.pk, "comment": "sms"}, follow=True)
    page = pages.words(sent)
    assert sent.redirect_chain[-1][0] == reverse("desk:appointment", args=[appointment.pk])
    assert "« Joindre un document à un mail » part par SMS au 06 39 98 00 42." in page
    assert "Envoyée par SMS vendredi 13 novembre 2026, par Maëlle" in page
    assert "Envoyer par SMS : Joindre un document à un mail" not in page
    assert Message.objects.get(about=giving.ABOUT).recipient == "+33639980042"


def test_a_wrong_press_is_taken_back_until_the_sms_leaves(
    adviser: Membership, appointment: Appointment, sheet: ResourceSheet, now: datetime
):
    desk = signed_in(adviser)
    gesture = {"fiche": sheet.pk, "comment": "sms"}
    undo = pages.undo_of(desk.post(address(appointment), gesture, follow=True))
    assert "C’est annulé" in pages.words(desk.post(undo, follow=True))
    assert not SheetUse.objects.exists()
    undo = pages.undo_of(desk.post(address(appointment), gesture, follow=True))
    deliver_due(now=now, catalogue=CATALOGUE)
    assert "Le SMS est déjà parti." in pages.words(desk.post(undo, follow=True))
    assert SheetUse.objects.count() == 1


def test_printing_notes_it_and_opens_the_paper(adviser: Membership, appointment: Appointment, sheet: ResourceSheet):
    printed = signed_in(adviser).post(address(appointment), {"fiche": sheet.pk, "comment": "printed"})
    assert printed.headers["Location"] == reverse("portal:sheet-paper", args=[sheet.slug])
    assert SheetUse.objects.get().kind == UseKind.PRINTED


def test_a_sheet_handed_over_is_in_her_file(adviser: Membership, person: Beneficiary, sheet: ResourceSheet):
    desk = signed_in(adviser)
    given = desk.post(reverse("desk:person-sheets", args=[person.pk]), {"fiche": sheet.pk, "comment": "given"})
    assert given.headers["Location"] == reverse("desk:person-sheets", args=[person.pk])
    file = pages.words(desk.get(reverse("desk:person", args=[person.pk])))
    assert "Joindre un document à un mail Remise vendredi 13 novembre 2026, par Maëlle" in file


def test_without_a_mobile_no_button_sends_and_a_form_that_would_is_refused_in_words(
    reception: Reception, sheet: ResourceSheet, now: datetime
):
    armel = builders.person(reception.organization, first_name="Armel", phone="+33261910512")
    appointment = builders.appointment(
        reception.adviser, armel, reception.reason, at=reception.venue, starts_at=builders.NEXT_FRIDAY
    )
    desk = signed_in(reception.adviser)
    page = pages.words(desk.get(address(appointment)))
    assert "Son numéro est celui d’un téléphone fixe" in page
    assert "Envoyer par SMS :" not in page
    refused = desk.post(address(appointment), {"fiche": sheet.pk, "comment": "sms"})
    assert refused.status_code == 422
    assert "« Joindre un document à un mail » n’est pas partie." in pages.words(refused)
    assert not Message.objects.filter(about=giving.ABOUT).exists()


def test_whoever_said_stop_keeps_paper(adviser: Membership, appointment: Appointment, now: datetime):
    OptOut.objects.create(phone=appointment.contact_phone, asked_at=now)
    page = pages.words(signed_in(adviser).get(address(appointment)))
    assert "Cette personne ne veut plus de SMS de notre part. Imprimez la fiche." in page


def test_a_sheet_is_found_by_words_however_they_are_spelt(
    adviser: Membership, person: Beneficiary, sheet: ResourceSheet
):
    rows_sheets.sheet(None, title="Imprimer un document", sentence="", topics=["bureautique"])
    desk, here = signed_in(adviser), reverse("desk:person-sheets", args=[person.pk])
    found = pages.words(desk.get(here, {"mots": "imprimmer"}))
    assert "Imprimer un document" in found
    assert "Joindre un document" not in found
    assert "Aucune fiche ne répond." in pages.words(desk.get(here, {"mots": "tricot"}))


def test_neither_a_tool_nor_a_draft_nor_the_sheet_of_another_organization_can_be_given(
    adviser: Membership, appointment: Appointment, outsider: Membership
):
    kit = rows_sheets.sheet(adviser.organization, kind=SheetKind.KIT)
    draft = rows_sheets.sheet(adviser.organization, live=False)
    theirs = rows_sheets.sheet(outsider.organization)
    desk = signed_in(adviser)
    for pk in (kit.pk, draft.pk, theirs.pk, 0, "douze", ""):
        assert desk.post(address(appointment), {"fiche": pk, "comment": "given"}).status_code == 404
    assert not SheetUse.objects.exists()


def test_the_front_desk_gives_a_sheet_without_learning_what_the_appointment_is_about(
    front_desk: Membership, adviser: Membership, appointment: Appointment, sheet: ResourceSheet, now: datetime
):
    giving.hand_over(sheet, appointment.person, kind=UseKind.GIVEN, appointment=appointment, by=adviser, now=now)
    desk = signed_in(front_desk)
    page = pages.words(desk.get(reverse("desk:appointment", args=[appointment.pk])))
    assert "Une fiche à emporter" in page
    assert sheet.title not in page
    assert "Pour ce rendez-vous" not in pages.words(desk.get(address(appointment)))


def test_a_discreet_appointment_prints_only(adviser: Membership, appointment: Appointment, sheet: ResourceSheet):
    appointment.reason.discreet = True
    appointment.reason.save()
    page = pages.words(signed_in(adviser).get(address(appointment)))
    assert "Ce rendez-vous est discret : rien ne part par SMS." in page
    assert "Envoyer par SMS :" not in page


@pytest.mark.parametrize("name", ["desk:appointment-sheets", "desk:appointment"])
def test_more_sheets_ask_no_more_questions(
    adviser: Membership, appointment: Appointment, sheet: ResourceSheet, queries, name: str, now: datetime
):
    desk, asked = signed_in(adviser), []
    for _ in range(3):
        with queries() as found:
            assert desk.get(reverse(name, args=[appointment.pk])).status_code == 200
        asked.append(len(found))
        more = rows_sheets.sheet(None, title=f"Joindre une photo à un mail {len(asked)}")
        giving.hand_over(more, appointment.person, kind=UseKind.GIVEN, appointment=appointment, by=adviser, now=now)
    assert asked[1] == asked[2], asked


def test_an_empty_list_says_so(adviser: Membership, person: Beneficiary):
    page = pages.words(signed_in(adviser).get(reverse("desk:person-sheets", args=[person.pk])))
    assert "Aucune fiche ne répond." in page
    assert "Aucune pour le moment." in page
