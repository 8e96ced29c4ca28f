"""What the pages of a network show: its blocks, what is coming, its organizations; nothing it refused."""

from datetime import datetime

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from escale.accounts.models import Organization, OrganizationQuerySet
from escale.french.typography import typo
from escale.networks import addresses, current
from escale.networks import blocks as written
from escale.networks.models import Block, Site
from escale.portal import nearby, scope
from escale.portal.activity import Activity
from escale.portal.finding import answers
from escale.portal.nearby import Town
from escale.portal.workshops import coming as looking
from escale.portal.workshops import words
from escale.portal.workshops.coming import Wanted
from escale.ui.heads import Head
from escale.workshops.models import Group, Session

FEW = 6
PER_PAGE = 60


def head(site: Site) -> Head:
    """What the first page says of itself: at its own domain as soon as it has one."""
    said = site.sentence or f"{site.network.name} : ateliers, rendez-vous et lieux pour apprendre le numérique."
    return Head(title=site.heading, description=typo(said), address=addresses.address_of(site), is_listed=site.is_open)


def blocks(request: HttpRequest, site: Site) -> list[tuple[Block, str]]:
    """The blocks, each with the address of its workshop: none when it isn't shown any more."""
    return [(block, _address(request, block.group)) for block in written.of(site)]


def coming(request: HttpRequest, *, now: datetime) -> list[Activity]:
    """The first workshops to come. Two queries find them whatever the network holds, and few more read them."""
    shown = current.shown(request)
    sessions = Session.objects.filter(
        starts_at__gt=now, canceled_at=None, group__in=Group.objects.published().filter(published_at__lte=now)
    )
    if shown.organization_ids is not None:
        sessions = sessions.filter(organization__in=shown.organization_ids)
    rows = (
        sessions.exclude(group__in=shown.refused_group_ids).order_by("starts_at", "pk").values_list("group", flat=True)
    )
    first = list(dict.fromkeys(rows[: FEW * 3]))[:FEW]
    found = looking.find(Wanted(group_ids=first), now=now)
    return [words.card(one) for one in found if one.may_be_joined(now=now)]


def town(request: HttpRequest) -> Town:
    """Where people of this site live, unless they say otherwise: the commune most of its places are in."""
    return nearby.understood("", known=answers.home_town(current.shown(request).organization_ids))


def organizations(request: HttpRequest) -> OrganizationQuerySet:
    """The organizations of the network that are open to the public."""
    shown = current.shown(request).organization_ids or ()
    return Organization.objects.open_to_public().filter(pk__in=shown).order_by("name", "pk")


def listed(request: HttpRequest) -> Page[Organization]:
    return Paginator(organizations(request), PER_PAGE).get_page(request.GET.get("page"))


def _address(request: HttpRequest, group: Group | None) -> str:
    if group is None or not group.is_public or group.canceled_at or not scope.shows(request, group):
        return ""
    return words.address(group)
