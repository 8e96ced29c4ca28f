"""Whom to tell of what becomes of a text or of a picture."""

from escale.accounts.models import Membership, Organization, Role


def address_of(user_id: int | None, *, organization: Organization) -> str | None:
    """The address of whoever did it, or of one who runs the organization when she left it; None where nobody runs it."""
    members = Membership.objects.active().of_organization(organization).order_by("pk")
    own = members.filter(user=user_id).values_list("user__email", flat=True).first() if user_id else None
    return own or members.filter(role=Role.ADMIN).values_list("user__email", flat=True).first()
