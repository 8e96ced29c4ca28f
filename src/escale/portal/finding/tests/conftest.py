"""It is Friday 13 November 2026, 15 h 10 in Vitré; the whole library of workshops is announced, and six subjects received."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from escale.accounts.models import Membership
from escale.appointments.models import Reason
from escale.appointments.starters import STARTERS
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops.models import Group, Workshop
from escale.workshops.starters import add_starters, library


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(builders.NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def announced(adviser: Membership, venue: Venue) -> dict[int, str]:
    """Every workshop of the library, one every other day, in an order of no meaning: the name of its sheet, by group."""
    made = add_starters(adviser.organization, [each.slug for each in library()], now=builders.NOW)
    shuffled = sorted(made, key=lambda workshop: workshop.starter[::-1])
    return {
        _group(workshop, adviser, venue, days=2 * rank).pk: workshop.starter for rank, workshop in enumerate(shuffled)
    }


@pytest.fixture
def received(adviser: Membership, venue: Venue) -> dict[int, str]:
    """The six subjects of appointments an organization starts with: the key of each, by reason."""
    reasons = {
        builders.reason(
            adviser.organization,
            name=each.name,
            public_sentence=each.public_sentence,
            description=each.description,
            duration=each.duration,
        ): each.key
        for each in STARTERS
    }
    builders.permanence(adviser, venue, reasons=tuple(reasons))
    return {reason.pk: key for reason, key in reasons.items()}


def _group(workshop: Workshop, adviser: Membership, venue: Venue, *, days: int) -> Group:
    return builders.group(
        adviser,
        venue,
        subject=workshop,
        level=workshop.level,
        audience=workshop.audience,
        starts_at=builders.NEXT_FRIDAY + timedelta(days=days, hours=6),
    )


def key_of(reason: Reason) -> str:
    return next(each.key for each in STARTERS if each.name == reason.name)
