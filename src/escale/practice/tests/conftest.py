"""A circle of the team, and a session of analysis of practice in two seats."""

from datetime import timedelta
from uuid import UUID

import pytest

from escale.accounts.models import Membership
from escale.community.models import Circle, CircleKind
from escale.practice import opening
from escale.practice.models import PracticeSession
from escale.practice.opening import RULES, Terms
from escale.testing import builders

STARTS = builders.NOW + timedelta(days=12)
"""Wednesday 25 November 2026, 15 h 10 in Vitré."""
TERMS = Terms(
    theme="Poser le cadre sans blesser",
    facilitator="Hélène R.",
    starts_at=STARTS,
    ends_at=STARTS + timedelta(hours=2),
    place="",
    video_link="https://visio.example.org/pairs",
    seats=2,
    rules=RULES,
)


@pytest.fixture
def circle(adviser: Membership) -> Circle:
    return Circle.objects.create(kind=CircleKind.TEAM, organization=adviser.organization, name="Centre social")


@pytest.fixture
def session(circle: Circle, adviser: Membership) -> PracticeSession:
    return opening.propose(
        TERMS, circle=circle, member=adviser, time_zone="Europe/Paris", submission=UUID(int=1), now=builders.NOW
    )
