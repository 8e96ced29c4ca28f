"""What every page knows of the network it is read on."""

from typing import Any

from django.http import HttpRequest

from escale.networks import sites
from escale.networks.current import site_of


def site(request: HttpRequest) -> dict[str, Any]:
    """`network_site` (None at the address of the instance), its name and its telephone where a page has no other."""
    visited = site_of(request)
    if visited is None:
        return {"network_site": None}
    said: dict[str, Any] = {
        "network_site": visited,
        "network_colors": sites.version_of_colors(visited) if visited.color or visited.ground else "",
        "site_name": visited.network.name,
    }
    return said | ({"site_phone": visited.phone} if visited.phone else {})
