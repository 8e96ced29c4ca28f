import hashlib
import json
import smtplib
import uuid
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from django.core.mail import EmailMultiAlternatives

from escale.outbox.channels import email, posting
from escale.outbox.channels.brevo import BrevoChannel
from escale.outbox.channels.contract import Mail, Refused, Sms, TryAgain, Unsure
from escale.outbox.channels.http import HttpChannel
from escale.outbox.channels.ovhcloud import OvhCloudChannel
from escale.outbox.channels.sms_gateway import SmsGatewayChannel
from escale.testing.gateway import Fault, Gateway

SMS = Sms(to="+33639980042", text="Bonjour", sender="Escale", key=str(uuid.UUID(int=7)))


@pytest.fixture
def http(provider: Gateway) -> Iterator[httpx.Client]:
    with posting.client() as client:
        yield client


def generic(http: httpx.Client, provider: Gateway) -> HttpChannel:
    return HttpChannel(http=http, url=f"{provider.address}/sms")


def ovhcloud(http: httpx.Client, provider: Gateway) -> OvhCloudChannel:
    return OvhCloudChannel(
        http=http,
        application_key="AK",
        application_secret="AS",
        consumer_key="CK",
        service="sms-ab1234-1",
        api=provider.address,
    )


def android(http: httpx.Client, provider: Gateway) -> SmsGatewayChannel:
    return SmsGatewayChannel(http=http, url=f"{provider.address}/", user="sms", password="secret")


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        (Fault.UNAVAILABLE, TryAgain),
        (Fault.TOO_MANY, TryAgain),
        (Fault.WRONG_KEY, TryAgain),
        (Fault.REDIRECT, TryAgain),
        (Fault.BAD_REQUEST, Refused),
        (Fault.CONFLICT, Refused),
        (Fault.SERVER_ERROR, Unsure),
        (Fault.RESET, Unsure),
        (Fault.GARBAGE, Unsure),
        (Fault.NO_IDENTIFIER, Unsure),
        (Fault.ENDLESS, Unsure),
        (Fault.SILENT_AFTER_ACCEPTING, Unsure),
    ],
)
def test_every_fault_has_its_name(http: httpx.Client, provider: Gateway, fault: Fault, named: type[Exception]) -> None:
    provider.faults.append(fault)
    with pytest.raises(named):
        generic(http, provider).send(SMS)
    assert len(provider.received) == 1


def test_a_provider_that_is_away_is_tried_again(http: httpx.Client) -> None:
    with pytest.raises(TryAgain):
        HttpChannel(http=http, url="http://127.0.0.1:1/sms").send(SMS)


def test_an_address_that_is_none_is_tried_again_once_it_is_set_right(http: httpx.Client) -> None:
    with pytest.raises(TryAgain):
        HttpChannel(http=http, url="").send(SMS)


