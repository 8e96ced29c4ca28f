"""Among what a search looks: what the site of this address shows, one organization of it, the places that suit."""

from collections.abc import Collection

from django.http import HttpRequest

from escale.accounts.models import Organization
from escale.french.plain_text import fold
from escale.networks import current
from escale.networks.current import Shown
from escale.offers.finding import Criteria
from escale.places.models import Venue, VenueKind
from escale.portal.workshops.filters import Access, Filters

TOLD_BY = {
    Access.WHEELCHAIR: ("fauteuil", "plain pied", "ascenseur", "rampe", "pmr", "mobilite reduite", "sans marche"),
    Access.BUS: ("bus", "arret", "tram", "metro", "gare"),
}
"""The words by which a place says that it suits."""


def criteria(said: Filters, request: HttpRequest) -> Criteria:
    """What to look for on this site. At most three queries, none when nothing is narrowed."""
    return within(said, current.shown(request))


def within(said: Filters, site: Shown) -> Criteria:
    """What to look for, among what a site shows."""
    return said.criteria(
        accessible=_accessible(said.wanted_access) if said.wanted_access else None,
        organization_ids=_among(site.organization_ids, said.organization),
        refused_group_ids=site.refused_group_ids,
    )


def _among(shown: frozenset[int] | None, slug: str) -> frozenset[int] | None:
    if not slug:
        return shown
    named = frozenset(Organization.objects.filter(slug=slug).values_list("pk", flat=True))
    return named if shown is None else named & shown


def _accessible(wanted: Collection[Access]) -> frozenset[int]:
    """The places that say they suit, in their own words."""
    rows = Venue.objects.in_use().filter(kind=VenueKind.ON_SITE).order_by("pk")
    told = rows.values_list("pk", "accessibility", "access_notes", "transport")
    return frozenset(pk for pk, *texts in told if _suits(fold(" ".join(texts)), wanted))


def _suits(told: str, wanted: Collection[Access]) -> bool:
    return all(any(word in told for word in TOLD_BY[access]) for access in wanted)
