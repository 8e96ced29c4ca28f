from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from escale.accounts.models import Organization
from escale.outbox import writing
from escale.outbox.models import Channel, Message, MessageState, OptOut
from escale.outbox.tests.telling import LANDLINE, MOBILE, TUESDAY, Truth, sms, written
from escale.people.models import Preference
from escale.testing import builders


def test_a_mobile_gets_an_sms_with_the_place_s_zone_and_holidays(organization: Organization) -> None:
    venue = builders.venue(organization, zone="Indian/Reunion", commune="97411")
    message = sms(organization, venue=venue)
    assert (
        message.channel,
        message.recipient,
        message.time_zone,
        message.territory,
        message.state,
        message.can_wait,
    ) == (
        Channel.SMS,
        MOBILE,
        "Indian/Reunion",
        "974",
        MessageState.WAITING,
        True,
    )


def test_writing_the_same_event_twice_gives_back_the_first_message(organization: Organization) -> None:
    first = sms(organization)
    assert sms(organization, due_at=TUESDAY + timedelta(days=1)) == first
    assert Message.objects.count() == 1


def test_the_same_event_stays_one_message_when_the_person_s_telephone_changes(organization: Organization) -> None:
    first = sms(organization)
    assert written(organization, phone=LANDLINE) == first


def test_a_second_change_of_hour_is_another_message(organization: Organization) -> None:
    assert sms(organization, revision=1) != sms(organization, revision=2)


@pytest.mark.parametrize(
    ("phone", "email", "prefers", "channel"),
    [
        (MOBILE, "", Preference.SMS, Channel.SMS),
        ("+262692123456", "", Preference.SMS, Channel.SMS),
        ("+590690123456", "", Preference.SMS, Channel.SMS),
        (LANDLINE, "", Preference.SMS, Channel.CALL),
        (LANDLINE, "lucette@example.org", Preference.SMS, Channel.CALL),
        ("+32470123456", "", Preference.SMS, Channel.CALL),
        ("+33899123456", "", Preference.SMS, Channel.CALL),
        ("+881612345678", "", Preference.SMS, Channel.CALL),
        (MOBILE, "", Preference.CALL, Channel.CALL),
        (MOBILE, "", Preference.PAPER, Channel.CALL),
        (MOBILE, "lucette@example.org", Preference.EMAIL, Channel.EMAIL),
        (MOBILE, "", Preference.EMAIL, Channel.SMS),
        ("", "lucette@example.org", Preference.SMS, Channel.EMAIL),
        ("", "", Preference.SMS, None),
    ],
)
@pytest.mark.django_db
def test_the_channel_is_the_one_that_reaches_the_person(
    phone: str, email: str, prefers: Preference, channel: Channel | None
) -> None:
    assert writing.choose_channel(phone=phone, email=email, prefers=prefers) == channel


@pytest.mark.django_db
def test_somebody_who_asked_for_no_more_sms_is_called() -> None:
    OptOut.objects.create(phone=MOBILE, asked_at=TUESDAY)
    assert writing.choose_channel(phone=MOBILE, email="", prefers=Preference.SMS) == Channel.CALL


@pytest.mark.django_db
def test_everybody_is_called_when_sms_are_switched_off(settings: Any) -> None:
    settings.SMS_BACKEND = "off"
    assert writing.choose_channel(phone=MOBILE, email="", prefers=Preference.SMS) == Channel.CALL


def test_what_is_not_worth_a_call_is_not_written_for_a_landline(organization: Organization) -> None:
    assert written(organization, Truth().kind(worth_a_call=False), phone=LANDLINE) is None
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_message_is_refused_outside_the_transaction_of_its_event() -> None:
    organization = builders.organization()
    with pytest.raises(writing.OutsideTransaction):
        writing.write(
            Truth().kind(),
            organization=organization,
            person=None,
            about="appointment",
            about_id=1,
            venue=None,
            phone=MOBILE,
            now=TUESDAY,
            due_at=TUESDAY,
            expires_at=TUESDAY,
        )


@pytest.mark.django_db(transaction=True)
def test_a_message_disappears_with_the_event_that_fails() -> None:
    organization = builders.organization()
    with transaction.atomic():
        sms(organization)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_dropping_withdraws_what_has_not_left_and_only_that(organization: Organization) -> None:
    waiting, sent, other = sms(organization), sms(organization, revision=1), sms(organization, about_id=2)
    Message.objects.filter(pk=sent.pk).update(state=MessageState.SENT)
    assert writing.drop("appointment", 1) == 1
    states = {message.pk: message.state for message in Message.objects.order_by("pk")}
    assert states == {
        waiting.pk: MessageState.DROPPED,
        sent.pk: MessageState.SENT,
        other.pk: MessageState.WAITING,
    }


def test_dropping_some_kinds_leaves_the_others(organization: Organization) -> None:
    reminder, change = Truth().kind(), Truth().kind("change")
    kept = sms(organization, change)
    sms(organization, reminder)
    assert writing.drop("appointment", 1, kinds=[reminder]) == 1
    assert Message.objects.not_left().get() == kept


def test_a_message_costs_few_queries(organization: Organization, queries: Any) -> None:
    with queries() as seen:
        sms(organization)
    assert len([query for query in seen.captured_queries if "SAVEPOINT" not in query["sql"]]) == 4
