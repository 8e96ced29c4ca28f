"""Several workers at once, on PostgreSQL: SQLite lets one writer in at a time and hides what is tested here."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from escale.outbox import delivery, limits
from escale.outbox.models import Message, MessageState
from escale.outbox.tests.telling import TUESDAY, Truth, sms
from escale.testing import builders
from escale.testing.gateway import Gateway
from escale.testing.races import at_once, met

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
]
WORKERS = 4


def together(work: Callable[[], Any]) -> None:
    """Run the same work in every worker."""
    got = at_once([work] * WORKERS)
    assert [each for each in got if isinstance(each, Exception)] == []


@pytest.fixture(autouse=True)
def _needs_rows_locked_one_by_one() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite n’a qu’un écrivain à la fois : la course se joue sur PostgreSQL")


def test_two_workers_never_deliver_the_same_message(provider: Gateway) -> None:
    organization = builders.organization()
    keys = [str(sms(organization, about_id=n, phone=f"+3363998{n:04}").key) for n in range(60)]

    def work() -> None:
        while delivery.deliver_due(now=TUESDAY, catalogue=Truth().catalogue(), limit=5).total:
            pass

    together(work)
    assert provider.accepted == Counter(keys)
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}


def unleased(*, now: datetime, limit: int, lease: timedelta) -> list[Message]:
    return list(Message.objects.due(now=now)[:limit])


def test_with_the_lease_off_messages_leave_twice(provider: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what the test above would see if nothing were leased."""
    organization = builders.organization()
    for n in range(20):
        sms(organization, about_id=n, phone=f"+3363998{n:04}")
    monkeypatch.setattr(delivery, "take_due", met(unleased, WORKERS))
    monkeypatch.setattr(limits, "PER_NUMBER", 100)
    together(lambda: delivery.deliver_due(now=TUESDAY, catalogue=Truth().catalogue()))
    assert max(provider.accepted.values()) > 1


def test_workers_together_never_pass_a_cap() -> None:
    organization = builders.organization()
    organization.sms_per_day = 10
    organization.save()
    messages = [sms(organization, about_id=n, phone=f"+3363998{n:04}") for n in range(40)]
    passed: list[Message] = []
    waiting = list(messages)

    def work() -> None:
        while waiting:
            try:
                message = waiting.pop()
            except IndexError:
                return
            if not limits.take({message: 1}, now=TUESDAY):
                passed.append(message)

    together(work)
    assert len(passed) == 10


def test_with_the_lock_off_workers_pass_the_cap_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what the test above would see if counters were read without their lock."""
    organization = builders.organization()
    organization.sms_per_day = WORKERS
    organization.save()
    monkeypatch.setattr(limits, "_locked", met(transaction.atomic(limits._locked), WORKERS))
    messages = [sms(organization, about_id=n, phone=f"+3363998{n:04}") for n in range(2 * WORKERS)]
    waiting = [messages[at : at + 2] for at in range(0, len(messages), 2)]
    passed: list[Message] = []

    def work() -> None:
        mine = waiting.pop()
        full = limits.take.__wrapped__(dict.fromkeys(mine, 1), now=TUESDAY)
        passed.extend(message for message in mine if message not in full)

    together(work)
    assert len(passed) > WORKERS
