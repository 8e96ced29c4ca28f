"""The two ways in: an invitation to join an organization, the code that sets up an empty instance."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models.memberships import Role
from escale.accounts.models.organizations import Organization, OwnedQuerySet
from escale.accounts.models.users import User
from escale.accounts.secret_links import hashed

INVITATION_LIFETIME = timedelta(days=14)


class InvitationQuerySet(OwnedQuerySet["Invitation"]):
    def waiting(self) -> Self:
        """Neither used nor taken back; some may be too old to be used."""
        return self.filter(accepted_at=None, revoked_at=None)

    def pending(self, *, now: datetime) -> Self:
        """Those that can still be used."""
        return self.waiting().filter(expires_at__gt=now)

    def with_secret(self, secret: str) -> Self:
        return self.filter(secret_hash=hashed(secret))


class Invitation(db.Model):
    """A single-use link, bound to one e-mail address, to join an organization."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="invitations", verbose_name="structure")
    email = models.EmailField("adresse mail")
    role = models.CharField("rôle", max_length=20, choices=Role, default=Role.ADVISER)
    secret_hash = models.CharField("empreinte du lien", max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, verbose_name="invité par")
    created_at = models.DateTimeField("envoyée le")
    expires_at = models.DateTimeField("valable jusqu’au")
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    revoked_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="one_pending_invitation_per_email",
                violation_error_message="Une invitation attend déjà à cette adresse.",
            )
        ]

    def __str__(self) -> str:
        return self.email


class SetupCode(db.Model):
    """The code printed in the terminal that lets the first person set up an empty instance."""

    code_hash = models.CharField("empreinte du code", max_length=64)
    created_at = models.DateTimeField("créé le")

    class Meta:
        verbose_name = "code de première mise en route"

    def __str__(self) -> str:
        return f"code du {self.created_at:%d/%m/%Y}"
