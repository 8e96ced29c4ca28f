"""Nolwenn, and two partners of Vitré who can help her."""

import pytest

from escale.directory.models import Partner
from escale.people.models import Beneficiary
from escale.testing import builders


@pytest.fixture
def nolwenn(organization):
    nolwenn = builders.person(organization, first_name="Nolwenn", last_name="Tanguy", phone="+33639980037")
    Beneficiary.objects.filter(pk=nolwenn.pk).update(commune="35360")
    nolwenn.refresh_from_db()
    return nolwenn


@pytest.fixture
def partner(adviser) -> Partner:
    return builders.partner(adviser, needs=("caf", "dossier-aides"), without_appointment=True)


@pytest.fixture
def other(adviser) -> Partner:
    return builders.partner(adviser, name="Mission locale", needs=("caf",), latitude=48.13, email="")
