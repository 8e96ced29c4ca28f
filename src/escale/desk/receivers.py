"""Who may be chosen to receive somebody."""

from django.db.models import QuerySet

from escale.accounts import rules
from escale.accounts.models import Membership, Organization
from escale.db import once


def receivers(organization: Organization) -> QuerySet[Membership]:
    """The members who receive people, by name. Read once for a row of the organization."""
    return once(organization, "receivers", lambda: _receivers(organization))


def receiver(organization: Organization, user_id: int | None) -> Membership | None:
    """The one of them who is this user."""
    return next((member for member in receivers(organization) if member.user_id == user_id), None)


def _receivers(organization: Organization) -> QuerySet[Membership]:
    members = Membership.objects.active().of_organization(organization).filter(role__in=rules.RECEIVES)
    return members.select_related("user").order_by("user__first_name", "user__last_name", "pk")
