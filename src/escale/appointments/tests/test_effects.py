"""What an action will send, said before it is done."""

from datetime import UTC, datetime

import pytest

from escale.appointments import effects
from escale.outbox.models import OptOut
from escale.people.models import Preference
from escale.testing import builders

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
LANDLINE = "+33261910599"


@pytest.fixture
def coming(reception, person):
    return builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)


def said(sentence):
    return sentence.replace("\u00a0", " ")


def test_a_mobile_receives_an_sms(person):
    assert said(effects.of_booking(person)) == "1 SMS partira à Lucette, au 06 39 98 00 42."


def test_whoever_prefers_it_receives_a_mail(person):
    person.email, person.preference = "lucette@example.org", Preference.EMAIL
    assert effects.of_booking(person) == "1 mail partira à Lucette, à lucette@example.org."


def test_nothing_leaves_to_a_landline_and_the_adviser_says_the_hour(person):
    person.phone = LANDLINE
    assert said(effects.of_booking(person)) == (
        "Aucun SMS ne peut partir au 02 61 91 05 99 : dites-lui l’heure de vive voix."
    )


def test_a_change_for_a_landline_becomes_a_call_to_make(coming):
    coming.contact_phone = LANDLINE
    assert said(effects.of_change(coming)).endswith("un appel s’ajoutera à votre liste.")


def test_whoever_refused_sms_is_called(coming, now):
    OptOut.objects.create(phone=coming.contact_phone, asked_at=now)
    assert said(effects.of_change(coming)).endswith("un appel s’ajoutera à votre liste.")


def test_a_helper_receives_the_messages_when_the_file_says_so(person):
    person.helper_phone, person.messages_to_helper = "+33639980012", True
    assert "06 39 98 00 12" in said(effects.of_booking(person))


def test_nobody_to_write_to_is_said(person):
    person.phone = ""
    assert effects.of_booking(person).startswith("Rien ne partira")


def test_nothing_leaves_once_the_appointment_has_begun(coming):
    assert effects.of_cancellation(coming, now=MONDAY_9).startswith("Rien ne partira")
    assert effects.of_cancellation(coming, now=builders.NOW).startswith("1 SMS partira")


def test_the_cancellation_is_shown_as_it_will_arrive(coming):
    shown = effects.cancellation_text(coming, apology="Ça reprendra à Noël.")
    assert shown.text.endswith("05 13. Ça reprendra à Noel.")
    assert shown.length == len(shown.text)
    assert shown.segments == 1
