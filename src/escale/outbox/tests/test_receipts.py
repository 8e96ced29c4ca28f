from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership, Organization
from escale.outbox import receipts
from escale.outbox.models import Message, MessageState, OptOut
from escale.outbox.receipts import Answer, Receipt
from escale.outbox.tests.telling import MOBILE, TUESDAY, sms


@pytest.mark.parametrize(
    ("told", "understood"),
    [
        ({"id": "abc", "status": "delivered"}, Receipt("abc", True)),
        ({"id": "abc", "status": "failed"}, Receipt("abc", False)),
        ({"id": "abc", "status": "sent"}, None),
        ({"messageId": 123, "msg_status": "delivered", "to": "33639980042"}, Receipt("123", True)),
        ({"messageId": 123, "msg_status": "hard_bounce"}, Receipt("123", False)),
        ({"messageId": 123, "msg_status": "sent"}, None),
        ({"msg_status": "replied", "to": "262692000001", "reply": "STOP"}, Answer("+262692000001", "STOP")),
        ({"msg_status": "replied", "to": "262692000001"}, None),
        ({"id": "210123456", "dlr": "1", "ptt": "1"}, Receipt("210123456", True)),
        ({"id": "210123456", "dlr": "16"}, Receipt("210123456", False)),
        ({"id": "210123456", "dlr": "8"}, None),
        ({"event": "sms:delivered", "payload": {"messageId": "k"}}, Receipt("k", True)),
        ({"event": "sms:failed", "payload": {"messageId": "k", "reason": "no signal"}}, Receipt("k", False)),
        ({"event": "sms:sent", "payload": {"messageId": "k"}}, None),
        ({"event": "sms:received", "payload": {"phoneNumber": MOBILE, "message": "Stop"}}, Answer(MOBILE, "Stop")),
        ({"from": MOBILE, "text": "STOP"}, Answer(MOBILE, "STOP")),
        ({"event": "sms:delivered", "payload": "k"}, None),
        ({"id": ["abc"], "status": "delivered"}, None),
        ({"id": None, "status": "delivered"}, None),
        ({"from": 12, "text": "STOP"}, None),
        ({}, None),
    ],
)
def test_the_shapes_of_each_provider_are_understood(told: dict[str, Any], understood: Receipt | Answer | None) -> None:
    assert receipts.read(told) == understood


@pytest.fixture
def sent(organization: Organization) -> Message:
    message = sms(organization)
    Message.objects.filter(pk=message.pk).update(state=MessageState.SENT, provider_id="abc", sent_at=TUESDAY)
    return message


def state(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def test_a_delivery_is_noted_once(sent: Message) -> None:
    assert receipts.record(Receipt("abc", True), now=TUESDAY)
    assert not receipts.record(Receipt("abc", True), now=TUESDAY)
    assert (state(sent), sent.delivered_at) == (MessageState.DELIVERED, TUESDAY)


def test_a_failure_becomes_something_to_settle(sent: Message) -> None:
    receipts.record(Receipt("abc", False), now=TUESDAY)
    assert list(Message.objects.to_settle()) == [sent]


def test_a_delivery_after_a_failure_wins_and_never_the_contrary(sent: Message) -> None:
    receipts.record(Receipt("abc", False), now=TUESDAY)
    receipts.record(Receipt("abc", True), now=TUESDAY)
    receipts.record(Receipt("abc", False), now=TUESDAY)
    assert (state(sent), sent.problem) == (MessageState.DELIVERED, "")


def test_a_message_that_never_left_can_t_be_delivered(organization: Organization) -> None:
    message = sms(organization)
    assert not receipts.record(Receipt("", True), now=TUESDAY)
    assert state(message) == MessageState.WAITING


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["STOP", "stop", " Stop. ", "STOP SMS", "« stop »"])
def test_stop_is_a_refusal_of_every_sms(text: str) -> None:
    assert receipts.record(Answer("33639980042", text), now=TUESDAY)
    assert not receipts.record(Answer(MOBILE, text), now=TUESDAY)
    assert [opt_out.phone for opt_out in OptOut.objects.order_by("pk")] == [MOBILE]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Merci", "Je ne peux pas stopper le bus", "Stopper", ""])
def test_any_other_answer_is_not(text: str) -> None:
    assert not receipts.record(Answer(MOBILE, text), now=TUESDAY)
    assert not OptOut.objects.exists()


@pytest.mark.django_db
def test_stop_from_an_unreadable_number_is_forgotten() -> None:
    assert not receipts.record(Answer("Escale", "STOP"), now=TUESDAY)


@pytest.fixture
def client(adviser: Membership) -> Client:
    """A browser nobody signed in from, on an instance that is set up."""
    return Client()


def address(secret: str | None = None) -> str:
    return reverse("outbox:receipt", args=[secret or receipts.secret()])


def test_a_provider_posts_its_receipt(client: Client, sent: Message) -> None:
    response = client.post(address(), {"id": "abc", "status": "delivered"}, content_type="application/json")
    assert (response.status_code, response.content) == (200, b"OK")
    assert state(sent) == MessageState.DELIVERED


def test_ovhcloud_tells_by_get(client: Client, sent: Message) -> None:
    client.get(address(), {"id": "abc", "dlr": "1"})
    assert state(sent) == MessageState.DELIVERED


def test_nothing_else_is_told_by_get(client: Client, sent: Message) -> None:
    client.get(address(), {"id": "abc", "status": "delivered"})
    client.get(address(), {"from": MOBILE, "text": "STOP"})
    assert state(sent) == MessageState.SENT
    assert not OptOut.objects.exists()


def test_a_wrong_secret_gets_the_same_answer_and_changes_nothing(client: Client, sent: Message) -> None:
    response = client.post(address("0" * 40), {"id": "abc", "status": "delivered"}, content_type="application/json")
    assert (response.status_code, response.content) == (200, b"OK")
    assert state(sent) == MessageState.SENT


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"id": 1e999}', b"[" * 50_000])
def test_unreadable_receipts_get_the_same_answer(client: Client, sent: Message, body: bytes) -> None:
    response = client.post(address(), body, content_type="application/json")
    assert (response.status_code, response.content) == (200, b"OK")
    assert state(sent) == MessageState.SENT


def test_a_form_is_understood_too(client: Client, sent: Message) -> None:
    client.post(address(), {"id": "abc", "status": "failed"})
    assert state(sent) == MessageState.FAILED
