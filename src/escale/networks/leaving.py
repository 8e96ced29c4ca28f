"""Leaving a network: by an organization's own will, or taken out of it. Its people, its data and its own pages stay."""

from datetime import datetime

from django.db import transaction

from escale.accounts.models import Network, Organization, User
from escale.networks import messages
from escale.networks.models import Departure


class NotInNetwork(Exception):
    """The organization isn't of this network, or not any more."""


def leave(network: Network, organization: Organization, *, why: str = "", by: User, now: datetime) -> Departure:
    """Leave; those who run the network are told. Raises `NotInNetwork`."""
    with transaction.atomic():
        departure = _depart(network, organization, taken_out=False, why=why, by=by, now=now)
        messages.tell_coordinators(departure, now=now)
    return departure


def take_out(network: Network, organization: Organization, *, why: str, by: User, now: datetime) -> Departure:
    """Take an organization out; those who run it are told why. Raises `NotInNetwork`."""
    with transaction.atomic():
        departure = _depart(network, organization, taken_out=True, why=why, by=by, now=now)
        messages.tell_organization(departure, now=now)
    return departure


def _depart(
    network: Network, organization: Organization, *, taken_out: bool, why: str, by: User, now: datetime
) -> Departure:
    # Two people who click together: the second finds it gone.
    Network.objects.locked().get(pk=network.pk)
    if not network.organizations.filter(pk=organization.pk).exists():
        raise NotInNetwork
    network.organizations.remove(organization)
    return Departure.objects.create(
        network=network, organization=organization, left_at=now, taken_out=taken_out, why=why, by=by
    )
