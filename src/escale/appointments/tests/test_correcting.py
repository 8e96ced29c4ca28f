"""Correcting a file or a contact, down to what is still to be sent."""

from datetime import UTC, datetime, timedelta

import pytest

from escale.appointments import correcting, moving
from escale.appointments.models import Appointment
from escale.outbox.models import Message, MessageState
from escale.people.models import Preference
from escale.testing import builders

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)


@pytest.fixture
def coming(reception, person):
    return builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)


def waiting(kind):
    found = Message.objects.filter(kind=kind, state=MessageState.WAITING)
    return [(message.channel, message.recipient) for message in found.order_by("pk")]


def reminders():
    return waiting("reminder")


def test_a_corrected_number_receives_the_reminder_instead(coming, person, adviser, now):
    correcting.correct_file(person, first_name="Lucette", details={"phone": "+33639980043"}, by=adviser, now=now)
    assert reminders() == [("sms", "+33639980043")]


def test_another_preference_changes_the_channel(coming, person, adviser, now):
    correcting.correct_file(person, first_name="Lucette", details={"preference": Preference.CALL}, by=adviser, now=now)
    assert reminders() == [("call", "+33639980042")]


def test_messages_that_go_to_somebody_else_still_do(coming, person, adviser, now):
    Appointment.objects.update(contact_phone="+33639980077")
    correcting.correct_file(person, first_name="Lucette", details={"phone": "+33639980043"}, by=adviser, now=now)
    assert Appointment.objects.get().contact_phone == "+33639980077"


def test_past_appointments_keep_what_they_were(reception, person, now):
    past = builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=now - timedelta(days=7)
    )
    correcting.correct_file(
        person, first_name="Lucette", details={"phone": "+33639980043"}, by=reception.adviser, now=now
    )
    assert Appointment.objects.get(pk=past.pk).contact_phone == "+33639980042"


def test_a_confirmation_that_has_not_left_goes_to_the_corrected_number(coming, person, adviser, now):
    correcting.correct_file(person, first_name="Lucette", details={"phone": "+33639980043"}, by=adviser, now=now)
    assert waiting("confirmation") == [("sms", "+33639980043")]


def test_a_confirmation_that_left_is_not_sent_again_by_the_team(coming, person, adviser, now):
    Message.objects.filter(kind="confirmation").update(state=MessageState.SENT, sent_at=now)
    correcting.correct_file(person, first_name="Lucette", details={"phone": "+33639980043"}, by=adviser, now=now)
    assert waiting("confirmation") == []


def test_a_confirmation_that_has_not_left_survives_a_corrected_first_name(coming, now):
    correcting.correct_contact(coming, first_name="Lucie", phone=coming.contact_phone, now=now)
    assert waiting("confirmation") == [("sms", "+33639980042")]


def test_a_change_that_has_not_left_is_told_as_the_hour_when_the_number_is_corrected(coming, reception, now):
    moved = moving.move_by_staff(
        coming, by=reception.adviser, venue=reception.venue, starts_at=MONDAY_9 + timedelta(minutes=45), now=now
    )
    correcting.correct_contact(moved, first_name="Lucette", phone="+33639980043", now=now)
    assert waiting("change") == []
    assert waiting("confirmation") == [("sms", "+33639980043")]
