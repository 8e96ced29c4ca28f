"""Whatever a provider answers, or fails to, nothing is marked as sent without its proof, and nothing is lost."""

from datetime import timedelta
from typing import Any

import pytest

from escale.accounts.models import Organization
from escale.outbox.delivery import Outcome
from escale.outbox.models import Message, MessageState
from escale.outbox.tests.telling import MINUTE, TUESDAY, deliver, sms
from escale.outbox.verdicts import BACK_OFF
from escale.testing.gateway import Fault, Gateway


@pytest.mark.parametrize(
    "fault",
    [
        Fault.SERVER_ERROR,
        Fault.UNAVAILABLE,
        Fault.RESET,
        Fault.TOO_MANY,
        Fault.GARBAGE,
        Fault.NO_IDENTIFIER,
        Fault.ENDLESS,
        Fault.REDIRECT,
        Fault.WRONG_KEY,
        Fault.SILENT_AFTER_ACCEPTING,
    ],
)
def test_nothing_is_marked_sent_without_proof_and_the_same_key_is_tried_again(
    organization: Organization, provider: Gateway, fault: Fault
) -> None:
    message = sms(organization)
    provider.faults.append(fault)
    assert deliver() == Outcome(postponed=1)
    message.refresh_from_db()
    assert (message.state, message.provider_id, message.sent_at) == (MessageState.WAITING, "", None)
    assert message.problem
    assert deliver(now=TUESDAY + 5 * MINUTE) == Outcome(sent=1)
    assert {request.json["key"] for request in provider.received} == {str(message.key)}


def test_the_wait_the_provider_asks_for_is_honoured(organization: Organization, provider: Gateway) -> None:
    message = sms(organization)
    provider.faults.append(Fault.TOO_MANY)
    deliver()
    message.refresh_from_db()
    assert message.due_at == TUESDAY + timedelta(seconds=120)


def test_pauses_grow_then_the_adviser_is_told(organization: Organization, provider: Gateway) -> None:
    message = sms(organization)
    provider.faults.extend([Fault.SERVER_ERROR] * 10)
    now = TUESDAY
    for pause in BACK_OFF:
        assert deliver(now=now) == Outcome(postponed=1)
        message.refresh_from_db()
        assert message.due_at == now + pause
        now = message.due_at
    assert deliver(now=now) == Outcome(failed=1)
    message.refresh_from_db()
    assert (message.state, len(provider.received)) == (MessageState.FAILED, 6)
    assert list(Message.objects.to_settle()) == [message]


def test_a_retry_that_would_come_too_late_is_a_failure_at_once(organization: Organization, provider: Gateway) -> None:
    message = sms(organization, expires_at=TUESDAY + timedelta(seconds=30))
    provider.faults.append(Fault.SERVER_ERROR)
    assert deliver() == Outcome(failed=1)
    message.refresh_from_db()
    assert message.problem == "Le service de SMS n’a pas confirmé. Le message est peut-être parti."


def test_a_refusal_is_final(organization: Organization, provider: Gateway) -> None:
    sms(organization)
    provider.faults.append(Fault.BAD_REQUEST)
    assert deliver() == Outcome(failed=1)
    assert deliver(now=TUESDAY + timedelta(hours=1)) == Outcome()
    assert len(provider.received) == 1


def test_a_provider_that_forgets_keys_is_asked_twice_at_most_when_in_doubt(
    organization: Organization, provider: Gateway, settings: Any
) -> None:
    settings.SMS_BACKEND = "brevo"
    message = sms(organization)
    provider.faults.extend([Fault.SILENT_AFTER_ACCEPTING] * 3)
    deliver()
    assert deliver(now=TUESDAY + MINUTE) == Outcome(failed=1)
    assert provider.accepted == {str(message.key): 2}
