"""Chronicles on the site of a network: those of its organizations, and no other."""

import pytest
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership, Network
from escale.testing import writings

PAGES = ("/chroniques/", "/chroniques.rss")


@pytest.mark.parametrize("page", PAGES)
def test_its_lists_hold_what_its_organizations_tell(
    at_its_domain: Client, client: Client, network: Network, adviser: Membership, outsider: Membership, page: str
) -> None:
    writings.article(adviser, title="Chez nous")
    writings.article(outsider, title="Ailleurs")
    theirs, everywhere = (browser.get(page).content.decode() for browser in (at_its_domain, client))
    assert "Chez nous" in theirs
    assert "Ailleurs" not in theirs
    assert "Ailleurs" in everywhere


def test_a_chronicle_or_a_series_of_another_organization_is_not_found_there(
    at_its_domain: Client, client: Client, network: Network, adviser: Membership, outsider: Membership
) -> None:
    series = writings.series(outsider.organization)
    article = writings.article(outsider, series=series, episode=1)
    own = writings.article(adviser)
    addresses = [
        reverse("portal:article", args=[article.slug]),
        reverse("portal:series", args=[series.slug]),
        reverse("portal:series-rss", args=[series.slug]),
    ]
    assert {at_its_domain.get(address).status_code for address in addresses} == {404}
    assert {client.get(address).status_code for address in addresses} == {200}
    assert at_its_domain.get(reverse("portal:article", args=[own.slug])).status_code == 200
    assert at_its_domain.post(reverse("portal:article-helped", args=[article.slug])).status_code == 404
