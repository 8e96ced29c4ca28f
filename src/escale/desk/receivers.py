"""Who may be chosen to receive somebody."""

from django.db.models import QuerySet

from escale.accounts import rules
from escale.accounts.models import Membership, Organization


def receivers(organization: Organization) -> QuerySet[Membership]:
    """The members who receive people, by name."""
    members = Membership.objects.active().of_organization(organization).filter(role__in=rules.RECEIVES)
    return members.select_related("user").order_by("user__first_name", "user__last_name", "pk")
