"""What the pages of a network show: its blocks, what is coming, its organizations; nothing it refused."""

from datetime import datetime

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from escale.accounts.models import Organization, OrganizationQuerySet
from escale.networks import blocks as written
from escale.networks import current
from escale.networks.models import Block, Site
from escale.portal.activity import Activity
from escale.portal.workshops import coming as looking
from escale.portal.workshops import words
from escale.portal.workshops.coming import Wanted
from escale.workshops.models import Group, Session

FEW = 6
PER_PAGE = 60


def blocks(request: HttpRequest, site: Site) -> list[tuple[Block, str]]:
    """The blocks, each with the address of its workshop: none when it isn't shown any more."""
    shown = current.shown(request)
    return [
        (block, words.address(block.group) if block.group and _is_shown(block.group, shown) else "")
        for block in written.of(site)
    ]


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


def organizations(request: HttpRequest) -> OrganizationQuerySet:
    """The organizations of the network that are open to the public."""
    shown = current.shown(request).organization_ids or ()
    return Organization.objects.open_to_public().filter(pk__in=shown).order_by("name", "pk")


def listed(request: HttpRequest) -> Page[Organization]:
    return Paginator(organizations(request), PER_PAGE).get_page(request.GET.get("page"))


def _is_shown(group: Group, shown: current.Shown) -> bool:
    held = shown.organization_ids is None or group.organization_id in shown.organization_ids
    return held and group.is_public and group.canceled_at is None and group.pk not in shown.refused_group_ids
