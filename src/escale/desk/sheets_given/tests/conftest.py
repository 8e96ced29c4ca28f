"""Friday 13 November 2026, 15 h 10 in Vitré; Lucette has come to send a document by mail."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from escale.accounts.models import Membership
from escale.appointments.models import Appointment
from escale.people.models import Beneficiary
from escale.sheets.models import ResourceSheet
from escale.testing import builders, rows_sheets
from escale.testing.cast import Reception


@pytest.fixture
def clock(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def sheet(adviser: Membership) -> ResourceSheet:
    return rows_sheets.sheet(None, slug="joindre-un-document-a-un-mail")


@pytest.fixture
def appointment(reception: Reception, person: Beneficiary, now: datetime) -> Appointment:
    return builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=now - timedelta(hours=1)
    )
