"""The portal's tests live on Friday 13 November 2026, at 15 h 10 in Vitré: the views ask the clock."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from escale.appointments import links
from escale.appointments.models import Appointment
from escale.portal.tests import acting
from escale.testing import builders
from escale.testing.cast import Reception


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(builders.NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def appointment(reception: Reception, client: Client) -> Appointment:
    """Lucette's, on Monday 16 November at 9 h."""
    return acting.booked(client, reception)


@pytest.fixture
def secret(appointment: Appointment) -> str:
    return links.secret_of(appointment.link_nonce)
