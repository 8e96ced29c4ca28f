"""Where a network stands, and where an organization stands in its networks: read once for the pages that say it."""

from dataclasses import dataclass
from datetime import datetime

from escale.accounts.models import Network, Organization
from escale.networks import addresses, charters, moderation
from escale.networks.models import Charter, CharterAgreement, JoinInvitation, Site


@dataclass(frozen=True, kw_only=True)
class Joined:
    """A network the organization belongs to: its site, its charter, and what was agreed to."""

    network: Network
    address: str
    charter: Charter | None
    agreement: CharterAgreement | None

    @property
    def waits_for_a_yes(self) -> bool:
        """Whether the version of today was not agreed to."""
        return self.charter is not None and (self.agreement is None or self.agreement.charter_id != self.charter.pk)


@dataclass(frozen=True, kw_only=True)
class Today:
    """What those who run a network have to know in the morning."""

    organizations: int
    invitations: int
    to_read: int
    charter: Charter | None
    missing_agreements: int
    has_words: bool


def joined(organization: Organization) -> list[Joined]:
    """The networks of an organization. Three queries each: one or two networks are the rule."""
    found = organization.networks.select_related("site").defer("site__logo").order_by("name", "pk")
    return [_joined(network, organization) for network in found]


def today(site: Site, *, now: datetime) -> Today:
    network = site.network
    members = set(network.organizations.order_by("pk").values_list("pk", flat=True))
    charter = charters.current(network)
    agreed = {
        pk for pk, agreement in charters.agreements(network).items() if charter and agreement.charter_id == charter.pk
    }
    return Today(
        organizations=len(members),
        invitations=JoinInvitation.objects.filter(network=network, expires_at__gt=now).waiting().count(),
        to_read=moderation.waiting(site, now=now).count() if site.reviews_first else 0,
        charter=charter,
        missing_agreements=len(members - agreed) if charter else 0,
        has_words=bool(site.sentence or site.welcome),
    )


def _joined(network: Network, organization: Organization) -> Joined:
    site = getattr(network, "site", None)
    return Joined(
        network=network,
        address=addresses.address_of(site) if site and site.is_open else "",
        charter=charters.current(network),
        agreement=charters.agreement_of(network, organization),
    )
