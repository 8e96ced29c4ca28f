"""What a network shows of what its organizations publish: refused offers never, and, if it chose so, none before a yes."""

from collections.abc import Collection

from escale.networks.models import OfferReview, Site
from escale.workshops.models import Group


def hidden_group_ids(site: Site, *, organization_ids: Collection[int]) -> frozenset[int]:
    """The groups of these organizations this site must not show: refused, or still to be read. One query."""
    reviews = OfferReview.objects.filter(network=site.network_id)
    hidden = Group.objects.filter(pk__in=reviews.refused().values("group"))
    if site.reviews_since is not None:
        to_read = Group.objects.published().filter(
            organization__in=organization_ids, published_at__gte=site.reviews_since
        )
        hidden |= to_read.exclude(pk__in=reviews.accepted().values("group"))
    return frozenset(hidden.values_list("pk", flat=True))
