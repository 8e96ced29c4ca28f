"""The interface is the floor: its tests run without the guards of the apps above it."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _without_the_guards_of_accounts(settings: Any) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("escale.accounts")]
