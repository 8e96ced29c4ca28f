"""Friday 13 November 2026, 15 h 10 in Vitré, for the pages that read the clock."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine


@pytest.fixture
def friday(now: datetime) -> Iterator[datetime]:
    """The clock stands still at `now`."""
    with time_machine.travel(now, tick=False):
        yield now