def test_the_wait_asked_for_is_kept_within_reason(http: httpx.Client, provider: Gateway) -> None:
    provider.faults.append(Fault.TOO_MANY)
    with pytest.raises(TryAgain) as pause:
        generic(http, provider).send(SMS)
    assert pause.value.after == timedelta(seconds=120)
    far = httpx.Response(429, headers={"Retry-After": "99999999999"})
    assert posting._retry_after(far) == posting.LONGEST_WAIT
    assert posting._retry_after(httpx.Response(429, headers={"Retry-After": "soon"})) is None
    past = httpx.Response(429, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"})
    assert posting._retry_after(past) == timedelta(0)


def test_the_generic_channel_speaks_the_contract(http: httpx.Client, provider: Gateway) -> None:
    channel = HttpChannel(http=http, url=f"{provider.address}/sms", token="secret")
    assert channel.send(SMS) == f"id-{SMS.key}"
    [request] = provider.received
    assert request.json == {"to": SMS.to, "text": SMS.text, "sender": SMS.sender, "key": SMS.key}
    assert request.headers["Authorization"] == "Bearer secret"
    assert request.headers["Idempotency-Key"] == SMS.key


def test_ovhcloud_requests_are_signed(http: httpx.Client, provider: Gateway) -> None:
    provider.answer = {"ids": [210123456], "validReceivers": [SMS.to], "invalidReceivers": [], "totalCreditsRemoved": 1}
    assert ovhcloud(http, provider).send(SMS) == "210123456"
    [request] = provider.received
    url, at = f"{provider.address}/sms/sms-ab1234-1/jobs", request.headers["X-Ovh-Timestamp"]
    signed = "+".join(["AS", "CK", "POST", url, request.body.decode(), at])
    assert request.headers["X-Ovh-Signature"] == f"$1${hashlib.sha1(signed.encode()).hexdigest()}"
    assert request.path == "/sms/sms-ab1234-1/jobs"
    assert (request.json["receivers"], request.json["noStopClause"]) == ([SMS.to], True)


def test_a_number_ovhcloud_does_not_know_is_refused(http: httpx.Client, provider: Gateway) -> None:
    provider.answer = {"ids": [], "validReceivers": [], "invalidReceivers": [SMS.to]}
    with pytest.raises(Refused):
        ovhcloud(http, provider).send(SMS)


def test_an_ovhcloud_answer_without_identifier_proves_nothing(http: httpx.Client, provider: Gateway) -> None:
    provider.answer = {"ids": []}
    with pytest.raises(Unsure):
        ovhcloud(http, provider).send(SMS)


def test_brevo_gets_a_number_without_plus_and_where_to_tell(http: httpx.Client, provider: Gateway) -> None:
    provider.answer = {"messageId": 1511882900176220}
    channel = BrevoChannel(http=http, api_key="xkeysib", receipt_url="https://example.org/r", api=provider.address)
    assert channel.send(SMS) == "1511882900176220"
    [request] = provider.received
    assert request.path == "/transactionalSMS/send"
    assert request.headers["api-key"] == "xkeysib"
    assert request.json == {
        "sender": "Escale",
        "recipient": "33639980042",
        "content": "Bonjour",
        "type": "transactional",
        "tag": SMS.key,
        "webUrl": "https://example.org/r",
    }


def test_the_android_telephone_gets_our_key_as_its_identifier(http: httpx.Client, provider: Gateway) -> None:
    provider.answer = {"id": SMS.key, "state": "Pending", "recipients": []}
    assert android(http, provider).send(SMS) == SMS.key
    [request] = provider.received
    assert request.path == "/messages"
    assert request.headers["Authorization"].startswith("Basic ")
    assert request.json == {
        "id": SMS.key,
        "textMessage": {"text": "Bonjour"},
        "phoneNumbers": [SMS.to],
        "withDeliveryReport": True,
    }


def test_a_key_the_android_telephone_already_has_is_an_acceptance(http: httpx.Client, provider: Gateway) -> None:
    provider.faults.append(Fault.CONFLICT)
    assert android(http, provider).send(SMS) == SMS.key


@pytest.mark.parametrize(
    ("problem", "named"),
    [
        (smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"no such user")}), Refused),
        (smtplib.SMTPRecipientsRefused({"a@example.org": (450, b"later")}), TryAgain),
        (smtplib.SMTPAuthenticationError(535, b"no"), TryAgain),
        (smtplib.SMTPDataError(554, b"spam"), Refused),
        (smtplib.SMTPDataError(451, b"later"), TryAgain),
        (smtplib.SMTPServerDisconnected("gone"), Unsure),
        (TimeoutError(), Unsure),
        (ConnectionRefusedError(), TryAgain),
    ],
)
def test_every_fault_of_the_mail_server_has_its_name(
    monkeypatch: pytest.MonkeyPatch, problem: Exception, named: type[Exception]
) -> None:
    def fail(message: EmailMultiAlternatives) -> int:
        raise problem

    monkeypatch.setattr(EmailMultiAlternatives, "send", fail)
    with pytest.raises(named):
        email.send(Mail(to="a@example.org", subject="Bonjour", text="Bonjour", html="", key="k"))


def test_an_address_can_t_carry_another_header() -> None:
    with pytest.raises(Refused):
        email.send(Mail(to="a@example.org\nBcc: b@example.org", subject="Bonjour", text="", html="", key="k"))


def test_json_of_every_request_is_plain_ascii(http: httpx.Client, provider: Gateway) -> None:
    generic(http, provider).send(Sms(to=SMS.to, text="à bientôt", sender="Escale", key="k"))
    [request] = provider.received
    assert request.body.isascii()
    assert json.loads(request.body)["text"] == "à bientôt"
