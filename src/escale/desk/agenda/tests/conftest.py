"""Friday 13 November 2026, 15 h 10 in Vitré, for every page of the agenda."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.http import QueryDict

from escale.accounts.models import Membership
from escale.desk.agenda import reading, scope
from escale.desk.agenda.period import Period, View
from escale.desk.agenda.reading import Reading

type ReadWeek = Callable[..., Reading]


@pytest.fixture
def friday(now: datetime) -> Iterator[datetime]:
    """The clock stands still at `now`."""
    with time_machine.travel(now, tick=False):
        yield now


@pytest.fixture
def read_week(now: datetime) -> ReadWeek:
    """The agenda of a week as somebody reads it: `read_week(colleague, "qui=12", on=…)`."""

    def read(reader: Membership, asked: str = "", *, on: date = date(2026, 11, 16), **more: Any) -> Reading:
        return reading.read(
            scope.read(reader, QueryDict(asked)), Period.around(View.WEEK, on), now=more.get("now", now)
        )

    return read
