"""The clock of the desk, a circle of the team, and a session that Claire looks after."""

from uuid import UUID

import pytest

from escale.accounts.models import Membership
from escale.community.models import Circle
from escale.desk.tests.conftest import friday
from escale.practice import opening
from escale.practice.models import PracticeSession
from escale.practice.tests.conftest import TERMS, circle
from escale.testing import builders

__all__ = ["circle", "friday"]


@pytest.fixture
def session(circle: Circle, coordinator: Membership) -> PracticeSession:
    return a_session(circle, coordinator)


def a_session(among: Circle, by: Membership, number: int = 1) -> PracticeSession:
    return opening.propose(
        TERMS, circle=among, member=by, time_zone="Europe/Paris", submission=UUID(int=number), now=builders.NOW
    )
