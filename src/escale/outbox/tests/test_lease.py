"""A worker that dies, or is slow, loses no message and sends none of another’s."""

from typing import Any

import pytest

from escale.accounts.models import Organization
from escale.outbox import delivery
from escale.outbox.delivery import LEASE, Outcome, take_due
from escale.outbox.models import MessageState
from escale.outbox.tests.telling import MINUTE, TUESDAY, Truth, deliver, sms
from escale.outbox.verdicts import Failed, Sent
from escale.testing.gateway import Gateway


class NotCalled:
    recognises_key = True

    def send(self, sms: object) -> str:
        raise AssertionError


def test_a_message_taken_by_a_dead_worker_is_taken_again_with_the_same_key(
    organization: Organization, provider: Gateway
) -> None:
    message = sms(organization)
    assert take_due(now=TUESDAY, limit=10) == [message]
    assert deliver(now=TUESDAY + LEASE - MINUTE) == Outcome()
    assert deliver(now=TUESDAY + LEASE) == Outcome(sent=1)
    assert provider.accepted == {str(message.key): 1}


def test_a_slow_worker_does_not_overwrite_the_one_that_took_over(organization: Organization) -> None:
    message = sms(organization)
    [slow] = take_due(now=TUESDAY, limit=1)
    [fast] = take_due(now=TUESDAY + LEASE, limit=1)
    this_round = delivery.Round(now=TUESDAY + LEASE, catalogue=Truth().catalogue(), sms=NotCalled())
    delivery._mark(fast, Sent("fast"), this_round)
    delivery._mark(slow, Failed("slow"), this_round)
    message.refresh_from_db()
    assert (message.state, message.provider_id) == (MessageState.SENT, "fast")


def test_a_round_that_lasts_puts_back_what_it_had_no_time_for(
    organization: Organization, provider: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "ROUNDS_IN_A_LEASE", float("inf"))
    message = sms(organization)
    assert deliver() == Outcome()
    message.refresh_from_db()
    assert (message.state, message.leased_until, message.attempts) == (MessageState.WAITING, None, 0)


def test_a_round_takes_a_fixed_number_of_queries(organization: Organization, queries: Any) -> None:
    for number in range(3):
        sms(organization, about_id=number, phone=f"+3363998000{number}")
    with queries() as seen:
        assert len(take_due(now=TUESDAY, limit=10)) == 3
    assert len([query for query in seen.captured_queries if "SAVEPOINT" not in query["sql"]]) == 4


def test_limits_take_a_fixed_number_of_queries_and_each_mark_one(organization: Organization, queries: Any) -> None:
    counts = []
    for batch in (1, 3):
        for number in range(batch):
            sms(organization, about_id=10 * batch + number, phone=f"+336399800{batch}{number}")
        with queries() as seen:
            assert deliver() == Outcome(sent=batch)
        counts.append(len([query for query in seen.captured_queries if "SAVEPOINT" not in query["sql"]]))
    assert counts[1] - counts[0] == 2
