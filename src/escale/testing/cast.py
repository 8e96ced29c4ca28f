"""The cast: the same people in every test.

Maëlle is the adviser; Yann works beside her; Sophie holds the front desk; Hélène is the organization's admin; Omar works for
another organization; Lucette is helped.
"""

from dataclasses import dataclass
from datetime import datetime

import pytest
from django.test import Client

from escale.accounts.models import Membership, Organization, Role
from escale.appointments.models import Reason
from escale.people import reading
from escale.people.models import Beneficiary, ReadKind
from escale.places.models import Venue
from escale.testing import builders


@pytest.fixture
def now() -> datetime:
    return builders.NOW


@pytest.fixture
def organization(db: None) -> Organization:
    return builders.organization()


@pytest.fixture
def adviser(organization: Organization) -> Membership:
    return builders.member(organization)


@pytest.fixture
def colleague(organization: Organization) -> Membership:
    return builders.member(organization, first_name="Yann", last_name="Le Goff")


@pytest.fixture
def coordinator(organization: Organization) -> Membership:
    return builders.member(organization, role=Role.COORDINATOR, first_name="Claire", last_name="Morel")


@pytest.fixture
def front_desk(organization: Organization) -> Membership:
    return builders.member(organization, role=Role.FRONT_DESK, first_name="Sophie", last_name="Lemoine")


@pytest.fixture
def volunteer(organization: Organization) -> Membership:
    return builders.member(organization, role=Role.VOLUNTEER, first_name="Marcel", last_name="Thual")


@pytest.fixture
def admin(organization: Organization) -> Membership:
    return builders.member(organization, role=Role.ADMIN, first_name="Hélène", last_name="Rouault")


@pytest.fixture
def outsider(db: None) -> Membership:
    """An adviser of another organization: whatever belongs to the first doesn't exist for him."""
    return builders.member(builders.organization("CCAS d’ailleurs"), first_name="Omar", last_name="Belkacem")


@pytest.fixture
def venue(organization: Organization) -> Venue:
    return builders.venue(organization)


@pytest.fixture
def reason(organization: Organization) -> Reason:
    return builders.reason(organization)


@pytest.fixture
def person(adviser: Membership) -> Beneficiary:
    """Maëlle opened her file: to read it, a colleague says why."""
    lucette = builders.person(adviser.organization)
    reading.note(lucette, by=adviser, kind=ReadKind.OPENED, now=lucette.created_at)
    return lucette


@dataclass(frozen=True)
class Reception:
    """Maëlle receives every weekday from 9 to 12 at the Centre social, for 45 minutes."""

    adviser: Membership
    venue: Venue
    reason: Reason

    @property
    def organization(self) -> Organization:
        return self.adviser.organization


@pytest.fixture
def reception(adviser: Membership, venue: Venue, reason: Reason) -> Reception:
    builders.permanence(adviser, venue, reasons=(reason,))
    return Reception(adviser=adviser, venue=venue, reason=reason)


def signed_in(membership: Membership) -> Client:
    """A browser in which this member is signed in."""
    client = Client()
    client.force_login(membership.user)
    return client
