"""The network whose site somebody visits, and what that site shows."""

from dataclasses import dataclass

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.request import split_domain_port

from escale.accounts.models import User
from escale.db import once
from escale.networks import addresses, moderation
from escale.networks.models import Site


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a site shows: the offers of these organizations (None: of all), but for these groups."""

    organization_ids: frozenset[int] | None = None
    refused_group_ids: frozenset[int] = frozenset()


EVERYTHING = Shown()


@dataclass(frozen=True, kw_only=True)
class Visit:
    """The site an address is of, and the folder it is read in ("" at its own domain)."""

    site: Site
    folder: str


def visit_of(request: HttpRequest) -> Visit | None:
    """The site of a network this address is of; None at the addresses of the instance.

    One query at an address that may be of a network, none at another. A site that is not open is read in its folder by
    those who run the network, and by nobody else.
    """
    return once(request, "visit_of_network", lambda: _at_its_domain(request) or _in_its_folder(request))


def site_of(request: HttpRequest) -> Site | None:
    """The site of a network somebody visits."""
    visit = visit_of(request)
    return visit.site if visit else None


def shown(request: HttpRequest) -> Shown:
    """What the site of this address shows. Two queries on the site of a network, asked once a request."""
    return once(request, "shown_by_network", lambda: shown_by(site_of(request)))


def open_site(network_id: int) -> Site | None:
    """The site of this network, when anyone may read it. One query."""
    return Site.objects.open().with_what_every_page_shows().one(network=network_id)


def shown_by(site: Site | None) -> Shown:
    """What a site shows; without one, what the instance does: everything. Two queries."""
    if site is None:
        return EVERYTHING
    organization_ids = frozenset(site.network.organizations.order_by("pk").values_list("pk", flat=True))
    return Shown(
        organization_ids=organization_ids,
        refused_group_ids=moderation.hidden_group_ids(site, organization_ids=organization_ids),
    )


def _at_its_domain(request: HttpRequest) -> Visit | None:
    try:
        host, _port = split_domain_port(request.get_host())
    except DisallowedHost:
        # The page that says so asks too.
        return None
    if not addresses.is_served(host):
        return None
    site = Site.objects.open().with_what_every_page_shows().one(domain=host)
    return Visit(site=site, folder="") if site else None


def _in_its_folder(request: HttpRequest) -> Visit | None:
    place = addresses.IN_FOLDER.fullmatch(request.path)
    if place is None:
        return None
    site = Site.objects.with_what_every_page_shows().one(network__slug=place["slug"])
    if site is None or not (site.is_open or _runs(request, site)):
        return None
    return Visit(site=site, folder=addresses.folder_of(site.network))


def _runs(request: HttpRequest, site: Site) -> bool:
    user = getattr(request, "user", None)
    return isinstance(user, User) and site.network.coordinators.filter(pk=user.pk).exists()
