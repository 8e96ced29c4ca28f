"""What stands around a network: its site, a block, an invitation without answer, a charter, a second coordinator."""

from typing import Any

from escale.accounts.models import Membership, Network, Organization
from escale.networks import blocks, charters, joining, links, sites
from escale.testing.builders import NOW


def of_network(organization: Organization, coordinator: Membership) -> dict[str, Any]:
    """Rows by name, and under `…_secret` the secret of an address. The site is open."""
    network = Network.objects.create(name="Pays de Vitré", slug="pays-de-vitre", created_at=NOW)
    network.organizations.add(organization)
    network.coordinators.add(coordinator.user)
    sites.open_site(network, now=NOW)
    charters.publish(network, "Accueillir tout le monde, gratuitement.", by=coordinator.user, now=NOW)
    invitation = joining.invite(
        network,
        email="direction@example.org",
        organization_name="Médiathèque",
        words="",
        by=coordinator,
        now=NOW,
    )
    return {
        "network": network,
        "network_block": blocks.add(network, title="Le bus du numérique", text="", group=None),
        "join": invitation,
        "join_secret": links.secret_of(invitation),
        "network_coordinator": coordinator.user,
    }
