"""Friday 13 November 2026, 15 h 10 in Vitré, as for the whole portal."""

from collections.abc import Iterator

import pytest
import time_machine

from escale.testing import builders


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(builders.NOW, tick=False) as traveller:
        yield traveller
