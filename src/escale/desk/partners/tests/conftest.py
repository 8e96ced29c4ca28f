"""Maëlle at her desk, and partners around Vitré."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from escale.testing import builders
from escale.testing.cast import signed_in


@pytest.fixture
def client(adviser, now) -> Iterator[Client]:
    with time_machine.travel(now, tick=False):
        yield signed_in(adviser)


@pytest.fixture
def france_services(adviser):
    return builders.partner(adviser, needs=("dossier-aides", "caf"), without_appointment=True)
