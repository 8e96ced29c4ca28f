from datetime import datetime, timedelta

import pytest
from django.test import override_settings

from escale.accounts.models import Membership
from escale.appointments.models import Appointment
from escale.outbox.delivery import deliver_due
from escale.outbox.models import Channel, Message, MessageState, OptOut
from escale.people import rights
from escale.people.models import Beneficiary
from escale.periodic import CATALOGUE
from escale.sheets import giving
from escale.sheets.giving import AlreadyLeft, CannotSend, Obstacle
from escale.sheets.models import ResourceSheet, SheetKind, SheetUse, UseKind
from escale.testing import builders, rows_sheets
from escale.testing.cast import Reception

LANDLINE = "+33261910512"


@pytest.fixture
def sheet(adviser: Membership) -> ResourceSheet:
    return rows_sheets.sheet(None, slug="joindre-un-document-a-un-mail")


@pytest.fixture
def appointment(reception: Reception, person: Beneficiary, now: datetime) -> Appointment:
    return builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=now - timedelta(hours=2)
    )


def test_a_sheet_sent_during_an_appointment_is_written_to_her_and_noted(
    adviser: Membership, appointment: Appointment, sheet: ResourceSheet, now: datetime
):
    use = giving.send(sheet, appointment.person, appointment=appointment, by=adviser, now=now)
    message = Message.objects.about(giving.ABOUT, use.pk).get()
    assert (message.channel, message.recipient, message.due_at) == (Channel.SMS, "+33639980042", now)
    assert (use.kind, use.person, use.appointment, use.by) == (
        UseKind.SMS,
        appointment.person,
        appointment,
        adviser.user,
    )


def test_the_sms_says_which_sheet_and_where_it_is(
    adviser: Membership, person: Beneficiary, sheet: ResourceSheet, now: datetime
):
    use = giving.send(sheet, person, by=adviser, now=now)
    deliver_due(now=now, catalogue=CATALOGUE)
    message = Message.objects.about(giving.ABOUT, use.pk).get()
    assert message.text == (
        'Bonjour Lucette. Voici votre fiche "Joindre un document à un mail" : '
        "http://localhost:8000/fiches/joindre-un-document-a-un-mail/"
    )


def test_the_same_form_sent_twice_writes_once(
    adviser: Membership, person: Beneficiary, sheet: ResourceSheet, now: datetime
):
    first = giving.send(sheet, person, by=adviser, now=now)
    assert giving.send(sheet, person, by=adviser, now=now + timedelta(seconds=20)) == first
    assert Message.objects.about(giving.ABOUT, first.pk).count() == SheetUse.objects.count() == 1


def test_a_sheet_may_be_sent_again_an_hour_later(
    adviser: Membership, person: Beneficiary, sheet: ResourceSheet, now: datetime
):
    first = giving.send(sheet, person, by=adviser, now=now)
    assert giving.send(sheet, person, by=adviser, now=now + timedelta(hours=1)) != first


@pytest.mark.parametrize(("phone", "why"), [("", Obstacle.NO_NUMBER), (LANDLINE, Obstacle.NOT_MOBILE)])
def test_without_a_mobile_nothing_leaves_and_it_is_said_why(
    adviser: Membership, sheet: ResourceSheet, phone: str, why: Obstacle, now: datetime
):
    person = builders.person(adviser.organization, phone=phone)
    assert giving.obstacle_to_sms(person) == why
    with pytest.raises(CannotSend) as problem:
        giving.send(sheet, person, by=adviser, now=now)
    assert problem.value.why == why
    assert not SheetUse.objects.exists()
    assert not Message.objects.exists()


def test_whoever_answered_stop_gets_nothing(
    adviser: Membership, person: Beneficiary, sheet: ResourceSheet, now: datetime
):
    OptOut.objects.create(phone=person.phone, asked_at=now)
    with pytest.raises(CannotSend) as problem:
        giving.send(sheet, person, by=adviser, now=now)
    assert problem.value.why == Obstacle.REFUSES


def test_when_sms_are_cut_the_sheet_is_printed(person: Beneficiary):
    with override_settings(SMS_BACKEND="off"):
        assert giving.obstacle_to_sms(person) == Obstacle.SMS_OFF


def test_nothing_about_a_discreet_appointment_goes_by_sms(
    adviser: Membership, appointment: Appointment, sheet: ResourceSheet, now: datetime
):
    appointment.reason.discreet = True
    appointment.reason.save()
    with pytest.raises(CannotSend) as problem:
        giving.send(sheet, appointment.person, appointment=appointment, by=adviser, now=now)
    assert problem.value.why == Obstacle.DISCREET


