"""Friday 13 November 2026, 15 h 10 in Vitré, for every page of the desk."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from escale.appointments.models import Appointment
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import Reception

FRIDAY_15 = datetime(2026, 11, 13, 14, tzinfo=UTC)
MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)


@pytest.fixture
def friday(now: datetime) -> Iterator[datetime]:
    """The clock stands still at `now`."""
    with time_machine.travel(now, tick=False):
        yield now


@pytest.fixture
def lucette(reception: Reception, person: Beneficiary) -> Appointment:
    """She is expected today, at the hour it is."""
    return builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=FRIDAY_15, now=FRIDAY_15
    )


@pytest.fixture
def coming(reception: Reception, person: Beneficiary) -> Appointment:
    """Lucette’s appointment of next Monday."""
    return builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
