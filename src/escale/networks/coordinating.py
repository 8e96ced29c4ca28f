"""Who runs a network: at least one person, always."""

import logging

from django.db import transaction

from escale.accounts.models import Membership, Network, User

log = logging.getLogger(__name__)


class NobodyHere(Exception):
    """No member of an organization of the network has this address: she joins one of their teams first."""


class LastCoordinator(Exception):
    """The network would be left with nobody to run it: another coordinator has to be named first."""


def add(network: Network, *, email: str, by: User) -> User:
    """Name somebody of an organization of the network. Raises `NobodyHere`."""
    members = Membership.objects.active().filter(organization__networks=network, user__email__iexact=email.strip())
    member = members.select_related("user").order_by("pk").first()
    if member is None:
        raise NobodyHere
    network.coordinators.add(member.user)
    log.info("Network %d: user %d named by user %d", network.pk, member.user_id, by.pk)
    return member.user


def remove(network: Network, *, coordinator: User, by: User) -> None:
    """Take somebody off. Raises `LastCoordinator`."""
    with transaction.atomic():
        # Two coordinators who take each other off at once would leave nobody.
        Network.objects.locked().get(pk=network.pk)
        if not network.coordinators.exclude(pk=coordinator.pk).exists():
            raise LastCoordinator
        network.coordinators.remove(coordinator)
    log.info("Network %d: user %d taken off by user %d", network.pk, coordinator.pk, by.pk)
