"""A network run by Claire, which holds the Centre social."""

import pytest

from escale.accounts.models import Membership, Network, Organization
from escale.networks import founding
from escale.testing.builders import NOW


@pytest.fixture
def network(organization: Organization, coordinator: Membership) -> Network:
    made = founding.found("Numérique du pays de Vitré", coordinator=coordinator.user, now=NOW)
    made.organizations.add(organization)
    return made
