"""The network of the demonstration, its large form, and the command that makes a real one."""

import pytest
from django.core.management import CommandError, call_command

from escale.accounts.models import Membership, Network, Organization
from escale.networks import look, moderation, sites
from escale.operations.demo import network, region
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.builders import NOW
from escale.workshops.models import Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(organization: Organization, coordinator: Membership, adviser: Membership, venue: Venue) -> Network:
    for day in (20, 26, 27):
        builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY.replace(day=day))
    return network.fill([organization], coordinator=coordinator, now=NOW)


def test_the_site_of_the_demonstration_is_open_in_colours_that_are_read_with_offers_to_read(shown: Network) -> None:
    site = sites.of(shown)
    assert site.is_open
    assert look.fault_of_color(site.color) is None
    assert moderation.waiting(site, now=NOW).count() == 2


def test_a_region_has_the_size_it_was_asked_and_everybody_receives(
    shown: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(region, "ORGANIZATIONS", 4)
    monkeypatch.setattr(region, "ADVISERS", 14)
    region.fill(shown, now=NOW)
    assert shown.organizations.count() == 4
    members = Membership.objects.active().filter(organization__networks=shown)
    assert members.values("user").distinct().count() == 14
    receiving = members.filter(user__resource__permanences__isnull=False).values("user").distinct().count()
    assert receiving == 12
    assert Session.objects.filter(starts_at__gt=NOW).exclude(organization__slug__startswith="structure-").count() == 9


def test_a_network_is_made_from_the_terminal_for_somebody_who_has_an_account(
    coordinator: Membership, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("create_network", "Bretagne", coordinator=coordinator.user.email.upper())
    made = Network.objects.get(slug="bretagne")
    assert made.coordinators.get() == coordinator.user
    assert f"/equipe/reseau/{made.pk}/" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Personne"):
        call_command("create_network", "Bretagne", coordinator="inconnue@example.org")
