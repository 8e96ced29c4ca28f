"""The charter of a network: published version after version, agreed to by each organization."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from escale.accounts.models import Network, Organization, User
from escale.networks.models import Charter, CharterAgreement


class CharterChanged(Exception):
    """The version somebody read is no more the one of the network: she reads the new one first."""


def current(network: Network) -> Charter | None:
    """The version organizations are asked to agree to; None when the network has no charter."""
    return Charter.objects.of(network).latest_first().first()


def publish(network: Network, text: str, *, by: User, now: datetime) -> Charter:
    """Publish the next version; the same text again stays the same version."""
    with transaction.atomic():
        Network.objects.locked().get(pk=network.pk)
        before = current(network)
        if before is not None and before.text == text:
            return before
        number = before.number + 1 if before else 1
        return Charter.objects.create(network=network, number=number, text=text, published_at=now, published_by=by)


def agree(network: Network, organization: Organization, *, read: int, by: User, now: datetime) -> CharterAgreement:
    """Agree, for an organization, to the version whose id is `read`; again changes nothing. Raises `CharterChanged`."""
    charter = current(network)
    if charter is None or charter.pk != read:
        raise CharterChanged
    agreement, _ = CharterAgreement.objects.get_or_create(
        charter=charter, organization=organization, defaults={"agreed_at": now, "agreed_by": by}
    )
    return agreement


def agreements(network: Network) -> Mapping[int, CharterAgreement]:
    """By organization, the latest version it agreed to. One query."""
    rows = CharterAgreement.objects.filter(charter__network=network).select_related("charter", "agreed_by")
    return {row.organization_id: row for row in rows.order_by("charter__number")}


def agreement_of(network: Network, organization: Organization) -> CharterAgreement | None:
    """The latest version this organization agreed to, if any."""
    rows = CharterAgreement.objects.filter(charter__network=network, organization=organization)
    return rows.select_related("charter", "agreed_by").order_by("-charter__number").first()
