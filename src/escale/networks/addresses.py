"""Where the site of a network is read: a host name of its own, or a folder of the instance."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host

from escale.accounts.models import Network
from escale.networks.models import Site

FOLDER = "/reseaux/"
HOME = "/reseau/"
"""The first page of a network, which stands in the place of the instance's at the root of its site."""
TEAM = "/equipe/"
"""Where one works: the same address whatever the site."""
IN_FOLDER = re.compile(r"/reseaux/(?P<slug>[-\w]+)(?P<rest>/.*)")
HOST_NAME = re.compile(r"(?=.{4,120}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\Z")


def folder_of(network: Network) -> str:
    """The path of its site on the instance: "/reseaux/pays-de-vitre/"."""
    return f"{FOLDER}{network.slug}/"


def address_of(site: Site) -> str:
    """Where the public reads it, whole: at its own domain as soon as the instance answers there."""
    if site.domain and is_served(site.domain):
        return f"{urlsplit(settings.BASE_URL).scheme}://{site.domain}/"
    return f"{settings.BASE_URL}{folder_of(site.network)}"


def is_served(domain: str) -> bool:
    """Whether the operator of the instance said that it answers at this host name."""
    return validate_host(domain, settings.OTHER_HOSTS)


def host_of_instance() -> str:
    return urlsplit(settings.BASE_URL).hostname or ""
