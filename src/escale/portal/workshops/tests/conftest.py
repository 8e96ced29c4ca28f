"""It is Friday 13 November 2026, 15 h 10 in Vitré; a workshop is announced for the Friday after, at 9 h 30."""

from collections.abc import Iterator

import pytest
import time_machine

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops.models import Audience, Group, Level, WorkshopStep, WorkshopTopic


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(builders.NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def visio(adviser: Membership, venue: Venue) -> Group:
    """Eight seats, for beginners, with its plan."""
    subject = builders.workshop(adviser.organization)
    WorkshopTopic.objects.create(workshop=subject, topic="reseaux_sociaux")
    for position, (minutes, title) in enumerate([(20, "On se présente."), (50, "Maëlle montre un appel.")]):
        WorkshopStep.objects.create(workshop=subject, position=position, minutes=minutes, title=title)
    return builders.group(
        adviser,
        venue,
        subject=subject,
        slug="faire-une-visio",
        seats=8,
        level=Level.BEGINNER,
        audience=Audience.SENIORS,
    )


@pytest.fixture
def cycle(adviser: Membership, venue: Venue) -> Group:
    """Four sessions from Friday 20 November, in the afternoon."""
    return builders.group(
        adviser,
        venue,
        starts_at=builders.NEXT_FRIDAY.replace(hour=13, minute=0),
        sessions=4,
        subject=builders.workshop(
            adviser.organization,
            title="Débuter avec l’ordinateur",
            promise="vous allumez un ordinateur, vous écrivez un texte",
            learns="Se servir de la souris et du clavier.",
        ),
        slug="debuter",
    )
