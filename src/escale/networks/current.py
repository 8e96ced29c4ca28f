"""The network whose site somebody visits, and what that site shows."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host

from escale.db import once
from escale.networks import moderation
from escale.networks.models import Site


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a site shows: the offers of these organizations (None: of all), but for these groups."""

    organization_ids: frozenset[int] | None = None
    refused_group_ids: frozenset[int] = frozenset()


EVERYTHING = Shown()


def site_of(request: HttpRequest) -> Site | None:
    """The site of a network this address is the one of; None at the address of the instance.

    At most one query, asked once a request, and none at the address of the instance.
    """
    return once(request, "site_of_network", lambda: _find(request))


def shown(request: HttpRequest) -> Shown:
    """What the site of this address shows. At most three queries, asked once a request."""
    return once(request, "shown_by_network", lambda: _shown(site_of(request)))


def _find(request: HttpRequest) -> Site | None:
    host, _port = split_domain_port(request.get_host())
    if not validate_host(host, settings.OTHER_HOSTS):
        return None
    return Site.objects.open().select_related("network").one(domain=host)


def _shown(site: Site | None) -> Shown:
    if site is None:
        return EVERYTHING
    organization_ids = frozenset(site.network.organizations.order_by("pk").values_list("pk", flat=True))
    return Shown(
        organization_ids=organization_ids,
        refused_group_ids=moderation.hidden_group_ids(site, organization_ids=organization_ids),
    )
