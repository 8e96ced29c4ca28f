"""What the pages of one network share: who may come, and the row of buttons that leads from one to another."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Network
from escale.networks import addresses, sites
from escale.networks.models import Site

TABS = (
    ("desk:network", "Aujourd’hui"),
    ("desk:network-organizations", "Structures"),
    ("desk:network-offers", "Annonces"),
    ("desk:network-words", "Accueil du site"),
    ("desk:network-blocks", "Encarts"),
    ("desk:network-look", "Couleurs et logo"),
    ("desk:network-address", "Adresse et ouverture"),
    ("desk:network-charter", "Charte"),
    ("desk:network-coordinators", "Coordination"),
    ("desk:figures-network", "Chiffres"),
)
WITHIN = {
    "desk:network-invite": "desk:network-organizations",
    "desk:network-take-out": "desk:network-organizations",
    "desk:network-offer": "desk:network-offers",
    "desk:network-block": "desk:network-blocks",
    "desk:network-logo": "desk:network-look",
}
"""Pages under one of the tabs."""


def coordinated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for those who run the network: it gets the network; to anybody else it doesn't exist."""

    @requires(rules.may_book)
    @wraps(view)
    def guarded(request: MemberRequest, /, pk: int, **parts: Any) -> HttpResponse:
        network = get_object_or_404(Network.objects.coordinated_by(request.user), pk=pk)
        return view(request, network, **parts)

    return guarded


def network_page(
    request: MemberRequest,
    template: str,
    network: Network,
    context: dict[str, Any] | None = None,
    *,
    site: Site | None = None,
    status: int = 200,
) -> HttpResponse:
    """Draw a page of a network, its own button lit, and the address of its site beside its name."""
    view_name = request.resolver_match.view_name if request.resolver_match else ""
    site = site or sites.of(network)
    shown = {
        "network": network,
        "site": site,
        "site_address": addresses.address_of(site) if site.is_open else addresses.folder_of(network),
        "tabs": [(name, label, view_name == name, WITHIN.get(view_name) == name) for name, label in TABS],
    }
    return render(request, f"desk/networks/{template}", shown | (context or {}), status=status)
