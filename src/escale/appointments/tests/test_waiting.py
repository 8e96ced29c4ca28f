"""An hour that becomes free: who is told, when, and in which words. 13 November 2026, Vitré."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from escale.accounts.models import Organization
from escale.appointments import canceling, messages, waiting
from escale.appointments.models import Appointment, FreedHourAlert, State
from escale.outbox.catalogue import Dropped
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import Reception

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
SOLANGE, JEANNE = "+33639980172", "+33639980173"


def ask(reception: Reception, phone: str, *, now: datetime) -> FreedHourAlert:
    return waiting.ask(reason=reception.reason, first_name="Solange", phone=phone, submission=uuid4(), now=now)


def free_an_hour(reception: Reception, person: Beneficiary, *, at: datetime = MONDAY_9, now: datetime) -> Appointment:
    taken = builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=at, now=builders.NOW
    )
    return canceling.cancel_by_staff(taken, by=reception.adviser, notify=False, now=now)


def told() -> list[str]:
    return list(Message.objects.filter(kind="freed_hour").order_by("pk").values_list("recipient", flat=True))


def test_a_cancellation_tells_whoever_asked_first_and_nobody_else(
    reception: Reception, person: Beneficiary, now: datetime
) -> None:
    ask(reception, SOLANGE, now=now - timedelta(hours=2))
    ask(reception, JEANNE, now=now - timedelta(hours=1))
    free_an_hour(reception, person, now=now)
    assert told() == [SOLANGE]


def test_the_next_hour_of_the_day_is_for_the_next_person(
    reception: Reception, person: Beneficiary, now: datetime
) -> None:
    ask(reception, SOLANGE, now=now - timedelta(hours=2))
    ask(reception, JEANNE, now=now - timedelta(hours=1))
    for minutes in (0, 45):
        free_an_hour(reception, person, at=MONDAY_9 + timedelta(minutes=minutes), now=now)
    assert told() == [SOLANGE, JEANNE]


def test_nobody_is_told_more_than_three_times(reception: Reception, person: Beneficiary, now: datetime) -> None:
    ask(reception, SOLANGE, now=now)
    for day in range(4):
        at = MONDAY_9 + timedelta(days=7)
        free_an_hour(reception, person, at=at, now=now + timedelta(days=day))
    assert told() == [SOLANGE] * 3


def test_the_person_who_gives_the_hour_back_is_not_offered_it(
    reception: Reception, person: Beneficiary, now: datetime
) -> None:
    ask(reception, person.phone, now=now)
    free_an_hour(reception, person, now=now)
    assert told() == []


def test_an_hour_within_three_hours_is_not_offered(reception: Reception, person: Beneficiary, now: datetime) -> None:
    ask(reception, SOLANGE, now=now)
    free_an_hour(reception, person, now=MONDAY_9 - timedelta(hours=3) + timedelta(minutes=1))
    assert told() == []
    assert Appointment.objects.get().state == State.REVOKED


def test_asking_again_with_the_same_number_keeps_the_first_place(reception: Reception, now: datetime) -> None:
    assert ask(reception, SOLANGE, now=now) == ask(reception, SOLANGE, now=now + timedelta(days=1))


@pytest.fixture
def message(reception: Reception, person: Beneficiary, now: datetime) -> Message:
    ask(reception, SOLANGE, now=now)
    free_an_hour(reception, person, now=now)
    return Message.objects.get(kind="freed_hour")


def test_the_message_says_which_hour_and_how_to_take_it(message: Message, reception: Reception, now: datetime) -> None:
    rendered = waiting.FREED_HOUR.render(message, now)
    assert not isinstance(rendered, Dropped)
    assert rendered.text.replace("\u00a0", " ") == (
        "Bonjour Solange. Une heure est libre : lundi 16 novembre à 9 h, Centre social. "
        f"Pour la prendre : 02 61 91 05 12 ou {messages.short_address(f'/rendez-vous/{reception.organization.slug}/')}. "
        "Premier arrivé, premier servi."
    )


def test_an_hour_taken_meanwhile_is_offered_no_more(
    message: Message, reception: Reception, person: Beneficiary, now: datetime
) -> None:
    builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    assert waiting.FREED_HOUR.render(message, now) == Dropped("Cette heure est déjà reprise.")


def test_whoever_found_an_hour_since_is_told_nothing(message: Message, reception: Reception, now: datetime) -> None:
    solange = builders.person(reception.organization, first_name="Solange", last_name="", phone=SOLANGE)
    later = MONDAY_9 + timedelta(days=1)
    builders.appointment(reception.adviser, solange, reception.reason, at=reception.venue, starts_at=later)
    assert waiting.FREED_HOUR.render(message, now) == Dropped("Cette personne n’attend plus.")


def test_nobody_is_led_to_a_booking_that_is_closed(message: Message, reception: Reception, now: datetime) -> None:
    Organization.objects.filter(pk=reception.organization.pk).update(online_booking_opened_at=None)
    assert waiting.FREED_HOUR.render(message, now) == Dropped("Cette personne n’attend plus.")
