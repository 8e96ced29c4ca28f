"""Maëlle at her desk, and questions as they are noted."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from escale.questions import noting
from escale.questions.models import NotedQuestion
from escale.testing.cast import signed_in


@pytest.fixture
def client(adviser, now) -> Iterator[Client]:
    with time_machine.travel(now, tick=False):
        yield signed_in(adviser)


@pytest.fixture
def heard(adviser, now):
    """Notes a wording, today unless said."""

    def note(text: str, **said: object) -> NotedQuestion:
        return noting.note(text, by=adviser, now=now, **({"on": now.date()} | said))

    return note
