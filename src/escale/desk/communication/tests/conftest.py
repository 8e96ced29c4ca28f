"""Friday 13 November 2026, 15 h 10 in Vitré, for the pages that read the clock."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.publishing import kits, starters
from escale.publishing.models import Kit
from escale.testing import builders
from escale.testing.builders import NOW


@pytest.fixture
def friday(now: datetime) -> Iterator[datetime]:
    """The clock stands still at `now`."""
    with time_machine.travel(now, tick=False):
        yield now


@pytest.fixture
def kit(adviser: Membership, venue: Venue) -> Kit:
    """The kit of a workshop of Friday 4 December, on every channel of the field."""
    starters.add(adviser.organization, now=NOW)
    group = builders.group(
        adviser, venue, starts_at=NOW.replace(month=12, day=4, hour=8, minute=30), title="Mes photos", seats=8
    )
    return kits.open_kit(group, by=adviser, now=NOW)
