"""An open network of the Centre social, at its domain and in its folder, on Friday 13 November 2026."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client, override_settings

from escale.accounts.models import Membership, Network, Organization
from escale.networks import sites
from escale.testing.builders import NOW

DOMAIN = "numerique.example.org"
FOLDER = "/reseaux/pays-de-vitre/"


@pytest.fixture(autouse=True)
def _friday(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture(autouse=True)
def _served() -> Iterator[None]:
    with override_settings(OTHER_HOSTS=[DOMAIN], ALLOWED_HOSTS=["testserver", "localhost", DOMAIN]):
        yield


@pytest.fixture
def network(organization: Organization, adviser: Membership) -> Network:
    made = Network.objects.create(name="Numérique du pays de Vitré", slug="pays-de-vitre", created_at=NOW)
    made.organizations.add(organization)
    sites.open_site(made, now=NOW)
    sites.change_domain(made, DOMAIN)
    return made


@pytest.fixture
def at_its_domain() -> Client:
    return Client(headers={"host": DOMAIN})
