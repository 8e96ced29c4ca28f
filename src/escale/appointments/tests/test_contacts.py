"""Correcting a file, down to what is still to be sent."""

from datetime import UTC, datetime, timedelta

import pytest

from escale.appointments import contacts
from escale.appointments.models import Appointment
from escale.outbox.models import Message, MessageState
from escale.people.models import Preference
from escale.testing import builders

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)


@pytest.fixture
def coming(reception, person):
    return builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)


def reminders():
    waiting = Message.objects.filter(kind="reminder", state=MessageState.WAITING)
    return [(message.channel, message.recipient) for message in waiting.order_by("pk")]


def test_a_corrected_number_receives_the_reminder_instead(coming, person, now):
    contacts.correct(person, first_name="Lucette", details={"phone": "+33639980043"}, now=now)
    assert reminders() == [("sms", "+33639980043")]


def test_another_preference_changes_the_channel(coming, person, now):
    contacts.correct(person, first_name="Lucette", details={"preference": Preference.CALL}, now=now)
    assert reminders() == [("call", "+33639980042")]


def test_messages_that_go_to_somebody_else_still_do(coming, person, now):
    Appointment.objects.update(contact_phone="+33639980077")
    contacts.correct(person, first_name="Lucette", details={"phone": "+33639980043"}, now=now)
    assert Appointment.objects.get().contact_phone == "+33639980077"


def test_past_appointments_keep_what_they_were(reception, person, now):
    past = builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=now - timedelta(days=7)
    )
    contacts.correct(person, first_name="Lucette", details={"phone": "+33639980043"}, now=now)
    assert Appointment.objects.get(pk=past.pk).contact_phone == "+33639980042"
