"""Whoever asks for the pages of resources, and the sheets there are."""

from collections.abc import Callable
from typing import Any

import pytest

from escale.accounts.models import Membership
from escale.sheets import markdown
from escale.sheets.models import ResourceSheet
from escale.testing import rows_sheets

TEXT = "1. Ouvrez le mail.\n2. Touchez [le document](https://aide.example.org/).\n"

type Write = Callable[..., ResourceSheet]


@pytest.fixture
def write(adviser: Membership) -> Write:
    def written(title: str, /, text: str = TEXT, **values: Any) -> ResourceSheet:
        body = markdown.stored(markdown.read(text).body)
        return rows_sheets.sheet(values.pop("of", adviser.organization), title=title, body=body, **values)

    return written
