"""Who welcomes: first names, and the page of those who have one."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from escale.accounts.models import Membership, Organization
from escale.publishing import advisers
from escale.publishing.models import AdviserPage, Picture


@dataclass(frozen=True, kw_only=True)
class Host:
    """Somebody who welcomes; `page` is the address of her page, "" when she shows none."""

    first_name: str
    initials: str
    job_title: str
    page: str = ""
    photo: Picture | None = None


def of_organization(organization: Organization) -> list[Host]:
    """The advisers of an organization who show a page. Two queries."""
    pages = {page.adviser_id: page for page in advisers.shown().of_organization(organization)}
    return _hosts(organization, pages.keys(), pages)


def among(organization: Organization, user_ids: Collection[int]) -> list[Host]:
    """Those of these users who work there, page or not. Two queries."""
    pages = advisers.shown().of_organization(organization).filter(adviser__in=user_ids)
    return _hosts(organization, user_ids, {page.adviser_id: page for page in pages})


def _hosts(organization: Organization, user_ids: Collection[int], pages: dict[int, AdviserPage]) -> list[Host]:
    members = Membership.objects.active().of_organization(organization).filter(user__in=user_ids)
    return [
        _host(member, pages.get(member.user_id))
        for member in members.select_related("user").order_by("user__first_name", "pk")
    ]


def _host(member: Membership, page: AdviserPage | None) -> Host:
    return Host(
        first_name=member.user.first_name,
        initials=member.user.initials,
        job_title=member.job_title,
        page=reverse("portal:adviser", args=[page.slug]) if page else "",
        photo=page.photo if page else None,
    )
