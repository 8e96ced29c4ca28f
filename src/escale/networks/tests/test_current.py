"""What the site of a network shows."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext

from escale.accounts.models import Membership, Network, Organization
from escale.networks.current import EVERYTHING, Shown, shown, site_of
from escale.networks.models import OfferReview, ReviewState, Site
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.builders import NOW

DOMAIN = "numerique.example.org"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _served() -> Iterator[None]:
    with override_settings(OTHER_HOSTS=[DOMAIN], ALLOWED_HOSTS=["*"]):
        yield


@pytest.fixture
def site(organization: Organization) -> Site:
    network = Network.objects.create(name="Pays de Vitré", slug="pays-de-vitre", created_at=NOW)
    network.organizations.add(organization)
    return Site.objects.create(network=network, domain=DOMAIN, opened_at=NOW, created_at=NOW)


def asked_at(host: str) -> HttpRequest:
    return RequestFactory().get("/", headers={"host": host})


def test_the_address_of_the_instance_shows_everything_and_asks_nothing(site: Site) -> None:
    with CaptureQueriesContext(connection) as seen:
        assert shown(asked_at("testserver")) == EVERYTHING
    assert len(seen) == 0


def test_its_domain_shows_its_organizations_whatever_the_port(site: Site, organization: Organization) -> None:
    builders.organization("Ailleurs")
    assert shown(asked_at(f"{DOMAIN}:8000")) == Shown(organization_ids=frozenset({organization.pk}))


def test_it_is_read_once_a_request(site: Site) -> None:
    request = asked_at(DOMAIN)
    with CaptureQueriesContext(connection) as seen:
        assert shown(request) is shown(request)
    assert len(seen) == 3


def test_a_site_that_is_not_open_is_no_site(site: Site) -> None:
    Site.objects.update(opened_at=None)
    assert site_of(asked_at(DOMAIN)) is None


def test_a_network_without_organization_shows_nothing(site: Site) -> None:
    site.network.organizations.clear()
    assert shown(asked_at(DOMAIN)) == Shown(organization_ids=frozenset())


def test_a_refused_offer_is_not_shown(site: Site, adviser: Membership, venue: Venue) -> None:
    kept, refused = builders.group(adviser, venue), builders.group(adviser, venue, starts_at=builders.NOW)
    OfferReview.objects.create(network=site.network, group=refused, state=ReviewState.REFUSED, decided_at=NOW)
    assert kept.pk not in shown(asked_at(DOMAIN)).refused_group_ids
    assert shown(asked_at(DOMAIN)).refused_group_ids == {refused.pk}


def test_a_network_that_reads_first_hides_what_waits_and_shows_what_was_there(
    site: Site, adviser: Membership, venue: Venue
) -> None:
    builders.group(adviser, venue)
    Site.objects.update(reviews_since=NOW)
    accepted = builders.group(adviser, venue, starts_at=NOW, published_at=NOW)
    waiting = builders.group(adviser, venue, starts_at=NOW.replace(day=27), published_at=NOW)
    OfferReview.objects.create(network=site.network, group=accepted, state=ReviewState.ACCEPTED, decided_at=NOW)
    assert shown(asked_at(DOMAIN)).refused_group_ids == {waiting.pk}


def test_what_another_network_refused_is_shown(site: Site, adviser: Membership, venue: Venue) -> None:
    other = Network.objects.create(name="Autre", slug="autre", created_at=NOW)
    group = builders.group(adviser, venue)
    OfferReview.objects.create(network=other, group=group, state=ReviewState.REFUSED, decided_at=NOW)
    assert shown(asked_at(DOMAIN)).refused_group_ids == frozenset()
