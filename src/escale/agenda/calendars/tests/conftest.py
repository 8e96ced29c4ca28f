"""The calendars of Maëlle."""

from collections.abc import Callable
from datetime import datetime

import pytest

from escale.accounts.models import Membership
from escale.agenda.calendars import keeping
from escale.agenda.calendars.sealing import Source
from escale.agenda.models import CalendarKind, ExternalCalendar
from escale.testing import builders


@pytest.fixture
def external(adviser: Membership, now: datetime) -> Callable[..., ExternalCalendar]:
    """Maëlle adds a calendar: by default the address of one."""

    def add(
        address: str = "", *, kind: CalendarKind = CalendarKind.ADDRESS, keeps_titles: bool = True, **source: str
    ) -> ExternalCalendar:
        return keeping.add(
            builders.resource_of(adviser),
            name="Agenda de la mairie",
            kind=kind,
            source=Source(address=address, **source),
            keeps_titles=keeps_titles,
            now=now,
        )

    return add
