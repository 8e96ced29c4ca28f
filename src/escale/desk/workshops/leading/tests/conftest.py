"""Friday 13 November 2026, 15 h 10 in Vitré; next Friday's workshop of Maëlle, and three people."""

import pytest

from escale.accounts.models import Membership
from escale.desk.tests.conftest import friday
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops.models import Session
from escale.workshops.tests import planned

__all__ = ["friday"]


@pytest.fixture
def session(adviser: Membership, colleague: Membership, venue: Venue) -> Session:
    """Friday 20 November from 14 h to 16 h; Odette, Marc and Lucette come."""
    about = builders.workshop(adviser.organization, title="Faire une visio")
    group = planned.workshop(adviser, venue, group={"workshop": about})
    for number, name in enumerate(("Odette", "Marc", "Lucette")):
        phone = f"+3363998004{number}"
        builders.enrollment(
            group, builders.person(adviser.organization, first_name=name, last_name="Blin", phone=phone)
        )
    return builders.session_of(group)
