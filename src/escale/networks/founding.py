"""Making a network: its name, its site still closed, and who runs it."""

import logging
from datetime import datetime

from django.db import transaction

from escale.accounts import founding
from escale.accounts.models import Network, User
from escale.networks.models import Site

log = logging.getLogger(__name__)


def found(name: str, *, coordinator: User, now: datetime) -> Network:
    """Make a network that this person runs; she invites others, and opens its site when it is ready."""
    with transaction.atomic():
        network = Network.objects.create(name=name, slug=founding.free_slug(Network, name), created_at=now)
        network.coordinators.add(coordinator)
        Site.objects.create(network=network, created_at=now)
    log.info("Network %d: made for user %d", network.pk, coordinator.pk)
    return network