def test_a_tool_of_the_team_is_not_sent_to_anybody(adviser: Membership, person: Beneficiary, now: datetime):
    kit = rows_sheets.sheet(adviser.organization, kind=SheetKind.KIT)
    with pytest.raises(CannotSend) as problem:
        giving.send(kit, person, by=adviser, now=now)
    assert problem.value.why == Obstacle.NOT_PUBLIC


def test_each_number_has_its_cap_of_the_day(adviser: Membership, person: Beneficiary, now: datetime):
    uses = [
        giving.send(rows_sheets.sheet(None, title=f"Fiche {number}"), person, by=adviser, now=now)
        for number in range(4)
    ]
    deliver_due(now=now, catalogue=CATALOGUE)
    sent = Message.objects.filter(about=giving.ABOUT, about_id__in=[use.pk for use in uses], sent_at__isnull=False)
    assert sent.count() == 3


def test_a_sheet_withdrawn_before_its_sms_leaves_is_not_sent(
    adviser: Membership, person: Beneficiary, sheet: ResourceSheet, now: datetime
):
    use = giving.send(sheet, person, by=adviser, now=now)
    ResourceSheet.objects.filter(pk=sheet.pk).update(live=False)
    deliver_due(now=now, catalogue=CATALOGUE)
    assert Message.objects.about(giving.ABOUT, use.pk).get().state == MessageState.DROPPED


def test_a_wrong_press_is_taken_back_with_its_sms(
    adviser: Membership, person: Beneficiary, sheet: ResourceSheet, now: datetime
):
    giving.take_back(giving.send(sheet, person, by=adviser, now=now))
    assert not SheetUse.objects.exists()
    assert not Message.objects.filter(about=giving.ABOUT).exists()


def test_what_left_by_sms_is_not_taken_back(
    adviser: Membership, person: Beneficiary, sheet: ResourceSheet, now: datetime
):
    use = giving.send(sheet, person, by=adviser, now=now)
    deliver_due(now=now, catalogue=CATALOGUE)
    with pytest.raises(AlreadyLeft):
        giving.take_back(use)
    assert list(giving.given_to(person, with_discreet=True)) == [use]


def test_a_group_gets_sms_and_whoever_has_no_mobile_is_named(
    adviser: Membership, person: Beneficiary, sheet: ResourceSheet, now: datetime
):
    at_home = builders.person(adviser.organization, first_name="Armel", phone=LANDLINE)
    sent, on_paper = giving.send_to_each(sheet, [person, at_home], by=adviser, now=now)
    assert [use.person for use in sent] == [person]
    assert on_paper == [at_home]


def test_a_sheet_used_with_a_group_is_counted_once_a_gesture(adviser: Membership, sheet: ResourceSheet, now: datetime):
    first = giving.note_taught(sheet, organization=adviser.organization, by=adviser, now=now)
    assert giving.note_taught(sheet, organization=adviser.organization, by=adviser, now=now) == first
    later = giving.note_taught(sheet, organization=adviser.organization, by=adviser, now=now + timedelta(days=7))
    assert (first.kind, first.person) == (UseKind.TAUGHT, None)
    assert sheet.uses.count() == 2
    assert later != first


def test_what_she_may_read_again_leaves_out_what_is_discreet_or_withdrawn(
    adviser: Membership, reception: Reception, person: Beneficiary, appointment: Appointment, now: datetime
):
    discreet = builders.reason(reception.organization, name="Surendettement", discreet=True)
    hidden = builders.appointment(adviser, person, discreet, at=reception.venue, starts_at=now - timedelta(days=1))
    shown, secret, gone = (rows_sheets.sheet(None, title=title) for title in ("Imprimer", "Payer", "Partie"))
    for sheet, during in ((shown, appointment), (secret, hidden), (gone, None)):
        giving.hand_over(sheet, person, kind=UseKind.GIVEN, appointment=during, by=adviser, now=now)
    ResourceSheet.objects.filter(pk=gone.pk).update(live=False)
    assert [use.sheet for use in giving.hers_to_read(person)] == [shown]
    assert {use.sheet for use in giving.given_to(person, with_discreet=True)} == {shown, secret, gone}
    assert {use.sheet for use in giving.given_to(person, with_discreet=False)} == {shown, gone}
    assert [use.sheet for use in giving.uses_of_appointment(hidden)] == [secret]


def test_her_copy_says_what_she_took_home_and_once_forgotten_nothing_says_it_was_hers(
    adviser: Membership, person: Beneficiary, sheet: ResourceSheet, now: datetime
):
    use = giving.hand_over(sheet, person, kind=UseKind.PRINTED, by=adviser, now=now)
    assert [row["fiche"] for row in rights.copy_of(person)["usage d’une fiche"]] == [sheet.title]
    rights.forget(person, now=now)
    use.refresh_from_db()
    assert use.person is not None
    assert (use.person.first_name, use.person.phone) == ("", "")
    assert giving.obstacle_to_sms(use.person) == Obstacle.NO_NUMBER
