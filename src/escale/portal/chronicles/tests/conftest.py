"""It is the Friday of the prototype, and nothing else is different."""

from collections.abc import Iterator

import pytest
import time_machine

from escale.testing import builders


@pytest.fixture(autouse=True)
def _the_friday() -> Iterator[None]:
    with time_machine.travel(builders.NOW, tick=False):
        yield
