"""What a page says of itself to programs, read from its HTML."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import override_settings

from escale.accounts.models import Network, Organization
from escale.networks.models import Site
from escale.testing.builders import NOW

DOMAIN = "numerique.example.org"


def described(response: Any) -> list[dict[str, Any]]:
    """The blocks of schema.org of a page."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL)
    assert found, "no block of data"
    whole = json.loads(found[1])
    blocks: list[dict[str, Any]] = whole.get("@graph", [whole])
    return blocks


def meta(response: Any, name: str) -> str:
    """The content of a `<meta>`, by its name or its property; "" without one."""
    page = response.content.decode()
    found = re.search(rf'<meta (?:name|property)="{re.escape(name)}" content="([^"]*)">', page)
    return found[1] if found else ""


@contextmanager
def site_of(*organizations: Organization) -> Iterator[str]:
    """The site of a network of these organizations, open at its domain."""
    network = Network.objects.create(name="Pays de Vitré", slug="pays-de-vitre", created_at=NOW)
    network.organizations.add(*organizations)
    Site.objects.create(network=network, domain=DOMAIN, opened_at=NOW, created_at=NOW)
    with override_settings(OTHER_HOSTS=[DOMAIN], ALLOWED_HOSTS=["*"]):
        yield DOMAIN
