"""Who works with Escale: users, the organizations they work for, and the role each has there."""

from escale.accounts.models.invitations import INVITATION_LIFETIME, Invitation, InvitationQuerySet, SetupCode
from escale.accounts.models.memberships import Membership, MembershipQuerySet, Role
from escale.accounts.models.organizations import (
    SMS_EARLIEST,
    SMS_LATEST,
    Network,
    NetworkQuerySet,
    Organization,
    OrganizationQuerySet,
    OwnedQuerySet,
)
from escale.accounts.models.users import User, UserManager

__all__ = [
    "INVITATION_LIFETIME",
    "SMS_EARLIEST",
    "SMS_LATEST",
    "Invitation",
    "InvitationQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Network",
    "NetworkQuerySet",
    "Organization",
    "OrganizationQuerySet",
    "OwnedQuerySet",
    "Role",
    "SetupCode",
    "User",
    "UserManager",
]
