"""What the site somebody visits may show: everything at the address of the instance, less on the site of a network."""

from collections.abc import Iterable

from django.http import HttpRequest

from escale.accounts.models import Organization, OrganizationQuerySet
from escale.networks import current
from escale.places.models import Venue, VenueQuerySet
from escale.portal.workshops.coming import Coming
from escale.workshops.models import Group, SessionQuerySet


def organizations(request: HttpRequest) -> OrganizationQuerySet:
    """The organizations with a page there."""
    shown = current.shown(request).organization_ids
    found = Organization.objects.open_to_public()
    return found if shown is None else found.filter(pk__in=shown)


def venues(request: HttpRequest) -> VenueQuerySet:
    """The places with a page there, their organization beside."""
    shown = current.shown(request).organization_ids
    found = Venue.objects.on_public_pages().select_related("organization")
    return found if shown is None else found.filter(organization__in=shown)


def sessions(request: HttpRequest, rows: SessionQuerySet) -> SessionQuerySet:
    """Those of these sessions that are shown there."""
    shown = current.shown(request)
    kept = rows.exclude(group__in=shown.refused_group_ids)
    return kept if shown.organization_ids is None else kept.filter(organization__in=shown.organization_ids)


def holds(request: HttpRequest, organization_id: int) -> bool:
    """Whether what this organization publishes is shown there."""
    shown = current.shown(request).organization_ids
    return shown is None or organization_id in shown


def shows(request: HttpRequest, group: Group) -> bool:
    """Whether this workshop or cycle is shown there."""
    refused = current.shown(request).refused_group_ids
    return group.pk not in refused and holds(request, group.organization_id)


def kept(request: HttpRequest, found: Iterable[Coming]) -> list[Coming]:
    """The workshops and cycles of a list that are shown there."""
    return [one for one in found if shows(request, one.group)]
